using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NanoBatch.Tidy.Tests.Repository;

/// <summary>Who may know whom: arrows point one way, in project references and in the sources alike.</summary>
internal static partial class LayerRules
{
    /// <summary>A layer: its folder, its namespace, and the namespaces it may use besides its own.</summary>
    private sealed record Layer(string Folder, string Name, params string[] Uses);

    private static readonly Layer[] s_layers =
    [
        new("shared-protocol/", "NanoBatch.Protocol"),
        new("firmware/Runtime/", "NanoBatch.Runtime", "NanoBatch.Protocol"),
        new("firmware/SelfTest/", "NanoBatch.SelfTest", "NanoBatch.Protocol", "NanoBatch.Runtime"),
        new("firmware/Benchmark/", "NanoBatch.Benchmark", "NanoBatch.Protocol", "NanoBatch.Runtime"),
        new("firmware/Application/", "NanoBatch.Application", "NanoBatch.Protocol", "NanoBatch.Runtime", "NanoBatch.SelfTest"),
        new("firmware/Esp32/", "NanoBatch.Esp32", "NanoBatch.Protocol", "NanoBatch.Runtime", "NanoBatch.SelfTest", "NanoBatch.Application"),
        new("firmware/Nano/NanoBatch.Protocol/", "NanoBatch.Protocol"),
        new("firmware/Nano/NanoBatch.Runtime/", "NanoBatch.Runtime", "NanoBatch.Protocol"),
        new("firmware/Nano/NanoBatch.SelfTest/", "NanoBatch.SelfTest", "NanoBatch.Protocol", "NanoBatch.Runtime"),
        new("firmware/Nano/NanoBatch.Application/", "NanoBatch.Application", "NanoBatch.Protocol", "NanoBatch.Runtime", "NanoBatch.SelfTest"),
        new("firmware/Nano/NanoBatch.Esp32/", "NanoBatch.Esp32", "NanoBatch.Protocol", "NanoBatch.Runtime", "NanoBatch.SelfTest", "NanoBatch.Application"),
        new("host-tool/NanoBatch.Language/", "NanoBatch.Language", "NanoBatch.Protocol"),
        new("host-tool/NanoBatch.Devices/", "NanoBatch.Devices", "NanoBatch.Protocol"),
        new("host-tool/NanoBatch.Results/", "NanoBatch.Results", "NanoBatch.Protocol"),
        new("host-tool/NanoBatch.VirtualBoard/", "NanoBatch.VirtualBoard", "NanoBatch.Protocol", "NanoBatch.Runtime", "NanoBatch.SelfTest"),
        new("host-tool/NanoBatch.Hub/", "NanoBatch.Hub", "NanoBatch.Protocol", "NanoBatch.Devices", "NanoBatch.Results"),
        new("host-tool/NanoBatch.Cli", "NanoBatch.Cli", "NanoBatch.Protocol", "NanoBatch.Runtime", "NanoBatch.SelfTest", "NanoBatch.Language", "NanoBatch.Devices",
            "NanoBatch.Results", "NanoBatch.VirtualBoard", "NanoBatch.Hub"),
    ];

    /// <summary>Project files and sources that reach for a layer they must not know.</summary>
    public static IEnumerable<Finding> Check(IEnumerable<SourceFile> files) => files.SelectMany(CheckFile);

    private static IEnumerable<Finding> CheckFile(SourceFile file)
    {
        if (!file.Path.StartsWith("shared-protocol/", StringComparison.Ordinal) && !file.Path.StartsWith("firmware/", StringComparison.Ordinal)
            && !file.Path.StartsWith("host-tool/", StringComparison.Ordinal))
        {
            return [];      // tests may know everything
        }

        string extension = Path.GetExtension(file.Path);
        bool isProject = extension is ".csproj" or ".nfproj" or ".projitems";
        if (!isProject && extension != ".cs")
        {
            return [];
        }

        Layer? layer = s_layers.FirstOrDefault(l => file.Path.StartsWith(l.Folder, StringComparison.Ordinal));
        if (layer is null)
        {
            return [new Finding(file.Path, 1, "Layer", "this folder has no row in the table of layers")];
        }

        IEnumerable<(int Line, string Target)> uses = isProject ? References(file) : Names(file);
        return uses.Where(u => u.Target != layer.Name && !layer.Uses.Contains(u.Target))
            .Select(u => new Finding(file.Path, u.Line, "Layer", $"{layer.Name} must not know {u.Target}"));
    }

    private static IEnumerable<(int Line, string Target)> References(SourceFile file)
    {
        foreach (XElement element in XDocument.Parse(file.Text, LoadOptions.SetLineInfo).Descendants())
        {
            bool isReference = element.Name.LocalName is "ProjectReference" or "Import" or "Compile";
            string include = ((string?)element.Attribute("Include") ?? (string?)element.Attribute("Project") ?? string.Empty).Replace('\\', '/');
            Match match = isReference ? ProjectName().Match(include) : Match.Empty;
            if (match.Success)
            {
                yield return (((System.Xml.IXmlLineInfo)element).LineNumber, match.Groups[1].Value);
            }
        }
    }

    private static IEnumerable<(int Line, string Target)> Names(SourceFile file)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(file.Text, path: file.Path).GetRoot();
        foreach (SyntaxNode node in root.DescendantNodes().Where(n => n is QualifiedNameSyntax or MemberAccessExpressionSyntax))
        {
            string[] parts = node.ToString().Split('.');
            if (parts.Length == 2 && parts[0] == "NanoBatch" && node.Parent is not BaseNamespaceDeclarationSyntax)
            {
                yield return (node.GetLocation().GetLineSpan().StartLinePosition.Line + 1, $"NanoBatch.{parts[1]}");
            }
        }
    }

    [GeneratedRegex(@"(NanoBatch\.[A-Za-z0-9]+)\.(?:csproj|nfproj|projitems)$")]
    private static partial Regex ProjectName();
}
