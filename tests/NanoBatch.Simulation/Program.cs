using System.CommandLine;
using NanoBatch.Simulation.Cuts;
using NanoBatch.Simulation.Images;

var root = new RootCommand("Faults against the board's runtime: power cuts, damaged storage, damaged frames, flash wear.");
root.Add(new CutsCommand());
root.Add(new ImagesCommand());
return await root.Parse(args).InvokeAsync().ConfigureAwait(false);
