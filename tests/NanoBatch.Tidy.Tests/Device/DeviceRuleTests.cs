using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Tidy.Tests.Device;

/// <summary>The rules themselves: each catches what is planted for it, at its line, and sound code passes.</summary>
[TestClass]
public sealed class DeviceRuleTests
{
    private const string RuntimeFile = "firmware/Runtime/Planted.cs";

    /// <summary>Rule, and a member of a class that breaks it.</summary>
    private static readonly (DeviceRule Rule, string Member)[] s_planted =
    [
        (DeviceRule.GenericDeclaration, "class Box<T> { }"),
        (DeviceRule.GenericDeclaration, "static int Of<T>(int x) { return x; }"),
        (DeviceRule.GenericDeclaration, "delegate void Changed<T>(int x);"),
        (DeviceRule.GenericName, "System.Collections.Generic.List<int> _list;"),
        (DeviceRule.GenericName, "System.Func<int> _f;"),
        (DeviceRule.GenericName, "int F(System.ReadOnlySpan<byte> x) { return x.Length; }"),
        (DeviceRule.GenericName, "int[] F() { return System.Array.Empty<int>(); }"),
        (DeviceRule.GenericName, "event System.EventHandler<int> E;"),
        (DeviceRule.GenericCall, "int F(int[] x) { return System.Array.IndexOf(x, 3); }"),
        (DeviceRule.GenericCall, "void F(ref int a, ref int b) { System.Threading.Interlocked.Exchange(ref _o, null); } string _o;"),
        (DeviceRule.MultiDimensionalArray, "int[,] _grid;"),
        (DeviceRule.MultiDimensionalArray, "object F() { return new byte[2, 3]; }"),
        (DeviceRule.NullableType, "int? _x;"),
        (DeviceRule.NullableType, "string? _x;"),
        (DeviceRule.NullableType, "bool F(string s) { return s?.Length == 3; }"),
        (DeviceRule.Tuple, "(int, int) F() { return default; }"),
        (DeviceRule.Tuple, "void F(ref int a, ref int b) { (a, b) = (b, a); }"),
        (DeviceRule.Record, "record Point(int X);"),
        (DeviceRule.Async, "async void F() { }"),
        (DeviceRule.Async, "async void F() { await System.Threading.Tasks.Task.Delay(1); }"),
        (DeviceRule.Yield, "System.Collections.IEnumerable F() { yield return 1; }"),
        (DeviceRule.RefStruct, "ref struct Cursor { }"),
        (DeviceRule.UnsafeCode, "unsafe void F(int* x) { }"),
        (DeviceRule.UnsafeCode, "unsafe void F(byte[] b) { fixed (byte* x = b) { } }"),
        (DeviceRule.UnsafeCode, "unsafe void F() { byte* x = stackalloc byte[3]; }"),
        (DeviceRule.IndexOrRange, "int F(int[] x) { return x[^1]; }"),
        (DeviceRule.IndexOrRange, "string F(string x) { return x[1..2]; }"),
        (DeviceRule.Decimal, "decimal _x;"),
        (DeviceRule.Decimal, "object F() { return 1.5m; }"),
        (DeviceRule.Float, "float _x;"),
        (DeviceRule.Float, "double F() { return 1.5f; }"),
        (DeviceRule.Float, "double F(byte[] x) { return System.BitConverter.ToSingle(x, 0); }"),
        (DeviceRule.Volatile, "volatile int _x;"),
        (DeviceRule.Query, "object F(int[] x) { return from y in x select y; }"),
        (DeviceRule.Interpolation, "string F(int x) { return $\"{x:D3}\"; }"),
        (DeviceRule.Checked, "int F(int x) { return checked(x + 1); }"),
        (DeviceRule.Checked, "int F(int x) { checked { return x + 1; } }"),
        (DeviceRule.Dynamic, "dynamic _x;"),
        (DeviceRule.NullableDirective, "\n#nullable enable\nint _x;"),
        (DeviceRule.InitAccessor, "int X { get; init; }"),
        (DeviceRule.Throw, "void F() { throw null; }"),
        (DeviceRule.Throw, "string F(string x) { return x ?? throw null; }"),
        (DeviceRule.Lock, "void F() { lock (this) { } }"),
        (DeviceRule.MutableStatic, "static int s_count;"),
        (DeviceRule.MutableStatic, "static int Count { get; set; }"),
        (DeviceRule.ForeachOverObjects, "void F(string x) { foreach (char c in x) { } }"),
        (DeviceRule.ForeachOverObjects, "void F(System.Collections.ArrayList x) { foreach (object c in x) { } }"),
        (DeviceRule.BannedMember, "string F(string x) { return x.Replace(\"a\", \"b\"); }"),
        (DeviceRule.BannedMember, "string F(string[] x) { return string.Join(\",\", x); }"),
        (DeviceRule.BannedMember, "string F(string x) { return x.Insert(0, x); }"),
        (DeviceRule.BannedMember, "string F(string x) { return string.Format(x, x); }"),
        (DeviceRule.BannedMember, "void F(System.Array x) { System.Array.Sort(x); }"),
        (DeviceRule.BannedMember, "void F(System.Array x) { System.Array.Reverse(x); }"),
        (DeviceRule.BannedMember, "void F(int[] x) { System.Array.Resize(ref x, 3); }"),
        (DeviceRule.BannedMember, "void F(int[] x) { System.Array.Fill(x, 3); }"),
        (DeviceRule.BannedMember, "void F(int[] x) { System.Buffer.BlockCopy(x, 0, x, 1, 1); }"),
        (DeviceRule.BannedMember, "void F() { System.Threading.Monitor.Wait(this); }"),
        (DeviceRule.BannedMember, "void F() { System.Threading.Thread.Sleep(1); }"),
        (DeviceRule.BannedMember, "object F() { return System.Text.Encoding.ASCII; }"),
        (DeviceRule.BannedMember, "double F(double x) { return System.Math.Round(x, 2); }"),
        (DeviceRule.BannedMember, "double F(double x) { return System.Math.Sqrt(x); }"),
        (DeviceRule.BannedMember, "object F() { return System.DateTime.UtcNow; }"),
        (DeviceRule.BannedMember, "System.Random _x;"),
        (DeviceRule.BannedMember, "void F() { System.Console.WriteLine(\"x\"); }"),
        (DeviceRule.BannedMember, "bool F(double x) { return double.IsNaN(x); }"),
        (DeviceRule.BannedMember, "object F() { return System.Globalization.CultureInfo.InvariantCulture; }"),
        (DeviceRule.BannedMember, "int F(string x) { return System.Convert.ToInt32(x); }"),
        (DeviceRule.EnumText, "enum Kind { A } string F(Kind x) { return x.ToString(); }"),
        (DeviceRule.EnumText, "enum Kind { A } string F(Kind x) { return \"kind \" + x; }"),
        (DeviceRule.NumberFormat, "string F(double x) { return x.ToString(\"0.00\"); }"),
        (DeviceRule.SignCast, "int F(uint x) { return (int)x; }"),
        (DeviceRule.SignCast, "int F(uint x) { return (int)(x & 7) - 10; }"),
        (DeviceRule.SignCast, "long F(ulong x) { return (long)(x >> 1); }"),
        (DeviceRule.SignCast, "int F(uint x)\n{\n// sign: \nreturn (int)x; }"),
    ];

    private static readonly string[] s_sound =
    [
        "static readonly int[] s_table = new int[] { 1, 2 }; const int Max = 3;",
        "delegate int Pick(int x); Pick _pick; event Pick Picked;",
        "int F(int[] x) { int sum = 0; foreach (int y in x) { sum += y; } return sum; }",
        "int F(uint x) { return (int)(long)x; }",
        "int F(uint x) { return (int)x; } // sign: ids stay under 2^31",
        "int F() { return (int)5u; }",
        "bool F(int x) { return (uint)(x - 3) <= 5u; }",
        "long F(uint x) { return (long)x; }",
        "string F(int x) { return \"x \" + x.ToString() + x.ToString(\"D3\"); }",
        "/// <summary>Like <see cref=\"System.Collections.Generic.List{T}\"/>.</summary>\nint _x;",
        "byte[][] _rows; void F(out int x) { x = _rows[0][1]; }",
        "\n#if !NANOFRAMEWORK_1_0\nSystem.Collections.Generic.List<int> _host;\n#endif\n",
        "byte[] F(string x) { return System.Text.Encoding.UTF8.GetBytes(x); }",
        "void F(byte[] x) { System.Array.Copy(x, 0, x, 1, 2); System.Array.Clear(x, 0, 2); }",
        "string F(string x) { return x?.Substring(1); }",
    ];

    public static IEnumerable<object[]> Planted => s_planted.Select(p => new object[] { p.Rule.ToString(), p.Member });

    public static IEnumerable<object[]> Sound => s_sound.Select(p => new object[] { p });

    [TestMethod]
    [DynamicData(nameof(Planted))]
    public void Planted_code_is_caught(string rule, string member)
    {
        IReadOnlyList<Finding> findings = Check(RuntimeFile, member);
        Assert.IsTrue(findings.Any(f => f.Rule == rule && f.Path == RuntimeFile), $"{rule} not found; found: {string.Join("; ", findings)}");
    }

    [TestMethod]
    [DynamicData(nameof(Sound))]
    public void Sound_code_passes(string member) => Finding.AssertNone(Check(RuntimeFile, member));

    [TestMethod]
    public void A_finding_names_its_line()
    {
        Finding finding = Check(RuntimeFile, "int _x;\nint _y;\nfloat _z;").Single();
        Assert.AreEqual(4, finding.Line, "one line of wrapping comes first");
    }

    [TestMethod]
    public void Every_rule_has_planted_code() =>
        CollectionAssert.AreEquivalent(Enum.GetValues<DeviceRule>(), s_planted.Select(p => p.Rule).Distinct().ToArray());

    [TestMethod]
    [DataRow("firmware/SelfTest/Program.cs", "void F() { System.Console.WriteLine(\"x\"); }", 0, DisplayName = "the self-test writes lines")]
    [DataRow("firmware/SelfTest/Program.cs", "void F() { System.Console.WriteLine(3); }", 1, DisplayName = "of text only")]
    [DataRow("firmware/Benchmark/Program.cs", "void F() { System.Console.WriteLine(\"x\"); }", 0, DisplayName = "so does the benchmark")]
    [DataRow("firmware/Runtime/Engine/SquareRoot.cs", "double F(double x) { return System.Math.Sqrt(x); }", 0, DisplayName = "the seam of the square root")]
    [DataRow("firmware/Runtime/Engine/SquareRoot.cs", "double F(double x) { return System.Math.Exp(x); }", 1, DisplayName = "and of nothing else")]
    [DataRow("shared-protocol/SquareRoot.cs", "double F(double x) { return System.Math.Sqrt(x); }", 2, DisplayName = "elsewhere type and member are findings")]
    public void Exceptions_hold_where_they_are_meant(string path, string member, int findings) => Assert.HasCount(findings, Check(path, member));

    private static IReadOnlyList<Finding> Check(string path, string member) =>
        DeviceSources.Check([new SourceFile(path, "namespace Planted { class Holder {\n" + member + "\n} }\n")]);
}
