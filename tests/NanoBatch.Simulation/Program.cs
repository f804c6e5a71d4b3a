using NanoBatch.Simulation.Cuts;
using NanoBatch.Simulation.World;

var root = new WorldCommand();
root.Add(new CutsCommand());
return await root.Parse(args).InvokeAsync().ConfigureAwait(false);
