using System.CommandLine;

namespace NanoBatch.Cli.Commands;

/// <summary>Options that several commands have, under one name with one meaning.</summary>
internal static class CommonOptions
{
    public static Option<string?> Board() => new("--board", "-b")
    {
        Description = "Board profile (.toml): checks channels, units and memory against a real board.",
        HelpName = "profile",
    };

    public static Option<string?> To() => new("--to")
    {
        Description = "Board: serial:/dev/ttyUSB0, serial:COM5, serial:auto or tcp://host:port; NANOBATCH_TO unless given.",
        HelpName = "uri",
    };
}
