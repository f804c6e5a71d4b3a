using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace NanoBatch.VirtualBoard.Templates;

/// <summary>The commented starters behind <c>nanobatch new</c>: the files of <c>samples/</c>, carried inside the program.</summary>
public static class StarterTemplates
{
    /// <summary>Template names as <c>--template</c> takes them; the first is the default.</summary>
    public static IReadOnlyList<string> Names { get; } = ["moisture", "irrigation", "traffic", "vitals"];

    /// <summary>Makes the starter files of a template under a name of the user's.</summary>
    /// <param name="template">One of <see cref="Names"/>.</param>
    /// <param name="jobName">A valid job name; it replaces the template's in the job statement and in the files' mentions of each other.</param>
    /// <exception cref="ArgumentException">There is no such template.</exception>
    public static StarterFiles Create(string template, string jobName)
    {
        if (!Names.Contains(template, StringComparer.Ordinal))
        {
            throw new ArgumentException($"no template '{template}': there are {string.Join(", ", Names)}", nameof(template));
        }

        return new StarterFiles(Named(Read($"{template}.job"), template, jobName), Named(Read($"{template}.board.toml"), template, jobName));
    }

    private static string Named(string text, string template, string jobName) => text
        .Replace($"\njob {template}\n", $"\njob {jobName}\n", StringComparison.Ordinal)
        .Replace($"{template}.job", $"{jobName}.job", StringComparison.Ordinal)
        .Replace($"{template}.board.toml", $"{jobName}.board.toml", StringComparison.Ordinal);

    private static string Read(string file)
    {
        using Stream stream = typeof(StarterTemplates).Assembly.GetManifestResourceStream($"templates/{file}")
            ?? throw new InvalidOperationException($"the program was built without its template {file}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
