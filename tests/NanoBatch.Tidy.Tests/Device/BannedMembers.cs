using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace NanoBatch.Tidy.Tests.Device;

/// <summary>Members of .NET that nanoFramework lacks, that behave otherwise there, or that have no place behind the seams.</summary>
internal static class BannedMembers
{
    private const string Missing = "nanoFramework has no such member";
    private const string Seam = "time, chance, threads and files come in through seams";

    /// <summary>Whole namespaces and types, with '.' behind a namespace.</summary>
    private static readonly Dictionary<string, string> s_types = new(StringComparer.Ordinal)
    {
        ["System.Linq."] = "no LINQ on the device",
        ["System.Collections.Generic."] = "no generic collections on the device",
        ["System.Threading.Tasks."] = "no tasks on the device",
        ["System.Threading."] = Seam,
        ["System.IO."] = Seam,
        ["System.Net."] = Seam,
        ["System.Reflection."] = "reflection has no place in device code",
        ["System.Runtime.InteropServices."] = Missing,
        ["System.Buffers."] = Missing,
        ["System.Numerics."] = Missing,
        ["System.Globalization."] = "nanoFramework has the invariant culture alone and no name for it",
        ["System.Diagnostics."] = "no logging or timing in device code",
        ["System.DateTime"] = Seam,
        ["System.DateTimeOffset"] = Seam,
        ["System.Random"] = Seam,
        ["System.Environment"] = Seam,
        ["System.Guid"] = Seam,
        ["System.GC"] = Seam,
        ["System.Console"] = "output goes through records",
        ["System.Buffer"] = Missing + "; use Array.Copy",
        ["System.MathF"] = Missing,
        ["System.Convert"] = "slow, and partly missing on the device",
        ["System.Lazy"] = Missing,
        ["System.HashCode"] = Missing,
        ["System.Index"] = Missing,
        ["System.Range"] = Missing,
        ["System.Activator"] = "reflection has no place in device code",
    };

    private static readonly Dictionary<string, string> s_members = new(StringComparer.Ordinal)
    {
        ["string.Replace"] = Missing,
        ["string.Join"] = Missing,
        ["string.Insert"] = Missing,
        ["string.Remove"] = Missing,
        ["string.Format"] = "slow and culture-bound; concatenate",
        ["string.IsNullOrWhiteSpace"] = Missing,
        ["System.Array.Sort"] = Missing,
        ["System.Array.Reverse"] = Missing,
        ["System.Array.Resize"] = Missing,
        ["System.Array.Fill"] = Missing,
        ["System.Array.Empty"] = Missing,
        ["System.Text.Encoding.ASCII"] = Missing + "; use Utf8",
        ["System.Text.Encoding.Unicode"] = Missing + "; use Utf8",
        ["System.Text.Encoding.Default"] = Missing + "; use Utf8",
        ["System.Text.Encoding.Latin1"] = Missing + "; use Utf8",
        ["double.NaN"] = "comparisons with NaN are wrong on the device",
        ["double.PositiveInfinity"] = "values that are not finite are null; see Finite",
        ["double.NegativeInfinity"] = "values that are not finite are null; see Finite",
        ["double.IsNaN"] = "see Finite",
        ["double.IsInfinity"] = "see Finite",
        ["double.IsFinite"] = "see Finite",
        ["double.Parse"] = "slow and inexact on the device; see DecimalConstant",
    };

    /// <summary>Only the seam class of the runtime may name the square root: System.Math is an assembly of its own on the device.</summary>
    private const string SquareRootFile = "firmware/Runtime/Engine/SquareRoot.cs";

    /// <summary>Why a namespace must not be imported, or null; one whose types are partly allowed may be.</summary>
    public static string? ReasonForNamespace(string name) => s_types.GetValueOrDefault(name + ".");

    /// <summary>Why a symbol must not be used in a file, or null.</summary>
    public static string? Reason(ISymbol symbol, string path)
    {
        INamedTypeSymbol? type = symbol as INamedTypeSymbol ?? symbol.ContainingType;
        if (type is null)
        {
            return null;
        }

        string typeName = type.OriginalDefinition.ToDisplayString();
        if (typeName == "System.Math")
        {
            return path == SquareRootFile && symbol.Name is "Math" or "Sqrt" ? null : "System.Math is an assembly of its own on the device; SquareRoot is the only way to it";
        }

        bool isProgram = path.StartsWith("firmware/SelfTest/", StringComparison.Ordinal) || path.StartsWith("firmware/Benchmark/", StringComparison.Ordinal);
        if (typeName == "System.Console" && isProgram)
        {
            return symbol is IMethodSymbol { Name: "WriteLine", Parameters: [{ Type.SpecialType: SpecialType.System_String }] } or INamedTypeSymbol
                ? null
                : "nanoFramework's Console writes lines of text only";
        }

        if (s_members.TryGetValue($"{typeName}.{symbol.Name}", out string? reason))
        {
            return reason;
        }

        if (s_types.TryGetValue(typeName, out reason))
        {
            return reason;
        }

        string space = type.ContainingNamespace?.ToDisplayString() + ".";
        return s_types.GetValueOrDefault(space);
    }
}
