using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace NanoBatch.Tests.Docs;

/// <summary>A page of the documentation as lines and fenced blocks.</summary>
internal sealed class DocPage
{
    private const string FenceMark = "```";

    private DocPage(string path, string[] lines)
    {
        Path = path;
        Lines = lines;
    }

    /// <summary>Path from the repository's root, with '/'.</summary>
    public string Path { get; }

    /// <summary>Without their line ends.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>README.md and every page of docs/, its folders included.</summary>
    public static IEnumerable<DocPage> All
    {
        get
        {
            string readme = System.IO.Path.Combine(Golden.Root, "README.md");
            IEnumerable<string> pages = Directory.EnumerateFiles(System.IO.Path.Combine(Golden.Root, "docs"), "*.md", SearchOption.AllDirectories);
            return pages.Concat(File.Exists(readme) ? [readme] : [])
                .Select(path => System.IO.Path.GetRelativePath(Golden.Root, path).Replace('\\', '/'))
                .Order(StringComparer.Ordinal)
                .Select(Read);
        }
    }

    /// <summary>Reads one page.</summary>
    /// <param name="path">From the repository's root, with '/'.</param>
    public static DocPage Read(string path)
        => new(path, File.ReadAllText(System.IO.Path.Combine(Golden.Root, path)).ReplaceLineEndings("\n").Split('\n'));

    /// <summary>Every fenced block, in the page's order.</summary>
    public IEnumerable<Fence> Fences
    {
        get
        {
            for (int i = 0; i < Lines.Count; i++)
            {
                if (!Lines[i].StartsWith(FenceMark, StringComparison.Ordinal))
                {
                    continue;
                }

                string[] words = Lines[i][FenceMark.Length..].Split(' ', 2);
                int opened = i + 1;
                var text = new StringBuilder();
                for (i++; i < Lines.Count && Lines[i] != FenceMark; i++)
                {
                    text.Append(Lines[i]).Append('\n');
                }

                yield return new Fence(Path, opened, words[0], words.Length > 1 ? words[1] : "", text.ToString());
            }
        }
    }

    /// <summary>The only block of a language.</summary>
    public Fence Single(string language) => Fences.Single(fence => fence.Language == language);

    /// <summary>Lines outside of fenced blocks.</summary>
    public IEnumerable<string> Prose
    {
        get
        {
            bool isInside = false;
            foreach (string line in Lines)
            {
                bool isFence = line.StartsWith(FenceMark, StringComparison.Ordinal);
                isInside ^= isFence;
                if (!isFence && !isInside)
                {
                    yield return line;
                }
            }
        }
    }

    /// <summary>Rows of every table outside of blocks, as trimmed cells; headers and rulers too.</summary>
    public IEnumerable<string[]> TableRows
        => Prose.Where(line => line.StartsWith('|')).Select(line => Array.ConvertAll(line[1..].TrimEnd('|', ' ').Split(" | "), cell => cell.Trim()));
}
