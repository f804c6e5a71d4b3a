using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Tests.Docs;

/// <summary>The list of messages is complete, and the handbook names no code that does not exist.</summary>
[TestClass]
public sealed class DiagnosticPageTests
{
    [TestMethod]
    public void The_page_of_messages_is_up_to_date() => Golden.Check("docs/diagnostics.g.md", DiagnosticPage.Markdown());

    [TestMethod]
    public void Every_code_in_the_documentation_exists()
    {
        string[] known = [.. DiagnosticPage.Rows.Select(row => row.Code)];
        string[] named = [.. DocPage.All.SelectMany(page => page.Lines)
            .SelectMany(line => Regex.Matches(line, @"\bJOB\d+\b").Select(match => match.Value)).Distinct()];
        Assert.IsNotEmpty(named);
        CollectionAssert.IsSubsetOf(named, known);
    }
}
