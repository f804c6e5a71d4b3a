using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NanoBatch.Tidy.Tests.Repository;

/// <summary>What every file of the repository keeps to: size, one type, plain text, nothing of one machine.</summary>
internal static partial class FileRules
{
    public const int LinesMax = 600;
    public const int LineLengthMax = 180;

    /// <summary>C# files that are too long, or have too long a line.</summary>
    public static IEnumerable<Finding> Sizes(IEnumerable<SourceFile> files)
    {
        foreach (SourceFile file in files)
        {
            string[] lines = file.Lines;
            if (lines.Length - 1 > LinesMax)
            {
                yield return new Finding(file.Path, LinesMax + 1, "FileLength", $"{lines.Length - 1} lines, at most {LinesMax}: split it by idea");
            }

            for (int i = 0; i < lines.Length; i++)
            {
                if (lines[i].Length > LineLengthMax)
                {
                    yield return new Finding(file.Path, i + 1, "LineLength", $"{lines[i].Length} characters, at most {LineLengthMax}");
                }
            }
        }
    }

    /// <summary>C# files with several public types, or a name that no type of theirs has.</summary>
    public static IEnumerable<Finding> Types(IEnumerable<SourceFile> files)
    {
        foreach (SourceFile file in files)
        {
            MemberDeclarationSyntax[] types = [.. CSharpSyntaxTree.ParseText(file.Text, path: file.Path).GetRoot()
                .DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<MemberDeclarationSyntax>()
                .Where(m => m is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)];
            MemberDeclarationSyntax[] visible = [.. types.Where(t => t.Modifiers.Any(m => m.IsKind(SyntaxKind.PublicKeyword)))];
            if (visible.Length > 1)
            {
                yield return new Finding(file.Path, LineOf(visible[1]), "OneType", $"'{NameOf(visible[1])}' is the second public type here; give it a file of its own");
            }

            string name = Path.GetFileName(file.Path).Split('.')[0];
            MemberDeclarationSyntax[] candidates = visible.Length > 0 ? visible[..1] : types;
            if (candidates.Length > 0 && candidates.All(t => NameOf(t) != name))
            {
                yield return new Finding(file.Path, LineOf(candidates[0]), "OneType", $"'{NameOf(candidates[0])}' lies in a file named '{name}'");
            }
        }
    }

    /// <summary>Promises without an issue, and paths of one machine.</summary>
    public static IEnumerable<Finding> Words(IEnumerable<SourceFile> files)
    {
        foreach (SourceFile file in files)
        {
            string[] lines = file.Lines;
            for (int i = 0; i < lines.Length; i++)
            {
                if (Promise().IsMatch(lines[i]))
                {
                    yield return new Finding(file.Path, i + 1, "Promise", "a promise needs its issue's number behind it, as in (#12)");
                }

                if (MachinePath().Match(lines[i]) is { Success: true } match)
                {
                    yield return new Finding(file.Path, i + 1, "MachinePath", $"'{match.Value}' is a path of one machine");
                }
            }
        }
    }

    /// <summary>Text files that do not end with a line feed, or have carriage returns.</summary>
    public static IEnumerable<Finding> LineEnds(IEnumerable<SourceFile> files)
    {
        foreach (SourceFile file in files)
        {
            if (file.Text.Contains('\r', StringComparison.Ordinal))
            {
                yield return new Finding(file.Path, file.Text.Split('\r')[0].Count(c => c == '\n') + 1, "LineEnd", "a carriage return; lines end with LF");
            }

            if (file.Text.Length > 0 && file.Text[^1] != '\n')
            {
                yield return new Finding(file.Path, file.Lines.Length, "LineEnd", "the last line has no end");
            }
        }
    }

    /// <summary>Approved files that no test names, alone or by the beginning of their path.</summary>
    public static IEnumerable<Finding> DeadGoldenFiles(IEnumerable<string> goldenFiles, IEnumerable<SourceFile> tests)
    {
        string[] named = [.. tests.SelectMany(t => GoldenPath().Matches(t.Text)).Select(m => m.Value).Distinct()];
        return goldenFiles.Where(path => !named.Any(n => path.StartsWith(n, StringComparison.Ordinal)))
            .Select(path => new Finding(path, 1, "DeadGolden", "no test names this file"));
    }

    private static string NameOf(MemberDeclarationSyntax type) =>
        type is DelegateDeclarationSyntax d ? d.Identifier.ValueText : ((BaseTypeDeclarationSyntax)type).Identifier.ValueText;

    private static int LineOf(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    // Written so that this file does not catch itself.
    [GeneratedRegex(@"\b(?:TO" + @"DO|FIX" + @"ME|HA" + @"CK|XX" + @"X)\b(?!\s*\(?#[0-9]+)")]
    private static partial Regex Promise();

    [GeneratedRegex(@"(?<![\w.~{}*-])/(?:home|Users|root|work|mnt)/\w|\b[A-Z]:\\(?:Users|Work|Temp)\\", RegexOptions.IgnoreCase)]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"tests/Golden/[^""{\s]+")]
    private static partial Regex GoldenPath();
}
