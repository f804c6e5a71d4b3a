using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Tests.Docs;

/// <summary>Links within the repository lead somewhere: to a file or folder that exists, and to a heading that it has.</summary>
[TestClass]
public sealed partial class LinkTests
{
    [TestMethod]
    public void Every_relative_link_leads_to_a_file_and_its_heading()
    {
        var dead = new List<string>();
        int links = 0;
        foreach (DocPage page in DocPage.All)
        {
            foreach (Match match in page.Prose.SelectMany(line => Link().Matches(InlineCode().Replace(line, ""))))
            {
                string target = match.Groups[1].Value;
                if (target.Contains("://", StringComparison.Ordinal) || target.StartsWith("mailto:", StringComparison.Ordinal))
                {
                    continue;
                }

                links++;
                if (!Leads(page, target))
                {
                    dead.Add($"{page.Path}: {target}");
                }
            }
        }

        Assert.IsGreaterThan(3, links, "no links were found");
        Assert.IsEmpty(dead, string.Join('\n', dead));
    }

    [TestMethod]
    [DataRow("Scan items", "scan-items", DisplayName = "lower case, hyphens for blanks")]
    [DataRow("`report` and `alert`", "report-and-alert", DisplayName = "no marks")]
    [DataRow("JOB102: unknown channel", "job102-unknown-channel", DisplayName = "no punctuation")]
    public void A_heading_has_the_anchor_that_a_reader_clicks(string heading, string anchor) => Assert.AreEqual(anchor, AnchorOf(heading));

    private static bool Leads(DocPage page, string target)
    {
        string[] parts = target.Split('#', 2);
        string path = parts[0].Length == 0 ? page.Path : Path.Combine(Path.GetDirectoryName(page.Path)!, parts[0]);
        string full = Path.Combine(Golden.Root, path);
        if (!Path.Exists(full))
        {
            return false;
        }

        return parts.Length == 1 || DocPage.Read(path).Prose.Any(line => line.StartsWith('#') && AnchorOf(line.TrimStart('#')) == parts[1]);
    }

    private static string AnchorOf(string heading)
        => NoAnchor().Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"[^\p{L}\p{N}\- _]")]
    private static partial Regex NoAnchor();
}
