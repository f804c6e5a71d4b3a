using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.DeviceCheck;

/// <summary>
/// Goal: no string is compared with null by <c>==</c>, <c>!=</c>, <c>switch</c> or <c>Equals</c>: a null operand has crashed the CLR of a device, past every catch.
/// Method: each comparison that the compiler binds to a string's stands on a list here, with the reason why neither side is null.
/// </summary>
/// <remarks>A comparison with the word <c>null</c> is one of references, and safe; joining strings takes a null for an empty text.</remarks>
[TestClass]
public sealed class StringComparisonTests
{
    private const string NamesAreRead = "names come out of a reader, which gives empty for none";
    private const string Literals = "both sides are texts of the code";
    private const string TestedBefore = "null is tested for just before";

    private static readonly Dictionary<string, string> s_sites = new(StringComparer.Ordinal)
    {
        ["OpcodeTable.CodeOf: TypesOf(code) != types"] = Literals,
        ["PackageReader.ReadChannels: package.Channels[c].Name == name"] = NamesAreRead,
        ["UnitCode.Write: Of(i) == unit"] = "host and self-test write packages and channel tables; a board's channel has the unit 'raw' where it was given none",
        ["UnitCode.Read: Of(i) == unit"] = NamesAreRead,
        ["BoardRecovery.IndexOf: _slots[i].Package.JobName == name"] = NamesAreRead,
        ["JobTable.IndexOf: _jobs[i].Package.JobName == name"] = NamesAreRead,
        ["JobTable.TryLoad: package.Channels[c].Unit != channel.Unit"] = "null is tested for just before; a board's channel has the unit 'raw' where it was given none",
        ["JobTable.CheckSpeed: _jobs[j].Package.JobName != job.Package.JobName"] = NamesAreRead,
        ["BusLink.Take: client != _client"] = "empty before the first client; a message's client is the rest of its topic, or empty",
        ["ChannelTable.IndexOf: Channels[i].Name == name"] = NamesAreRead,
        ["ChannelTable.ReadChannel: channel.Unit == \"raw\""] = NamesAreRead,
        ["PackageFiles.IsOfJob: NameOf(job.Digest) == name"] = "a store lists names",
        ["PackageFiles.IsOfJob: NameOf(job.Previous.Digest) == name"] = "a store lists names",
        ["CaseLog.Equal: expected == actual"] = "cases give literals and printed numbers",
        ["MemoryDisk.IndexOf: _names[file] == name"] = "a place that holds a file has its name",
        ["ProfileCases.Torn: file.Load().BoardId == \"two\""] = NamesAreRead,
        ["ProfileCases.Torn: file.Load().BoardId == \"three\""] = NamesAreRead,
        ["TopicNames.TryRead: name == _acknowledgement"] = "the inbox drops messages without a topic",
        ["SharedLog.Write: text == _lastText"] = "empty before the first line; lines are literals or joined texts, which are never null",
        ["UartLink.Exists: names[i] == portName"] = "the platform builds the list from 'COM' and numbers",
        ["WifiStation.get_IsUp: address != NoAddress"] = TestedBefore,
        ["HandContender.Run: w.Name == \"W1\""] = Literals,
        ["HandContender.Run: w.Name == \"W2\""] = Literals,
        ["HandContender.RunTuned: switch (_workload.Name)"] = Literals,
        ["HandContender.RunStraightforward: switch (_workload.Name)"] = Literals,
        ["SoakDisk.IndexOf: _names[i] == name"] = TestedBefore,
    };

    [TestMethod]
    public void Every_comparison_of_strings_is_known_not_to_meet_null()
    {
        string[] found = [.. Assemblies.SelectMany(SitesOf).Distinct()];
        string[] unknown = [.. found.Where(site => !s_sites.ContainsKey(site))];
        Assert.IsEmpty(unknown, "test for null first where a side may be null, then add the line with its reason:\n" + string.Join('\n', unknown));
        string[] stale = [.. s_sites.Keys.Except(found, StringComparer.Ordinal)];
        Assert.IsEmpty(stale, "no longer in the code:\n" + string.Join('\n', stale));
    }

    [TestMethod]
    [DataRow("bool F(string a, string b) { return a == b; }", 1, DisplayName = "==")]
    [DataRow("bool F(string a) { return a != \"x\"; }", 1, DisplayName = "!= with a text")]
    [DataRow("bool F(string a) { return a == null || null != a; }", 0, DisplayName = "with the word null")]
    [DataRow("int F(string a) { switch (a) { case \"x\": return 1; default: return 0; } }", 1, DisplayName = "switch")]
    [DataRow("int F(string a) { return a switch { \"x\" => 1, _ => 0 }; }", 1, DisplayName = "switch expression")]
    [DataRow("bool F(string a) { return a is \"x\"; }", 1, DisplayName = "is")]
    [DataRow("bool F(string a, string b) { return a.Equals(b); }", 1, DisplayName = "Equals")]
    [DataRow("bool F(object a, object b) { return a == b; }", 0, DisplayName = "references")]
    [DataRow("bool F(string a) { return a.Length == 0; }", 0, DisplayName = "lengths")]
    public void A_planted_comparison_is_found(string member, int count)
    {
        DeviceAssembly planted = DeviceAssembly.FromSources(
            "Planted", [("Planted.cs", "class Planted { " + member + " }")], OutputKind.DynamicallyLinkedLibrary, DeviceLibraries.RuntimeReferences);
        Assert.IsEmpty(planted.Errors);
        Assert.HasCount(count, SitesOf(planted).ToArray());
    }

    private static DeviceAssembly[] Assemblies =>
        [DeviceLibraries.Protocol, DeviceLibraries.Runtime, DeviceLibraries.SelfTest, DeviceLibraries.Application, DeviceLibraries.Esp32, DeviceLibraries.Benchmark];

    /// <summary>Each comparison as <c>Type.Member: expression</c>.</summary>
    private static IEnumerable<string> SitesOf(DeviceAssembly assembly)
    {
        foreach (SyntaxTree tree in assembly.Compilation.SyntaxTrees)
        {
            SemanticModel model = assembly.Compilation.GetSemanticModel(tree);
            foreach (SyntaxNode node in tree.GetRoot().DescendantNodes())
            {
                if (model.GetOperation(node) is { } operation && operation.Syntax == node && TextOf(operation) is { } text)
                {
                    ISymbol? member = model.GetEnclosingSymbol(node.SpanStart);
                    yield return $"{member?.ContainingType.Name}.{member?.Name}: {text}";
                }
            }
        }
    }

    /// <summary>What is compared; null where it is no comparison of strings.</summary>
    private static string? TextOf(IOperation operation) => operation switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } binary
            when IsString(binary.LeftOperand) && IsString(binary.RightOperand) && !IsNull(binary.LeftOperand) && !IsNull(binary.RightOperand) => binary.Syntax.ToString(),
        ISwitchOperation choice when IsString(choice.Value) => $"switch ({choice.Value.Syntax})",
        ISwitchExpressionOperation choice when IsString(choice.Value) => $"{choice.Value.Syntax} switch",
        IIsPatternOperation { Pattern: IConstantPatternOperation pattern } match when IsString(pattern.Value) && !IsNull(pattern.Value) => match.Syntax.ToString(),
        IInvocationOperation { TargetMethod: { Name: "Equals", ContainingType.SpecialType: SpecialType.System_String } } call => call.Syntax.ToString(),
        _ => null,
    };

    private static bool IsString(IOperation operand) => operand.Type?.SpecialType == SpecialType.System_String || IsNull(operand);

    private static bool IsNull(IOperation operand) => operand.ConstantValue is { HasValue: true, Value: null };
}
