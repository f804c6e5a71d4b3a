using System;
using System.CommandLine;
using NanoBatch.Results;

namespace NanoBatch.Cli.Commands;

/// <summary>How results are printed: <c>--format</c>, and <c>--json</c> for one of them.</summary>
internal sealed class ResultFormatOptions
{
    private const string TableFormat = "table";
    private const string JsonFormat = "json";

    public ResultFormatOptions()
    {
        Format.AcceptOnlyFromAmong(TableFormat, JsonFormat, "csv", "senml", "influx");
    }

    public Option<string?> Format { get; } = new("--format") { Description = "How to print them; a table unless given.", HelpName = "table|json|csv|senml|influx" };

    public Option<bool> Json { get; } = new("--json") { Description = "The same as --format json: JSON Lines." };

    /// <summary>What is meant; null for a table.</summary>
    /// <exception cref="CliFailure">Exit code 2: they contradict each other.</exception>
    public ResultFormat? Read(ParseResult parsed)
    {
        string? format = parsed.GetValue(Format);
        bool isJson = parsed.GetValue(Json);
        if (isJson && format is not (null or JsonFormat))
        {
            throw CliFailure.Usage($"--json and --format {format} contradict each other", "give one of them");
        }

        return isJson ? ResultFormat.Json : format is null or TableFormat ? null : Enum.Parse<ResultFormat>(format, ignoreCase: true);
    }
}
