using System;
using System.Collections.Generic;

namespace NanoBatch.VirtualBoard.Profiles;

/// <summary>Finds the word that a misspelt one was probably meant to be.</summary>
internal static class Nearest
{
    /// <summary>The closest candidate within a third of the word's length (at least one slip), or null.</summary>
    public static string? To(string word, IEnumerable<string> candidates)
    {
        string? best = null;
        int bestDistance = Math.Max(1, word.Length / 3) + 1;
        foreach (string candidate in candidates)
        {
            int distance = Distance(word, candidate);
            if (distance < bestDistance)
            {
                best = candidate;
                bestDistance = distance;
            }
        }

        return best;
    }

    /// <summary>Slips of the pen between two words: letters added, lost, replaced or swapped with their neighbour; case counts nothing.</summary>
    private static int Distance(string a, string b)
    {
        if (a.Length > 64 || b.Length > 64)
        {
            return int.MaxValue;
        }

        var cost = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                cost[i, j] = i == 0 || j == 0 ? i + j : Cheapest(cost, a, b, i, j);
            }
        }

        return cost[a.Length, b.Length];
    }

    private static int Cheapest(int[,] cost, string a, string b, int i, int j)
    {
        int replaced = cost[i - 1, j - 1] + (IsSame(a[i - 1], b[j - 1]) ? 0 : 1);
        int best = Math.Min(replaced, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
        bool isSwapped = i > 1 && j > 1 && IsSame(a[i - 1], b[j - 2]) && IsSame(a[i - 2], b[j - 1]);
        return isSwapped ? Math.Min(best, cost[i - 2, j - 2] + 1) : best;
    }

    private static bool IsSame(char a, char b) => char.ToUpperInvariant(a) == char.ToUpperInvariant(b);
}
