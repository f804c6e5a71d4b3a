using System;
using System.Globalization;

namespace NanoBatch.Tests.CodeGen;

/// <summary>Expressions as normalised text: two programs compute the same when their texts are equal. Constants are worked out on both sides.</summary>
internal static class Symbols
{
    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string Unary(string name, string operand)
    {
        if (!IsNumber(operand, out double value) || (name == "neg" && value == 0))
        {
            return $"({name} {operand})";
        }

        return Number(name == "neg" ? -value : Math.Abs(value));
    }

    public static string Binary(string name, string left, string right)
    {
        if (!IsNumber(left, out double a) || !IsNumber(right, out double b))
        {
            return $"({name} {left} {right})";
        }

        double result = name switch
        {
            "add" => a + b,
            "sub" => a - b,
            "mul" => a * b,
            "div" => a / b,
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
        bool isPlain = double.IsFinite(result) && !(result == 0 && double.IsNegative(result));
        return isPlain ? Number(result) : $"({name} {left} {right})";
    }

    public static string Compare(string name, string left, string right)
    {
        if (!IsNumber(left, out double a) || !IsNumber(right, out double b))
        {
            return $"({name} {left} {right})";
        }

        return Truth(name switch
        {
            "lt" => a < b,
            "le" => a <= b,
            "gt" => a > b,
            "ge" => a >= b,
            "eq" => a == b,
            "ne" => a != b,
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        });
    }

    public static string InRange(string operand, double low, double high)
        => IsNumber(operand, out double value) ? Truth(value >= low && value <= high) : $"(in {operand} {Number(low)} {Number(high)})";

    public static string Not(string operand) => operand switch
    {
        "true" => "false",
        "false" => "true",
        _ => operand.StartsWith("(not ", StringComparison.Ordinal) ? operand[5..^1] : $"(not {operand})",
    };

    /// <summary>And, or; <paramref name="neutral"/> is the outcome of one side that leaves the other's.</summary>
    public static string Join(string name, string left, string right, bool neutral)
    {
        if (left == Truth(neutral))
        {
            return right;
        }

        if (right == Truth(neutral))
        {
            return left;
        }

        return left == Truth(!neutral) || right == Truth(!neutral) ? Truth(!neutral) : $"({name} {left} {right})";
    }

    private static string Truth(bool value) => value ? "true" : "false";

    private static bool IsNumber(string text, out double value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
