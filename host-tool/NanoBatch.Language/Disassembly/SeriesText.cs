using System.Collections.Generic;
using NanoBatch.Protocol;

namespace NanoBatch.Language.Disassembly;

/// <summary>A series in postfix back to the language's infix, with the parentheses it needs.</summary>
internal static class SeriesText
{
    private const int Atom = 3;
    private const int Product = 2;
    private const int Sum = 1;

    private static readonly string[] s_operators = ["+", "-", "*", "/"];

    public static string Of(SeriesCode series, JobPackage package)
    {
        var stack = new Stack<(string Text, int Rank)>();
        for (int i = 0; i < series.Count; i++)
        {
            int element = series.Elements[i];
            if (element < Limits.ChannelsMax)
            {
                stack.Push((package.Channels[element].Name, Atom));
            }
            else if (element == SeriesCode.ConstantElement)
            {
                stack.Push((NumberText.Of(series.Constants[i]), Atom));
            }
            else
            {
                (string Text, int Rank) right = stack.Pop();
                (string Text, int Rank) left = stack.Pop();
                int rank = element is SeriesCode.AddElement or SeriesCode.SubtractElement ? Sum : Product;
                string text = $"{Within(left, rank)} {s_operators[element - SeriesCode.AddElement]} {Within(right, rank + 1)}";
                stack.Push((text, rank));
            }
        }

        return stack.Pop().Text;
    }

    private static string Within((string Text, int Rank) part, int rank) => part.Rank < rank ? $"({part.Text})" : part.Text;
}
