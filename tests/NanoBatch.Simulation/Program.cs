using NanoBatch.Simulation.Cuts;
using NanoBatch.Simulation.Frames;
using NanoBatch.Simulation.Images;
using NanoBatch.Simulation.Wear;
using NanoBatch.Simulation.World;

var root = new WorldCommand();
root.Add(new CutsCommand());
root.Add(new ImagesCommand());
root.Add(new FramesCommand());
root.Add(new WearCommand());
return await root.Parse(args).InvokeAsync().ConfigureAwait(false);
