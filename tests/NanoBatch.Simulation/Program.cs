using System.CommandLine;

var root = new RootCommand("Faults against the board's runtime: power cuts, damaged storage, damaged frames, flash wear.");
return await root.Parse(args).InvokeAsync().ConfigureAwait(false);
