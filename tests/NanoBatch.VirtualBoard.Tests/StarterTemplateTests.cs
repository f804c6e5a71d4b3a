using System;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Tests;
using NanoBatch.VirtualBoard.Profiles;
using NanoBatch.VirtualBoard.Templates;

namespace NanoBatch.VirtualBoard.Tests;

[TestClass]
public sealed class StarterTemplateTests
{
    [TestMethod]
    public void Every_sample_is_a_template_and_has_a_valid_profile()
    {
        string samples = Path.Combine(Golden.Root, "samples");
        CollectionAssert.AreEquivalent(Directory.GetFiles(samples, "*.job").Select(Path.GetFileNameWithoutExtension).ToArray(), StarterTemplates.Names.ToArray());
        foreach (string name in StarterTemplates.Names)
        {
            StarterFiles files = StarterTemplates.Create(name, name);
            Assert.AreEqual(File.ReadAllText(Path.Combine(samples, $"{name}.job")), files.JobText);
            ProfileReading profile = ProfileReader.Parse($"{name}.board.toml", files.ProfileText);
            Assert.IsTrue(profile.IsOk, string.Join('\n', profile.Errors));
            foreach (ChannelProfile channel in profile.Profile.Channels)
            {
                StringAssert.Contains(files.JobText, channel.Name is "soil2" or "soil3" ? "soil1..soil4" : channel.Name, StringComparison.Ordinal);
            }
        }
    }

    [TestMethod]
    public void The_users_name_replaces_the_templates()
    {
        foreach (string template in StarterTemplates.Names)
        {
            StarterFiles files = StarterTemplates.Create(template, "bed-9");
            Assert.AreEqual("job bed-9", files.JobText.Split('\n').Single(line => line.StartsWith("job ", StringComparison.Ordinal)));
            Assert.IsFalse(files.JobText.Contains($"{template}.", StringComparison.Ordinal), files.JobText);
            Assert.IsFalse(files.ProfileText.Contains($"{template}.", StringComparison.Ordinal), files.ProfileText);
        }
    }

    [TestMethod]
    public void An_unknown_template_is_named_with_those_there_are() =>
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => StarterTemplates.Create("x", "y")).Message, "moisture, irrigation, traffic, vitals",
            StringComparison.Ordinal);
}
