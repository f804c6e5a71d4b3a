using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using NanoBatch.Tests;

namespace NanoBatch.DeviceCheck;

/// <summary>An assembly's project file for editors, with the list of packages beside it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Document">What is in it.</param>
/// <param name="Packages">Its packages.config.</param>
internal sealed record EditorProject(string Path, XDocument Document, XDocument Packages)
{
    private const string Folder = "firmware/Nano";

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public static EditorProject[] ReadAll() =>
        [.. Directory.EnumerateFiles(System.IO.Path.Combine(Golden.Root, Folder), "*.nfproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(f => new EditorProject(f, XDocument.Load(f), XDocument.Load(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(f)!, "packages.config"))))];

    public IEnumerable<XElement> Elements(string name) => Document.Descendants().Where(e => e.Name.LocalName == name);

    /// <summary>Value of the only element of a name.</summary>
    public string Value(string name) => Elements(name).Single().Value;

    /// <summary>The file that a path of the project means.</summary>
    public string Resolve(string path) => System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, path.Replace('\\', '/')));
}
