using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NanoBatch.Tidy.Tests.Device;

/// <summary>Finds what syntax alone gives away: constructs that crash nanoCLR, that its tools refuse, or that the house keeps out of device code.</summary>
internal sealed class DeviceSyntaxWalker : CSharpSyntaxWalker
{
    private readonly string _path;
    private readonly List<Finding> _findings;

    public DeviceSyntaxWalker(string path, List<Finding> findings)
        : base(SyntaxWalkerDepth.StructuredTrivia)
    {
        _path = path;
        _findings = findings;
    }

    public override void VisitDocumentationCommentTrivia(DocumentationCommentTriviaSyntax node)
    {
        // Words about a type are not the type.
    }

    public override void VisitTypeParameterList(TypeParameterListSyntax node) =>
        Report(node, DeviceRule.GenericDeclaration, "generic declarations crash the CLR; write the type, or a delegate of your own");

    public override void VisitGenericName(GenericNameSyntax node) =>
        Report(node, DeviceRule.GenericName, $"'{node}': the device has no generic types; use arrays, Hashtable or ArrayList");

    public override void VisitArrayRankSpecifier(ArrayRankSpecifierSyntax node)
    {
        if (node.Rank > 1)
        {
            Report(node, DeviceRule.MultiDimensionalArray, "arrays of more than one dimension crash the CLR; index a flat one");
        }

        base.VisitArrayRankSpecifier(node);
    }

    public override void VisitNullableType(NullableTypeSyntax node)
    {
        Report(node, DeviceRule.NullableType, $"'{node}': nullable types are generic or need attributes that the device lacks");
        base.VisitNullableType(node);
    }

    public override void VisitNullableDirectiveTrivia(NullableDirectiveTriviaSyntax node) =>
        Report(node, DeviceRule.NullableDirective, "nullable annotations embed attribute classes in every assembly");

    public override void VisitTupleType(TupleTypeSyntax node) => Report(node, DeviceRule.Tuple, "tuples are generic; use out parameters or a class");

    public override void VisitTupleExpression(TupleExpressionSyntax node) => Report(node, DeviceRule.Tuple, "tuples are generic; use out parameters or a class");

    public override void VisitParenthesizedVariableDesignation(ParenthesizedVariableDesignationSyntax node) =>
        Report(node, DeviceRule.Tuple, "deconstruction makes tuples; use out parameters");

    public override void VisitRecordDeclaration(RecordDeclarationSyntax node)
    {
        Report(node, DeviceRule.Record, "records need members that the device lacks");
        base.VisitRecordDeclaration(node);
    }

    public override void VisitAwaitExpression(AwaitExpressionSyntax node) => Report(node, DeviceRule.Async, "no await on the device");

    public override void VisitYieldStatement(YieldStatementSyntax node) => Report(node, DeviceRule.Yield, "iterators are generic");

    public override void VisitStackAllocArrayCreationExpression(StackAllocArrayCreationExpressionSyntax node) =>
        Report(node, DeviceRule.UnsafeCode, "stackalloc fails in the metadata processor");

    public override void VisitImplicitStackAllocArrayCreationExpression(ImplicitStackAllocArrayCreationExpressionSyntax node) =>
        Report(node, DeviceRule.UnsafeCode, "stackalloc fails in the metadata processor");

    public override void VisitFixedStatement(FixedStatementSyntax node) => Report(node, DeviceRule.UnsafeCode, "fixed fails in the metadata processor");

    public override void VisitUnsafeStatement(UnsafeStatementSyntax node) => Report(node, DeviceRule.UnsafeCode, "no pointers on the device");

    public override void VisitRangeExpression(RangeExpressionSyntax node) => Report(node, DeviceRule.IndexOrRange, "no Range on the device");

    public override void VisitPrefixUnaryExpression(PrefixUnaryExpressionSyntax node)
    {
        if (node.IsKind(SyntaxKind.IndexExpression))
        {
            Report(node, DeviceRule.IndexOrRange, "no Index on the device; write Length - 1");
        }

        base.VisitPrefixUnaryExpression(node);
    }

    public override void VisitPredefinedType(PredefinedTypeSyntax node)
    {
        if (node.Keyword.IsKind(SyntaxKind.DecimalKeyword))
        {
            Report(node, DeviceRule.Decimal, "no decimal on the device");
        }
        else if (node.Keyword.IsKind(SyntaxKind.FloatKeyword))
        {
            Report(node, DeviceRule.Float, "no float inside: its rounding differs between runtimes (DECISIONS 32)");
        }

        base.VisitPredefinedType(node);
    }

    public override void VisitLiteralExpression(LiteralExpressionSyntax node)
    {
        if (node.Token.Value is decimal)
        {
            Report(node, DeviceRule.Decimal, "no decimal on the device");
        }
        else if (node.Token.Value is float)
        {
            Report(node, DeviceRule.Float, "no float inside (DECISIONS 32)");
        }

        base.VisitLiteralExpression(node);
    }

    public override void VisitQueryExpression(QueryExpressionSyntax node) => Report(node, DeviceRule.Query, "no LINQ on the device");

    public override void VisitInterpolatedStringExpression(InterpolatedStringExpressionSyntax node) =>
        Report(node, DeviceRule.Interpolation, "becomes string.Format, which is slow and culture-bound; concatenate");

    public override void VisitCheckedExpression(CheckedExpressionSyntax node) => Report(node, DeviceRule.Checked, "checks nothing on the device");

    public override void VisitCheckedStatement(CheckedStatementSyntax node) => Report(node, DeviceRule.Checked, "checks nothing on the device");

    public override void VisitIdentifierName(IdentifierNameSyntax node)
    {
        if (node.Identifier.ValueText == "dynamic")
        {
            Report(node, DeviceRule.Dynamic, "no dynamic on the device");
        }

        base.VisitIdentifierName(node);
    }

    public override void VisitAccessorDeclaration(AccessorDeclarationSyntax node)
    {
        if (node.IsKind(SyntaxKind.InitAccessorDeclaration))
        {
            Report(node, DeviceRule.InitAccessor, "init needs an attribute that the device lacks");
        }

        base.VisitAccessorDeclaration(node);
    }

    public override void VisitThrowStatement(ThrowStatementSyntax node) => Report(node, DeviceRule.Throw, "a fault is a status, never an exception");

    public override void VisitThrowExpression(ThrowExpressionSyntax node) => Report(node, DeviceRule.Throw, "a fault is a status, never an exception");

    public override void VisitLockStatement(LockStatementSyntax node)
    {
        // Around the board there are threads.
        if (!_path.StartsWith("firmware/Application/", StringComparison.Ordinal) && !_path.StartsWith("firmware/Esp32/", StringComparison.Ordinal))
        {
            Report(node, DeviceRule.Lock, "one thread steps the board; a lock costs eleven loop turns (DECISIONS 1)");
        }

        base.VisitLockStatement(node);
    }

    public override void VisitFieldDeclaration(FieldDeclarationSyntax node)
    {
        bool isMutable = Has(node.Modifiers, SyntaxKind.StaticKeyword) && !Has(node.Modifiers, SyntaxKind.ReadOnlyKeyword);
        if (isMutable)
        {
            Report(node, DeviceRule.MutableStatic, "many boards live in one process: state belongs to an object");
        }

        base.VisitFieldDeclaration(node);
    }

    public override void VisitPropertyDeclaration(PropertyDeclarationSyntax node)
    {
        bool isAutomatic = node.AccessorList is not null && node.AccessorList.Accessors.All(a => a.Body is null && a.ExpressionBody is null);
        if (isAutomatic && Has(node.Modifiers, SyntaxKind.StaticKeyword) && node.AccessorList!.Accessors.Any(a => !a.IsKind(SyntaxKind.GetAccessorDeclaration)))
        {
            Report(node, DeviceRule.MutableStatic, "many boards live in one process: state belongs to an object");
        }

        base.VisitPropertyDeclaration(node);
    }

    public override void VisitToken(SyntaxToken token)
    {
        switch (token.Kind())
        {
            case SyntaxKind.AsyncKeyword:
                Report(token, DeviceRule.Async, "no async on the device");
                break;
            case SyntaxKind.VolatileKeyword:
                Report(token, DeviceRule.Volatile, "volatile needs a type that the device lacks");
                break;
            case SyntaxKind.UnsafeKeyword:
                Report(token, DeviceRule.UnsafeCode, "no pointers on the device");
                break;
            case SyntaxKind.RefKeyword when token.Parent is StructDeclarationSyntax:
                Report(token, DeviceRule.RefStruct, "no ref struct on the device");
                break;
        }

        base.VisitToken(token);
    }

    private static bool Has(SyntaxTokenList modifiers, SyntaxKind kind) => modifiers.Any(m => m.IsKind(kind));

    private void Report(SyntaxNode node, DeviceRule rule, string text) => Report(node.GetFirstToken(includeDirectives: true), rule, text);

    private void Report(SyntaxToken token, DeviceRule rule, string text) =>
        _findings.Add(new Finding(_path, token.GetLocation().GetLineSpan().StartLinePosition.Line + 1, rule.ToString(), text));
}
