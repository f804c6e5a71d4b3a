using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Tests;

namespace NanoBatch.DeviceCheck;

/// <summary>What can be known of the editors' project files without an editor: types, identities, imports, and that every source is in exactly one list.</summary>
[TestClass]
public sealed partial class EditorProjectTests
{
    private const string NanoType = "{11A8DD76-328B-46DF-9F39-F559912D0360}";
    private const string CSharpType = "{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}";
    private const string NanoFolder = "$(NanoFrameworkProjectSystemPath)";
    private const string ListFolder = "$(MSBuildThisFileDirectory)";

    [TestMethod]
    public void Each_is_a_nanoFramework_project_of_its_own_name()
    {
        XDocument image = XDocument.Load(Path.Combine(Golden.Root, "firmware/Esp32/Image.targets"));
        foreach (EditorProject project in EditorProject.ReadAll())
        {
            Assert.AreEqual("http://schemas.microsoft.com/developer/msbuild/2003", project.Document.Root!.Name.NamespaceName, project.Name);
            Assert.AreEqual($"{NanoType};{CSharpType}", project.Value("ProjectTypeGuids"), project.Name);
            Assert.AreEqual("v1.0", project.Value("TargetFrameworkVersion"), project.Name);
            Assert.AreEqual("9.0", project.Value("LangVersion"), project.Name);
            CollectionAssert.AreEqual((string[])[project.Name, project.Name], (string[])[project.Value("AssemblyName"), project.Value("RootNamespace")]);
            Assert.AreEqual(project.Name, Path.GetFileName(Path.GetDirectoryName(project.Path)), "a folder of its own");
            XElement built = image.Descendants("NanoAssembly").Single(a => a.Attribute("Kind") is not null && a.Attribute("Include")!.Value == project.Name);
            Assert.AreEqual(built.Attribute("Kind")!.Value, project.Value("OutputType"), ignoreCase: true, project.Name);
            foreach (XElement package in project.Packages.Descendants("package"))
            {
                Assert.AreEqual("netnano1.0", package.Attribute("targetFramework")!.Value, project.Name);
            }
        }
    }

    [TestMethod]
    public void Identities_are_those_of_the_solution_and_nobody_elses()
    {
        Match[] entries = [.. Entry().Matches(File.ReadAllText(Path.Combine(Golden.Root, "nanoFirmware.sln"))).Cast<Match>()];
        Assert.IsGreaterThan(20, entries.Length);
        string[] twice = [.. entries.GroupBy(e => Guid.Parse(e.Groups["id"].Value)).Where(g => g.Count() > 1).Select(g => g.First().Groups["name"].Value)];
        Assert.IsEmpty(twice, "identities that occur twice: " + string.Join(", ", twice));
        EditorProject[] projects = EditorProject.ReadAll();
        CollectionAssert.AreEquivalent(
            projects.Select(p => p.Path).ToArray(),
            entries.Where(e => e.Groups["type"].Value == NanoType).Select(e => PathOf(e)).ToArray(),
            "the solution's projects of nanoFramework's type");
        foreach (EditorProject project in projects)
        {
            Match entry = entries.Single(e => e.Groups["path"].Value.EndsWith($"\\{project.Name}.nfproj", StringComparison.Ordinal));
            Assert.AreEqual((project.Name, Guid.Parse(project.Value("ProjectGuid"))), (entry.Groups["name"].Value, Guid.Parse(entry.Groups["id"].Value)));
        }
    }

    [TestMethod]
    public void Imports_stand_in_the_order_that_the_extension_wants_and_exist()
    {
        foreach (EditorProject project in EditorProject.ReadAll())
        {
            XElement[] imports = [.. project.Elements("Import")];
            string[] names = [.. imports.Select(i => i.Attribute("Project")!.Value)];
            CollectionAssert.AreEqual(
                (string[])[NanoFolder + "NFProjectSystem.Default.props", NanoFolder + "NFProjectSystem.props", names[2], NanoFolder + "NFProjectSystem.CSharp.targets"],
                names,
                project.Name);
            Assert.AreEqual("$(MSBuildExtensionsPath)\\nanoFramework\\v1.0\\", project.Value("NanoFrameworkProjectSystemPath"), project.Name);
            Assert.IsTrue(imports.Where(i => i != imports[2]).All(i => i.Attribute("Condition")!.Value == $"Exists('{i.Attribute("Project")!.Value}')"), project.Name);
            string[] files = [names[2], .. project.Elements("ProjectReference").Concat(project.Elements("None")).Select(r => r.Attribute("Include")!.Value)];
            foreach (string file in files)
            {
                Assert.IsTrue(File.Exists(project.Resolve(file)), $"{project.Name}: {file}");
            }

            Assert.IsEmpty(project.Elements("Compile").ToArray(), "sources come from the list alone");
        }
    }

    [TestMethod]
    public void Every_source_is_in_its_list_once_and_every_entry_finds_some()
    {
        string[] lists = [.. EditorProject.ReadAll().Select(p => p.Resolve(p.Elements("Import").ElementAt(2).Attribute("Project")!.Value))];
        CollectionAssert.AllItemsAreUnique(lists);
        foreach (string list in lists)
        {
            string folder = Path.GetDirectoryName(list)!;
            var listed = new List<string>();
            foreach (string entry in XDocument.Load(list).Descendants().Where(e => e.Name.LocalName == "Compile").SelectMany(e => e.Attribute("Include")!.Value.Split(';')))
            {
                Assert.StartsWith(ListFolder, entry, list);
                string pattern = entry[ListFolder.Length..].Replace('\\', '/');
                Assert.DoesNotContain("**", pattern, "would take build products in");
                string below = Path.Combine(folder, Path.GetDirectoryName(pattern)!);
                Assert.IsTrue(Directory.Exists(below), $"{list}: {entry}");
                string[] found = [.. Directory.EnumerateFiles(below, Path.GetFileName(pattern)).Select(f => Path.GetRelativePath(Golden.Root, f).Replace('\\', '/'))];
                Assert.IsNotEmpty(found, $"{list}: {entry}");
                listed.AddRange(found);
            }

            string[] sources = [.. DeviceAssembly.SourcesBelow(Path.GetRelativePath(Golden.Root, folder)).Select(s => s.Path)];
            CollectionAssert.AreEqual(sources, listed.Order(StringComparer.Ordinal).ToArray(), list);
        }
    }

    private static string PathOf(Match entry) => Path.Combine(Golden.Root, entry.Groups["path"].Value.Replace('\\', Path.DirectorySeparatorChar));

    [GeneratedRegex(@"^Project\(""(?<type>\{[^}]+\})""\) = ""(?<name>[^""]+)"", ""(?<path>[^""]+)"", ""(?<id>\{[^}]+\})""", RegexOptions.Multiline)]
    private static partial Regex Entry();
}
