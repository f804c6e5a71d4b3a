using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Linq;
using NanoBatch.Language.Diagnostics;

namespace NanoBatch.Cli;

/// <summary>A command line that does not parse, in words: what is wrong, what was probably meant, where to read on.</summary>
internal static class UsageErrors
{
    /// <summary>What is wrong with a command line, or null.</summary>
    public static CliFailure? Find(ParseResult parsed, IReadOnlyList<string> arguments)
    {
        if (parsed.Action?.ClearsParseErrors == true)
        {
            return null;        // help and completion answer whatever was typed
        }

        return MistypedOption(parsed, arguments) is { } option
            ? UnknownOption(parsed, option)
            : parsed.Errors.Count > 0 ? Of(parsed, arguments) : null;
    }

    /// <summary>An option that the grammar took for a file name, because the command takes any number of files.</summary>
    private static string? MistypedOption(ParseResult parsed, IReadOnlyList<string> arguments) => arguments.Contains("--")
        ? null
        : parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(result => result.Tokens)
            .Select(token => token.Value).FirstOrDefault(value => value.Length > 1 && value[0] == '-');

    private static CliFailure UnknownOption(ParseResult parsed, string option)
    {
        string path = PathOf(parsed.CommandResult);
        string? meant = EditDistance.Nearest(option, parsed.CommandResult.Command.Options.Select(known => known.Name));
        string help = $"'{path} --help' shows its options and an example";
        return CliFailure.Usage($"there is no option '{option}' in '{path}'", meant is null ? help : $"did you mean '{meant}'? {help}");
    }

    private static CliFailure Of(ParseResult parsed, IReadOnlyList<string> arguments)
    {
        Command command = parsed.CommandResult.Command;
        string path = PathOf(parsed.CommandResult);
        bool isRoot = parsed.CommandResult.Parent is null;
        bool isGroup = command.Subcommands.Count > 0;
        string help = $"'{path} --help' shows {(isRoot ? "the commands" : isGroup ? "its commands" : "its options and an example")}";
        if (arguments.Count == 0 || (isGroup && parsed.UnmatchedTokens.Count == 0))
        {
            return CliFailure.Usage("a command is missing", help);
        }

        if (parsed.UnmatchedTokens.Count > 0)
        {
            string token = parsed.UnmatchedTokens[0];
            if (token.StartsWith('-'))
            {
                return UnknownOption(parsed, token);
            }

            if (command.Subcommands.Count == 0)
            {
                return CliFailure.Usage($"'{path}' takes no further argument, such as '{token}'", help);
            }

            string? meant = EditDistance.Nearest(token, command.Subcommands.Select(sub => sub.Name));
            return CliFailure.Usage($"there is no command '{token}'", meant is null ? help : $"did you mean '{meant}'? {help}");
        }

        return CliFailure.Usage(InOneSentence(parsed.Errors[0].Message), help);
    }

    private static string PathOf(CommandResult result)
    {
        var names = new List<string>();
        for (SymbolResult? at = result; at is CommandResult command; at = at.Parent)
        {
            names.Insert(0, command.Parent is null ? "nanobatch" : command.Command.Name);
        }

        return string.Join(' ', names);
    }

    private static string InOneSentence(string message)
    {
        string text = message.ReplaceLineEndings(" ").Trim().TrimEnd('.');
        return text.Length > 1 && char.IsUpper(text[0]) && char.IsLower(text[1]) ? char.ToLowerInvariant(text[0]) + text[1..] : text;
    }
}
