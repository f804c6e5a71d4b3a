using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Tests.Docs;

/// <summary>The README's "Many boards" is what happens: its commands are run again in processes of their own, and their screens compared.</summary>
/// <remarks>The hub gets a free port, and a folder of the test's, in place of the usual ones; how long ago a board was seen, and which was served first, is chance.</remarks>
[TestClass]
public sealed partial class ManyBoardsTests
{
    private const string Prompt = "$ nanobatch ";

    private readonly string _folder = Directory.CreateTempSubdirectory("nanobatch-many-").FullName;

    [TestCleanup]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public async Task The_screens_of_many_boards_are_what_the_tool_prints()
    {
        (string Command, string Screen)[] page = [.. Screens()];
        Assert.AreEqual("hub run, board --count, hub deploy, hub boards, hub results", string.Join(", ", page.Select(one => string.Join(' ', one.Command.Split(' ')[..2]))));
        await using ToolProcess hub = ToolProcess.Start(_folder, page[0].Command + " --listen 127.0.0.1:0");
        string listening = await hub.OutLineAsync("nanobatch hub listening on ");
        string broker = Broker().Match(listening).Value;
        Assert.AreEqual(page[0].Screen.Trim(), listening.Replace(broker, "mqtt://127.0.0.1:1883", StringComparison.Ordinal)
            .Replace(Path.Combine(_folder, "results.db"), "~/.local/share/nanobatch/results.db", StringComparison.Ordinal));

        await using ToolProcess boards = ToolProcess.Start(_folder, page[1].Command.Replace("mqtt://127.0.0.1", broker, StringComparison.Ordinal));
        await boards.ErrorLineAsync("time starts at ");
        Check(page[1].Screen, boards.Out + boards.Error, broker);
        Check(page[2].Screen, await ToolProcess.RunAsync(_folder, page[2].Command + " --broker " + broker), broker);
        await boards.ErrorLineAsync("the data are at their end");
        await ToolProcess.UntilAsync(
            async () => !Held().IsMatch(await ToolProcess.RunAsync(_folder, "hub boards --json")), "boards with nothing left to deliver");
        Check(page[3].Screen, await ToolProcess.RunAsync(_folder, page[3].Command), broker);
        Check(page[4].Screen, await ToolProcess.RunAsync(_folder, page[4].Command), broker);
    }

    /// <summary>The commands of the chapter, each with what it prints.</summary>
    private static IEnumerable<(string Command, string Screen)> Screens()
    {
        DocPage page = DocPage.Read("README.md");
        int from = page.Lines.ToList().IndexOf("## Many boards");
        int to = page.Lines.ToList().FindIndex(from + 1, line => line.StartsWith("## ", StringComparison.Ordinal));
        return page.Fences.Where(fence => fence.Line > from && fence.Line < to)
            .SelectMany(fence => fence.Text.Split(Prompt, StringSplitOptions.RemoveEmptyEntries))
            .Select(part => (part[..part.IndexOf('\n')].Replace("'*'", "*", StringComparison.Ordinal), part[(part.IndexOf('\n') + 1)..]));
    }

    private static void Check(string expected, string actual, string broker)
        => Assert.AreEqual(
            Normal(expected), Normal(actual.Replace(broker, "mqtt://127.0.0.1:1883", StringComparison.Ordinal)), "the README shows something else; this came:\n" + actual);

    /// <summary>Without what differs from run to run: ages, the width that they need, and the order of those that are served at once.</summary>
    private static string Normal(string screen)
    {
        string[] lines = [.. screen.Trim().Split('\n').Select(line => Run().Replace(Age().Replace(line, "some time ago"), "$1").Trim())];
        return string.Join('\n', lines.All(line => !line.Contains('│', StringComparison.Ordinal)) ? lines.Order(StringComparer.Ordinal) : lines);
    }

    [GeneratedRegex(@"mqtt://127\.0\.0\.1:\d+")]
    private static partial Regex Broker();

    [GeneratedRegex(@"\d[\d.dhms ]*s ago|\d+m \d+s ago")]
    private static partial Regex Age();

    [GeneratedRegex("([ ─])\\1+")]
    private static partial Regex Run();

    [GeneratedRegex("\"backlog\": ?[1-9]")]
    private static partial Regex Held();
}
