using System;
using System.Collections.Generic;

namespace NanoBatch.Language.Diagnostics;

/// <summary>Finds the word that a misspelt one was probably meant to be.</summary>
public static class EditDistance
{
    /// <summary>The nearest candidate within a third of the word's length (at least one edit), or null; ties go to the first.</summary>
    /// <remarks>A difference in case alone always counts as near. O(candidates · length²); words over 40 characters have no neighbour.</remarks>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(candidates);
        if (word.Length > 40)
        {
            return null;
        }

        string? nearest = null;
        int best = Math.Max(1, word.Length / 3) + 1;
        foreach (string candidate in candidates)
        {
            if (Math.Abs(word.Length - candidate.Length) >= best)
            {
                continue;
            }

            int distance = string.Equals(word, candidate, StringComparison.OrdinalIgnoreCase) ? 0 : Between(word, candidate);
            bool sharesSomething = distance < Math.Max(word.Length, candidate.Length);
            if (distance < best && sharesSomething)
            {
                best = distance;
                nearest = candidate;
            }
        }

        return nearest;
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.</summary>
    public static int Between(string first, string second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        int[] before = new int[second.Length + 1];
        int[] previous = new int[second.Length + 1];
        int[] current = new int[second.Length + 1];
        for (int j = 0; j <= second.Length; j++)
        {
            previous[j] = j;
        }

        for (int i = 1; i <= first.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= second.Length; j++)
            {
                int replace = previous[j - 1] + (first[i - 1] == second[j - 1] ? 0 : 1);
                int best = Math.Min(replace, Math.Min(previous[j], current[j - 1]) + 1);
                bool isSwap = i > 1 && j > 1 && first[i - 1] == second[j - 2] && first[i - 2] == second[j - 1];
                current[j] = isSwap ? Math.Min(best, before[j - 2] + 1) : best;
            }

            (before, previous, current) = (previous, current, before);
        }

        return previous[second.Length];
    }
}
