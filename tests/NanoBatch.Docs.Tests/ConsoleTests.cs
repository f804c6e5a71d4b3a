using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Tests.Docs;

/// <summary>The screens of handbook and README are what the tool prints: each <c>console</c> block is run again and compared.</summary>
/// <remarks>A block holds commands behind <c>$</c>, each followed by its output, standard output before standard error. The jobs are the
/// blocks with a file name above it, in a folder that also has the repository's samples. <c>UPDATE_GOLDEN=1</c> rewrites the page.</remarks>
[TestClass]
public sealed class ConsoleTests
{
    private const string Prompt = "$ nanobatch ";

    [TestMethod]
    [DataRow("docs/LANGUAGE.md", 6)]
    [DataRow("README.md", 1)]
    public async Task Every_screen_is_what_the_tool_prints(string path, int screensMin)
    {
        DocPage page = DocPage.Read(path);
        string folder = Directory.CreateTempSubdirectory("nanobatch-docs-").FullName;
        try
        {
            CopySamples(Path.Combine(folder, "samples"));
            var text = new StringBuilder();
            int written = 0;      // lines of the page that are in the text
            int screens = 0;
            foreach (Fence fence in page.Fences)
            {
                if (fence.FileName.Length > 0)
                {
                    await File.WriteAllTextAsync(Path.Combine(folder, fence.FileName), fence.Text);
                }
                else if (fence.Language == "console")
                {
                    screens++;
                    text.AppendJoin('\n', page.Lines.Skip(written).Take(fence.Line - written)).Append('\n').Append(await ScreenAsync(fence, folder));
                    written = fence.Line + fence.Text.Count(c => c == '\n');
                }
            }

            Assert.IsGreaterThanOrEqualTo(screensMin, screens, "the page's screens were not found");
            Golden.Check(path, text.AppendJoin('\n', page.Lines.Skip(written)).ToString());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void CopySamples(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (string path in Directory.EnumerateFiles(Path.Combine(Golden.Root, "samples")))
        {
            File.Copy(path, Path.Combine(folder, Path.GetFileName(path)));
        }
    }

    private static async Task<string> ScreenAsync(Fence fence, string folder)
    {
        var screen = new StringBuilder();
        foreach (string command in fence.Text.Split('\n').Where(line => line.StartsWith(Prompt, StringComparison.Ordinal)))
        {
            string output = await RunAsync(command[Prompt.Length..], folder);
            screen.Append(screen.Length > 0 ? "\n" : "").Append(command).Append('\n').Append(output.Trim('\n')).Append('\n');
        }

        Assert.IsGreaterThan(0, screen.Length, $"{fence}: no command");
        return string.Join('\n', screen.ToString().Split('\n').Select(line => line.TrimEnd()));
    }

    private static async Task<string> RunAsync(string arguments, string folder)
    {
        var start = new ProcessStartInfo("dotnet", $"\"{Path.Combine(AppContext.BaseDirectory, "nanobatch.dll")}\" {arguments}")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (await output + await error).ReplaceLineEndings("\n");
    }
}
