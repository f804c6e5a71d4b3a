using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Tests;

namespace NanoBatch.Cli.Tests;

[TestClass]
public sealed class HelpTests
{
    public static IEnumerable<object[]> Commands => CliHost.CreateRoot(new CliEnvironment { Out = TextWriter.Null, Error = TextWriter.Null })
        .Subcommands.SelectMany(command => command.Subcommands.Select(sub => command.Name + " " + sub.Name).Prepend(command.Name)).Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Commands))]
    public async Task Help_of_a_command_is_approved_and_ends_with_an_example(string command)
    {
        CliRun run = (await CliRun.Of([.. command.Split(' '), "--help"])).Expect(ExitCode.Done);
        StringAssert.StartsWith(run.Out.TrimEnd().Split('\n')[^1].Trim(), "nanobatch " + command);
        Golden.Check($"tests/Golden/help/{command.Replace(' ', '-')}.txt", run.Out);
    }

    [TestMethod]
    public async Task Help_of_the_tool_lists_every_command()
    {
        CliRun run = (await CliRun.Of("--help")).Expect(ExitCode.Done);
        Golden.Check("tests/Golden/help/nanobatch.txt", run.Out);
    }

    [TestMethod]
    public void Every_command_of_this_version_is_there()
    {
        string[] wanted =
        [
            "new", "check", "compile", "explain", "format", "replay", "board", "demo",
            "deploy", "jobs", "run", "pause", "resume", "remove", "results", "info", "clock", "ports", "flash",
            "hub", "hub run", "hub boards", "hub deploy", "hub results", "hub user",
        ];
        CollectionAssert.IsSubsetOf(wanted, Commands.Select(command => (string)command[0]).ToArray());
    }

    [TestMethod]
    public async Task Version_is_one_line()
    {
        CliRun run = (await CliRun.Of("--version")).Expect(ExitCode.Done);
        Assert.MatchesRegex(@"^\d+\.\d+\.\d+\S*\n$", run.Out);
    }
}
