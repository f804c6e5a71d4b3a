using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.DeviceCheck;

/// <summary>Device code compiles against what nanoFramework has, and against nothing more.</summary>
[TestClass]
public sealed class DeviceCheckTests
{
    private const string SurfaceFolder = "tests/NanoBatch.DeviceCheck/Surface/";

    private static readonly Lazy<DeviceAssembly> s_core = new(() => Surface("mscorlib"));
    private static readonly Lazy<DeviceAssembly> s_math = new(() => Surface("System.Math", s_core.Value.Reference));
    private static readonly Lazy<DeviceAssembly> s_text = new(() => Surface("nanoFramework.System.Text", s_core.Value.Reference));
    private static readonly Lazy<DeviceAssembly> s_protocol = new(() => Library("NanoBatch.Protocol", "shared-protocol"));
    private static readonly Lazy<DeviceAssembly> s_runtime = new(() => Library("NanoBatch.Runtime", "firmware/Runtime", s_protocol.Value.Reference));

    [TestMethod]
    public void The_surface_itself_compiles()
    {
        AssertCompiles(s_core.Value);
        AssertCompiles(s_math.Value);
        AssertCompiles(s_text.Value);
    }

    [TestMethod]
    public void The_protocol_compiles() => AssertCompiles(s_protocol.Value);

    [TestMethod]
    public void The_runtime_compiles()
    {
        AssertCompiles(s_protocol.Value);
        AssertCompiles(s_runtime.Value);
    }

    [TestMethod]
    public void The_self_test_compiles()
    {
        AssertCompiles(s_runtime.Value);
        MetadataReference[] references = [.. Libraries, s_protocol.Value.Reference, s_runtime.Value.Reference];
        AssertCompiles(DeviceAssembly.FromFolder("NanoBatch.SelfTest", "firmware/SelfTest", OutputKind.ConsoleApplication, references));
    }

    [TestMethod]
    public void The_benchmark_and_the_soak_compile()
    {
        AssertCompiles(s_runtime.Value);
        AssertCompiles(Library("NanoBatch.Benchmark", "firmware/Benchmark", s_protocol.Value.Reference, s_runtime.Value.Reference));
    }

    [TestMethod]
    [DataRow("int F(System.Span<byte> x) { return x.Length; }", DisplayName = "Span")]
    [DataRow("object F() { return new System.Collections.Generic.List<int>(); }", DisplayName = "List<T>")]
    [DataRow("double F(double x) { return System.Math.Round(x, 2); }", DisplayName = "Math.Round with digits")]
    [DataRow("string F(string x) { return x.Replace(\"a\", \"b\"); }", DisplayName = "string.Replace")]
    [DataRow("string F(string[] x) { return string.Join(\",\", x); }", DisplayName = "string.Join")]
    [DataRow("string F(int x) { return $\"{x}\"; }", DisplayName = "interpolation")]
    [DataRow("int? F() { return null; }", DisplayName = "nullable values")]
    [DataRow("(int, int) F() { return (1, 2); }", DisplayName = "tuples")]
    [DataRow("int F(int[] x) { return x[^1]; }", DisplayName = "index from the end")]
    [DataRow("decimal F() { return 1m; }", DisplayName = "decimal")]
    [DataRow("volatile int _x;", DisplayName = "volatile")]
    [DataRow("void F(int[] x) { System.Array.Sort(x); }", DisplayName = "Array.Sort")]
    [DataRow("void F(int x) { System.Console.WriteLine(x); }", DisplayName = "Console.WriteLine of a number")]
    [DataRow("async void F() { await System.Threading.Tasks.Task.Delay(1); }", DisplayName = "await")]
    [DataRow("System.Collections.IEnumerable F() { yield return 1; }", DisplayName = "yield")]
    [DataRow("record R(int X);", DisplayName = "records")]
    [DataRow("object F() { return System.DateTime.UtcNow; }", DisplayName = "the wall clock")]
    [DataRow("string F(double x) { return x.ToString(System.Globalization.CultureInfo.InvariantCulture); }", DisplayName = "cultures")]
    [DataRow("int F(NanoBatch.Protocol.ByteReader x) { return x.NoSuchMember; }", DisplayName = "a member that nobody has")]
    public void What_the_device_lacks_is_an_error(string member)
    {
        DeviceAssembly planted = Planted(member);
        Assert.IsNotEmpty(planted.Errors, member);
    }

    [TestMethod]
    [DataRow("double F(double x) { return System.Math.Sqrt(x); }")]
    [DataRow("string F(int x, string y) { return y + \" \" + x.ToString(); }")]
    [DataRow("int F(NanoBatch.Protocol.ByteReader x) { return x.U8(); }")]
    public void What_the_device_has_is_none(string member) => AssertCompiles(Planted(member));

    [TestMethod]
    [DataRow("mscorlib")]
    [DataRow("System.Math")]
    [DataRow("nanoFramework.System.Text")]
    public void The_real_library_has_every_member_of_the_surface(string name)
    {
        string? folder = Environment.GetEnvironmentVariable("NANOFRAMEWORK_REFS");
        if (string.IsNullOrEmpty(folder))
        {
            Assert.Inconclusive("NANOFRAMEWORK_REFS names no folder with nanoFramework's class libraries");
        }

        DeviceAssembly surface = new[] { s_core, s_math, s_text }.Select(s => s.Value).Single(s => s.Compilation.AssemblyName == name);
        MetadataReference core = MetadataReference.CreateFromFile(Path.Combine(folder, "mscorlib.dll"));
        MetadataReference real = MetadataReference.CreateFromFile(Path.Combine(folder, name + ".dll"));
        Compilation reader = DeviceAssembly.FromSources("Reader", [("Reader.cs", "class Reader { }")], OutputKind.DynamicallyLinkedLibrary, core, real).Compilation;
        var library = (IAssemblySymbol)reader.GetAssemblyOrModuleSymbol(real)!;
        HashSet<string> present = [.. Members(library.GlobalNamespace)];
        string[] missing = [.. Members(surface.Compilation.Assembly.GlobalNamespace).Where(m => !present.Contains(m))];
        Assert.IsEmpty(missing, string.Join('\n', missing));
    }

    private static DeviceAssembly Planted(string member) => DeviceAssembly.FromSources(
        "Planted", [("Planted.cs", "class Planted { " + member + " }")], OutputKind.DynamicallyLinkedLibrary, [.. Libraries, s_protocol.Value.Reference]);

    private static MetadataReference[] Libraries => [s_core.Value.Reference, s_math.Value.Reference, s_text.Value.Reference];

    private static DeviceAssembly Surface(string name, params MetadataReference[] references) =>
        DeviceAssembly.FromFolder(name, SurfaceFolder + name, OutputKind.DynamicallyLinkedLibrary, references);

    private static DeviceAssembly Library(string name, string folder, params MetadataReference[] references) =>
        DeviceAssembly.FromFolder(name, folder, OutputKind.DynamicallyLinkedLibrary, [.. Libraries, .. references]);

    private static void AssertCompiles(DeviceAssembly assembly) =>
        Assert.IsEmpty(assembly.Errors, $"{assembly.Compilation.AssemblyName}\n{string.Join('\n', assembly.Errors)}\n");

    /// <summary>Documentation names of all types and members that are visible from outside.</summary>
    private static IEnumerable<string> Members(INamespaceOrTypeSymbol owner)
    {
        foreach (ISymbol member in owner.GetMembers())
        {
            bool isVisible = member is INamespaceSymbol || member.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal;
            if (!isVisible || member.IsImplicitlyDeclared)
            {
                continue;
            }

            if (member is not INamespaceSymbol)
            {
                yield return member.GetDocumentationCommentId()!;
            }

            if (member is INamespaceOrTypeSymbol inner)
            {
                foreach (string name in Members(inner))
                {
                    yield return name;
                }
            }
        }
    }
}
