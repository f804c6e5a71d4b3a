using NanoBatch.Language;
using NanoBatch.Language.CodeGen;
using NanoBatch.Language.Text;

namespace NanoBatch.Benchmarks;

/// <summary>Job text to package, as <c>nanobatch compile --strip</c> does it.</summary>
internal static class Compile
{
    public static CompileOutcome Stripped(string name, string text)
    {
        SourceText source = SourceText.FromString(name + ".job", text);
        return PackageBuilder.Build(JobCompiler.Analyze(source).Model!, source, true);
    }
}
