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
    public static IEnumerable<object[]> Libraries => DeviceLibraries.Names.Select(n => new object[] { n });

    [TestMethod]
    [DynamicData(nameof(Libraries))]
    public void The_surface_itself_compiles(string library) => AssertCompiles(DeviceLibraries.Surface(library));

    [TestMethod]
    public void The_protocol_compiles() => AssertCompiles(DeviceLibraries.Protocol);

    [TestMethod]
    public void The_runtime_compiles()
    {
        AssertCompiles(DeviceLibraries.RuntimeCore);
        AssertCompiles(DeviceLibraries.Protocol);
        AssertCompiles(DeviceLibraries.Runtime);
    }

    [TestMethod]
    public void The_self_test_compiles()
    {
        AssertCompiles(DeviceLibraries.Runtime);
        AssertCompiles(DeviceLibraries.SelfTest);
    }

    [TestMethod]
    public void The_application_compiles()
    {
        AssertCompiles(DeviceLibraries.SelfTest);
        AssertCompiles(DeviceLibraries.Application);
    }

    [TestMethod]
    public void The_adapters_compile()
    {
        AssertCompiles(DeviceLibraries.Application);
        AssertCompiles(DeviceLibraries.Esp32);
    }

    [TestMethod]
    public void The_benchmark_and_the_soak_compile()
    {
        AssertCompiles(DeviceLibraries.Runtime);
        AssertCompiles(DeviceLibraries.Benchmark);
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
    [DataRow("void F() { System.Threading.Thread.Sleep(1); }", DisplayName = "threads")]
    [DataRow("void F() { lock (this) { } }", DisplayName = "locks")]
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
    [DynamicData(nameof(Libraries))]
    public void The_real_library_has_every_member_of_the_surface(string name)
    {
        string? folder = Environment.GetEnvironmentVariable("NANOFRAMEWORK_REFS");
        if (string.IsNullOrEmpty(folder))
        {
            Assert.Inconclusive("NANOFRAMEWORK_REFS names no folder with nanoFramework's class libraries");
        }

        string path = Path.Combine(folder, name + ".dll");
        if (!File.Exists(path))
        {
            Assert.Inconclusive($"NANOFRAMEWORK_REFS has no {name}.dll");
        }

        DeviceAssembly surface = DeviceLibraries.Surface(name);
        MetadataReference real = MetadataReference.CreateFromFile(path);
        IEnumerable<MetadataReference> others = Directory.EnumerateFiles(folder, "*.dll").Where(f => f != path).Select(f => MetadataReference.CreateFromFile(f));
        Compilation reader = DeviceAssembly.FromSources("Reader", [("Reader.cs", "class Reader { }")], OutputKind.DynamicallyLinkedLibrary, [real, .. others]).Compilation;
        var library = (IAssemblySymbol)reader.GetAssemblyOrModuleSymbol(real)!;
        HashSet<string> present = [.. Members(library.GlobalNamespace)];
        string[] missing = [.. Members(surface.Compilation.Assembly.GlobalNamespace).Where(m => !present.Contains(m))];
        Assert.IsEmpty(missing, string.Join('\n', missing));
    }

    private static DeviceAssembly Planted(string member) => DeviceAssembly.FromSources(
        "Planted",
        [("Planted.cs", "class Planted { " + member + " }")],
        OutputKind.DynamicallyLinkedLibrary,
        [.. DeviceLibraries.RuntimeReferences, DeviceLibraries.Protocol.Reference]);

    private static void AssertCompiles(DeviceAssembly assembly) =>
        Assert.IsEmpty(assembly.Errors, $"{assembly.Compilation.AssemblyName}\n{string.Join('\n', assembly.Errors)}\n");

    /// <summary>Documentation names of all types and members that are visible from outside, with the values of constants: those end up in the code that uses them.</summary>
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
                string value = member is IFieldSymbol { HasConstantValue: true } constant ? $" = {constant.ConstantValue}" : string.Empty;
                yield return member.GetDocumentationCommentId() + value;
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
