using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Cli.Tests;

[TestClass]
public sealed class TerminalTests
{
    private const string Escape = "\u001b[";

    [TestMethod]
    [DataRow(true, null, "xterm", true, DisplayName = "a terminal")]
    [DataRow(true, "1", "xterm", false, DisplayName = "NO_COLOR")]
    [DataRow(true, "", "xterm", true, DisplayName = "NO_COLOR that is empty")]
    [DataRow(true, null, "dumb", false, DisplayName = "a dumb terminal")]
    [DataRow(false, null, "xterm", false, DisplayName = "a file")]
    public async Task Colour_is_for_terminals_that_want_it(bool isTerminal, string? noColor, string term, bool isColoured)
    {
        using var folder = new WorkFolder();
        string job = folder.Write("bad.job", WorkFolder.Job.Replace("mean(soil1),", "mean(soil9),"));
        string check = await RunAsync(isTerminal, noColor, term, "check", job);
        Assert.AreEqual(isColoured, check.Contains(Escape), check);
        string replay = await RunAsync(isTerminal, noColor, term, folder.ReplayArguments());
        Assert.AreEqual(isColoured, replay.Contains(Escape), replay);
    }

    [TestMethod]
    public async Task A_narrow_terminal_gets_whole_cells()
    {
        using var folder = new WorkFolder();
        string text = await RunAsync(true, "1", "xterm", folder.ReplayArguments());
        foreach (string line in text.Split('\n'))
        {
            Assert.IsLessThanOrEqualTo(60, line.Length, line);
        }

        Assert.Contains("2025-06-02T18:00:00Z", text);
    }

    private static async Task<string> RunAsync(bool isTerminal, string? noColor, string term, params string[] arguments)
    {
        var variables = new Dictionary<string, string?> { ["NO_COLOR"] = noColor, ["TERM"] = term };
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var environment = new CliEnvironment
        {
            Out = output,
            Error = error,
            IsOutTerminal = isTerminal,
            IsErrorTerminal = isTerminal,
            TerminalWidth = 60,
            Variable = name => variables.GetValueOrDefault(name),
        };
        await CliHost.RunAsync(arguments, environment, default);
        return output.ToString();
    }
}
