using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Tidy.Tests.Repository;

/// <summary>The rules themselves: planted breaches are caught, sound files pass.</summary>
[TestClass]
public sealed class RepositoryRuleTests
{
    [TestMethod]
    [DataRow("shared-protocol/A.cs", "using NanoBatch.Runtime;", 1, DisplayName = "the protocol knows nobody")]
    [DataRow("firmware/Runtime/A.cs", "class A { NanoBatch.Language.B _b; }", 1, DisplayName = "by its full name")]
    [DataRow("firmware/Runtime/A.cs", "using NanoBatch.Protocol;", 0, DisplayName = "the runtime knows the protocol")]
    [DataRow("host-tool/NanoBatch.Language/A.cs", "using NanoBatch.Devices;", 1, DisplayName = "the compiler opens no port")]
    [DataRow("host-tool/NanoBatch.Language/A.cs", "using NanoBatch.Language.Text;", 0, DisplayName = "a layer knows itself")]
    [DataRow("host-tool/NanoBatch.Results/A.cs", "using NanoBatch.VirtualBoard;", 1, DisplayName = "results know no board")]
    [DataRow("host-tool/NanoBatch.Cli/A.cs", "using NanoBatch.VirtualBoard;", 0, DisplayName = "commands know all")]
    [DataRow("host-tool/NanoBatch.New/A.cs", "class A { }", 1, DisplayName = "a layer without a row")]
    [DataRow("tests/A.cs", "using NanoBatch.Cli;", 0, DisplayName = "tests know all")]
    [DataRow("firmware/Runtime/A.csproj", "<Project><ProjectReference Include=\"..\\host-tool\\NanoBatch.Language.csproj\" /></Project>", 1, DisplayName = "a project reference")]
    [DataRow("firmware/Runtime/A.csproj", "<Project><Import Project=\"..\\shared-protocol\\NanoBatch.Protocol.projitems\" /></Project>", 0, DisplayName = "shared items")]
    public void Layers(string path, string text, int findings) => Assert.HasCount(findings, LayerRules.Check([new SourceFile(path, text)]).ToArray());

    [TestMethod]
    [DataRow(600, 180, 0, DisplayName = "at both limits")]
    [DataRow(601, 180, 1, DisplayName = "one line more")]
    [DataRow(600, 181, 1, DisplayName = "one character more")]
    public void Sizes(int lines, int length, int findings)
    {
        string text = new string('x', length) + "\n" + string.Concat(Enumerable.Repeat("\n", lines - 1));
        Assert.HasCount(findings, FileRules.Sizes([new SourceFile("A.cs", text)]).ToArray());
    }

    [TestMethod]
    [DataRow("namespace N; public class A { public class B { } }", 0, DisplayName = "nested types belong to theirs")]
    [DataRow("namespace N { public class A { } internal class B { } }", 0, DisplayName = "an internal helper")]
    [DataRow("namespace N { public class A { } public enum B { } }", 1, DisplayName = "two public types")]
    [DataRow("public class A { } public delegate void B();", 1, DisplayName = "a delegate is a type")]
    [DataRow("internal class B { }", 1, DisplayName = "another name")]
    [DataRow("internal class B { } internal class A { }", 0, DisplayName = "internal types around the file's own")]
    [DataRow("internal class A { } public class B { }", 1, DisplayName = "a public type under another's name")]
    [DataRow("[assembly: X]", 0, DisplayName = "no type at all")]
    public void Types(string text, int findings) => Assert.HasCount(findings, FileRules.Types([new SourceFile("folder/A.cs", text)]).ToArray());

    [TestMethod]
    [DataRow("// TODO later", 1)]
    [DataRow("// TODO(#12): later", 0)]
    [DataRow("// FIXME #7", 0)]
    [DataRow("// HACK", 1)]
    [DataRow("a METHODOLOGY of XXXL", 0)]
    [DataRow("see /home/ann/job", 1)]
    [DataRow("\"/mnt/x\"", 1)]
    [DataRow("C:\\Users\\ann", 1)]
    [DataRow("https://example.org/home/page", 0)]
    [DataRow("serial:/dev/ttyUSB0", 0)]
    public void Words(string line, int findings) => Assert.HasCount(findings, FileRules.Words([new SourceFile("a.md", line + "\n")]).ToArray());

    [TestMethod]
    [DataRow("a\nb\n", 0)]
    [DataRow("", 0)]
    [DataRow("a", 1)]
    [DataRow("a\r\n", 1)]
    [DataRow("a\r", 2)]
    public void LineEnds(string text, int findings) => Assert.HasCount(findings, FileRules.LineEnds([new SourceFile("a.md", text)]).ToArray());

    [TestMethod]
    [DataRow("tests/Golden/help/run.txt", "Golden.Check($\"tests/Golden/help/{name}.txt\", x)", 0, DisplayName = "named by its folder")]
    [DataRow("tests/Golden/selftest.txt", "Golden.Check(\"tests/Golden/selftest.txt\", x)", 0, DisplayName = "named in full")]
    [DataRow("tests/Golden/old.txt", "Golden.Check(\"tests/Golden/selftest.txt\", x)", 1, DisplayName = "not named")]
    [DataRow("tests/Golden/old.txt", "Golden.Check(\"tests/Golden/\" + name, x)", 1, DisplayName = "the folder of all names nothing")]
    public void DeadGoldenFiles(string path, string test, int findings) =>
        Assert.HasCount(findings, FileRules.DeadGoldenFiles([path], [new SourceFile("tests/A.cs", test)]).ToArray());
}
