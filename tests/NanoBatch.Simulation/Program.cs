using NanoBatch.Simulation.Cuts;
using NanoBatch.Simulation.Images;
using NanoBatch.Simulation.World;

var root = new WorldCommand();
root.Add(new CutsCommand());
root.Add(new ImagesCommand());
return await root.Parse(args).InvokeAsync().ConfigureAwait(false);
