using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Tests;

namespace NanoBatch.DeviceCheck;

/// <summary>One list of packages feeds the image build; what the editors' project files repeat of it is the same.</summary>
[TestClass]
public sealed partial class ProjectListTests
{
    /// <summary>A package and what is in it.</summary>
    private sealed record Package(string Id, string Version, string[] Assemblies);

    [TestMethod]
    public void Every_package_of_a_project_is_on_the_list_and_referred_to()
    {
        Package[] list = ReadList();
        foreach (EditorProject project in EditorProject.ReadAll())
        {
            string[] configured = [.. project.Packages.Descendants("package").Select(p => $"{p.Attribute("id")!.Value} {p.Attribute("version")!.Value}")];
            string[] listed = [.. list.Select(p => $"{p.Id} {p.Version}").Where(p => configured.Contains(p, StringComparer.Ordinal))];
            CollectionAssert.AreEqual(listed, configured, $"{project.Name}/packages.config: versions and order of firmware/NanoPackages.props");

            string[] expected = [.. list.Where(p => listed.Contains($"{p.Id} {p.Version}"))
                .SelectMany(p => p.Assemblies.Select(a => $"{a} = ..\\..\\..\\packages\\{p.Id}.{p.Version}\\lib\\{a}.dll"))];
            string[] referred = [.. project.Elements("Reference").Select(r => $"{r.Attribute("Include")!.Value} = {r.Elements().Single().Value}")];
            CollectionAssert.AreEqual(expected, referred, $"{project.Name}.nfproj: a reference for each assembly of its packages");
        }
    }

    [TestMethod]
    public void The_application_for_the_board_takes_the_whole_list()
    {
        EditorProject board = EditorProject.ReadAll().Single(p => p.Name == "NanoBatch.Esp32");
        string[] ids = [.. board.Packages.Descendants("package").Select(p => p.Attribute("id")!.Value)];
        CollectionAssert.AreEqual(ReadList().Select(p => p.Id).ToArray(), ids);
    }

    [TestMethod]
    public void Editors_and_the_image_build_the_same_assemblies_from_the_same_lists()
    {
        XDocument image = XDocument.Load(Path.Combine(Golden.Root, "firmware/Esp32/Image.targets"));
        Dictionary<string, string> built = image.Descendants("NanoAssembly").Where(a => a.Attribute("Kind") is not null)
            .ToDictionary(a => a.Attribute("Include")!.Value, a => a.Attribute("Uses")?.Value ?? string.Empty, StringComparer.Ordinal);
        XDocument project = XDocument.Load(Path.Combine(Golden.Root, "firmware/Esp32/NanoBatch.Esp32.csproj"));
        string[] imported = [.. Imports(project)];
        CollectionAssert.AreEqual(built.Keys.ToArray(), imported, "the image's project imports a list for each assembly");
        CollectionAssert.AreEquivalent(built.Keys.ToArray(), EditorProject.ReadAll().Select(p => p.Name).ToArray(), "an nfproj for each assembly");
        foreach (EditorProject editor in EditorProject.ReadAll())
        {
            Assert.AreEqual(editor.Name, Imports(editor.Document).Single(), "sources");
            string uses = string.Join(';', editor.Elements("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/'))));
            Assert.AreEqual(built[editor.Name], uses, editor.Name);
        }
    }

    [TestMethod]
    public void The_solution_lists_the_editors_projects_and_builds_none_of_them()
    {
        string solution = File.ReadAllText(Path.Combine(Golden.Root, "nanoFirmware.sln"));
        foreach (EditorProject project in EditorProject.ReadAll())
        {
            Match entry = Regex.Match(solution, $@"\\{Regex.Escape(project.Name)}\.nfproj"", ""(\{{[0-9A-F-]+\}})""");
            Assert.IsTrue(entry.Success, project.Name);
            Assert.AreEqual(entry.Groups[1].Value.Trim('{', '}'), project.Elements("ProjectGuid").Single().Value, ignoreCase: true, project.Name);
            Assert.DoesNotContain(entry.Groups[1].Value + ".Release|Any CPU.Build.0", solution, project.Name);
            Assert.Contains(entry.Groups[1].Value + ".Release|Any CPU.ActiveCfg", solution, project.Name);
        }
    }

    private static Package[] ReadList() =>
        [.. XDocument.Load(Path.Combine(Golden.Root, "firmware/NanoPackages.props")).Descendants("NanoPackage")
            .Select(p => new Package(p.Attribute("Include")!.Value, p.Attribute("Version")!.Value, p.Attribute("Assemblies")!.Value.Split(';')))];

    private static IEnumerable<string> Imports(XDocument project) =>
        project.Descendants().Where(e => e.Name.LocalName == "Import")
            .Select(e => SourceList().Match(e.Attribute("Project")!.Value))
            .Where(m => m.Success)
            .Select(m => m.Groups[1].Value);

    [GeneratedRegex(@"([^\\/]+)\.projitems$")]
    private static partial Regex SourceList();
}
