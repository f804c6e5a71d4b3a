using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NanoBatch.Tidy.Tests.Device;

/// <summary>Finds what only types give away: members that the device lacks, inferred generics, and casts that nanoCLR does not carry out.</summary>
internal sealed partial class DeviceApiWalker : CSharpSyntaxWalker
{
    /// <summary>A reason behind this mark, on the line of the cast, tells why its operand never has the top bit set or never meets an operator.</summary>
    private const string SignMark = "// sign: ";

    private readonly string _path;
    private readonly SemanticModel _model;
    private readonly List<Finding> _findings;

    public DeviceApiWalker(string path, SemanticModel model, List<Finding> findings)
    {
        _path = path;
        _model = model;
        _findings = findings;
    }

    public override void VisitIdentifierName(IdentifierNameSyntax node)
    {
        ISymbol? symbol = _model.GetSymbolInfo(node).Symbol;
        if (symbol is IMethodSymbol { IsGenericMethod: true } && node.Parent is not GenericNameSyntax)
        {
            Report(node, DeviceRule.GenericCall, $"'{symbol.Name}' is a generic method: they fail in the metadata processor");
        }

        if (symbol is INamedTypeSymbol or IMethodSymbol or IPropertySymbol or IFieldSymbol && BannedMembers.Reason(symbol, _path) is { } reason)
        {
            Report(node, DeviceRule.BannedMember, $"'{symbol.ToDisplayString()}': {reason}");
        }

        base.VisitIdentifierName(node);
    }

    public override void VisitUsingDirective(UsingDirectiveSyntax node)
    {
        if (node.Name is not null && BannedMembers.ReasonForNamespace(node.Name.ToString(), _path) is { } reason)
        {
            Report(node, DeviceRule.BannedMember, $"'{node.Name}': {reason}");
        }
    }

    public override void VisitForEachStatement(ForEachStatementSyntax node)
    {
        if (_model.GetTypeInfo(node.Expression).Type is not IArrayTypeSymbol)
        {
            Report(node, DeviceRule.ForeachOverObjects, "foreach over anything but an array calls an enumerator through interfaces; index it");
        }

        base.VisitForEachStatement(node);
    }

    public override void VisitConditionalAccessExpression(ConditionalAccessExpressionSyntax node)
    {
        if (_model.GetTypeInfo(node).Type is { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T })
        {
            Report(node, DeviceRule.NullableType, $"'{node}' has a nullable type; test for null first");
        }

        base.VisitConditionalAccessExpression(node);
    }

    public override void VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        if (_model.GetTypeInfo(node).Type?.SpecialType == SpecialType.System_Single)
        {
            Report(node, DeviceRule.Float, "no float inside (DECISIONS 32)");
        }

        if (node.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToString" } access)
        {
            CheckText(node, access.Expression);
        }

        base.VisitInvocationExpression(node);
    }

    public override void VisitBinaryExpression(BinaryExpressionSyntax node)
    {
        if (node.IsKind(SyntaxKind.AddExpression) && _model.GetTypeInfo(node).Type?.SpecialType == SpecialType.System_String)
        {
            CheckEnumText(node.Left);
            CheckEnumText(node.Right);
        }

        base.VisitBinaryExpression(node);
    }

    public override void VisitCastExpression(CastExpressionSyntax node)
    {
        SpecialType? from = _model.GetTypeInfo(node.Expression).Type?.SpecialType;
        SpecialType? to = _model.GetTypeInfo(node).Type?.SpecialType;
        bool keepsWidth = (from == SpecialType.System_UInt32 && to == SpecialType.System_Int32) || (from == SpecialType.System_UInt64 && to == SpecialType.System_Int64);
        if (keepsWidth && !_model.GetConstantValue(node.Expression).HasValue && !LineHasReason(node))
        {
            string instead = to == SpecialType.System_Int32 ? "go through long: (int)(long)x" : "compute in long from the start";
            Report(node, DeviceRule.SignCast, $"'{node}' emits no IL: on the device the value stays unsigned in the next operator; {instead}, or give a reason with '{SignMark}'");
        }

        base.VisitCastExpression(node);
    }

    private void CheckText(InvocationExpressionSyntax node, ExpressionSyntax receiver)
    {
        CheckEnumText(receiver);
        object? format = node.ArgumentList.Arguments.Count > 0 ? _model.GetConstantValue(node.ArgumentList.Arguments[0].Expression).Value : null;
        if (format is string text && !StandardFormat().IsMatch(text))
        {
            Report(node, DeviceRule.NumberFormat, $"'{text}': the device knows the formats D, F, G, N and X with a number of digits");
        }
    }

    private void CheckEnumText(ExpressionSyntax expression)
    {
        if (_model.GetTypeInfo(expression).Type?.TypeKind == TypeKind.Enum)
        {
            Report(expression, DeviceRule.EnumText, $"'{expression}' as text is its name on .NET and its number on the device");
        }
    }

    private static bool LineHasReason(SyntaxNode node)
    {
        FileLinePositionSpan span = node.GetLocation().GetLineSpan();
        string line = node.SyntaxTree.GetText().Lines[span.StartLinePosition.Line].ToString();
        int mark = line.IndexOf(SignMark, StringComparison.Ordinal);
        return mark >= 0 && line.Length > mark + SignMark.Length;
    }

    private void Report(SyntaxNode node, DeviceRule rule, string text) =>
        _findings.Add(new Finding(_path, node.GetLocation().GetLineSpan().StartLinePosition.Line + 1, rule.ToString(), text));

    [GeneratedRegex("^[DFGNXdx][0-9]{0,2}$")]
    private static partial Regex StandardFormat();
}
