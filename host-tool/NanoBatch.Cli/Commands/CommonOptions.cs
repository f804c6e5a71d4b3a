using System.CommandLine;

namespace NanoBatch.Cli.Commands;

/// <summary>Options that several commands have, under one name with one meaning.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json() => new("--json") { Description = "Print the result as JSON." };

    public static Option<string?> Board() => new("--board", "-b")
    {
        Description = "Board profile (.toml): checks channels, units and memory against a real board.",
        HelpName = "profile",
    };
}
