using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Tests;

namespace NanoBatch.Devices.Tests.Flashing;

[TestClass]
public sealed class DeploymentImageTests
{
    [TestMethod]
    public void Names_and_versions_are_read()
    {
        DeploymentImage image = DeploymentImage.Read(ImageSketch.Image()).Image!;
        CollectionAssert.AreEqual(ImageSketch.Assemblies, image.Assemblies.Select(assembly => assembly.ToString()).ToArray());
        Assert.IsTrue(image.IsNanoBatch);
        Assert.IsFalse(DeploymentImage.Read(ImageSketch.Image("mscorlib 1.17.11.0", "Blinky 1.0.0.0")).Image!.IsNanoBatch);
    }

    [TestMethod]
    [DataRow(0xff, 4096, DisplayName = "erased flash")]
    [DataRow(0, 3, DisplayName = "padding")]
    public void What_is_empty_behind_the_last_assembly_is_passed_over(int value, int count)
        => Assert.HasCount(3, DeploymentImage.Read([.. ImageSketch.Image(), .. Enumerable.Repeat((byte)value, count)]).Image!.Assemblies);

    [TestMethod]
    public void Every_truncation_is_refused_or_ends_between_two_assemblies_or_in_the_last_padding()
    {
        byte[] image = ImageSketch.Image();
        for (int length = 0; length < image.Length; length++)
        {
            ImageReading reading = DeploymentImage.Read(image.AsSpan(0, length));
            bool isTold = reading.Image is null && reading.Problem!.Length > 0 && reading.Hint!.Length > 0;
            Assert.IsTrue(isTold || reading.Image?.Assemblies.Count < 3 || length > image.Length - 4, $"length {length}");
        }
    }

    [TestMethod]
    public void Every_flipped_bit_of_an_assembly_is_found()
    {
        byte[] image = ImageSketch.Assembly("NanoBatch.Esp32", new Version(0, 1, 2, 3));
        for (int bit = 0; bit < image.Length * 8; bit++)
        {
            byte[] damaged = [.. image];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.IsNull(DeploymentImage.Read(damaged).Image, $"bit {bit}");
        }
    }

    public static IEnumerable<object[]> WrongImages =>
    [
        ["empty", Array.Empty<byte>(), "the file is empty"],
        ["firmware of the chip", new byte[] { 0xe9, 3, 2, 0x20 }, "firmware for the chip"],
        ["nanoFramework 2", Encoding.ASCII.GetBytes("NFMRK2\0\0" + new string('x', 200)), "nanoFramework 2"],
        ["text", "job bed\n"u8.ToArray(), "no application image"],
        ["erased flash alone", Enumerable.Repeat((byte)0xff, 1024).ToArray(), "no application image"],
        ["marker alone", "NFMRK1\0\0"u8.ToArray(), "at byte 0: it ends within a header"],
        ["garbage behind", (byte[])[.. ImageSketch.Image(), 1, 2, 3, 4], "no assembly begins there"],
        ["twice the same", ImageSketch.Image("A 1.0.0.0", "A 1.0.0.1"), "'A' is in it twice"],
        ["too many", ImageSketch.Image(Enumerable.Range(0, 257).Select(i => $"A{i} 1.0.0.0")), "more than 256"],
        ["too large", new byte[DeploymentImage.BytesMax + 1], "at most 4 MB"],
        ["size below the header", Changed(100, 123), "ends within an assembly"],
        ["size past the end", Changed(100, 0x7fffffff), "ends within an assembly"],
        ["negative size", Changed(100, -1), "ends within an assembly"],
        ["name past the strings", Changed(36, 0x7fff | (1 << 16)), "name cannot be read"],
        ["name with a built-in number that is none", Changed(36, 0xfffe | (1 << 16)), "name cannot be read"],
        ["strings past the end", Changed(88, 0x7fffffff), "name cannot be read"],
        ["another string table", Changed(36, 8 | (2 << 16)), "name cannot be read"],
    ];

    [TestMethod]
    [DynamicData(nameof(WrongImages))]
    public void Whatever_is_no_image_is_told(string name, byte[] bytes, string words)
    {
        ImageReading reading = DeploymentImage.Read(bytes);
        Assert.IsNull(reading.Image, name);
        Assert.Contains(words, reading.Problem!, name);
        Assert.IsFalse(string.IsNullOrEmpty(reading.Hint), name);
    }

    [TestMethod]
    public void As_many_assemblies_as_are_allowed_are_read()
        => Assert.HasCount(256, DeploymentImage.Read(ImageSketch.Image(Enumerable.Range(0, 256).Select(i => $"A{i} 1.0.0.0"))).Image!.Assemblies);

    [TestMethod]
    public void Real_assemblies_are_read()
    {
        if (Environment.GetEnvironmentVariable("NANOFRAMEWORK_REFS") is not { Length: > 0 } folder)
        {
            Assert.Inconclusive("NANOFRAMEWORK_REFS names no folder with nanoFramework's class libraries");
            return;
        }

        string[] files = Directory.GetFiles(folder, "*.pe");
        byte[] image = [.. files.Select(File.ReadAllBytes).SelectMany(bytes => bytes.Concat(new byte[-bytes.Length & 3]))];
        ImageReading reading = DeploymentImage.Read(image);
        Assert.IsNull(reading.Problem);
        CollectionAssert.AreEquivalent(Array.ConvertAll(files, Path.GetFileNameWithoutExtension), reading.Image!.Assemblies.Select(assembly => assembly.Name).ToArray());
        Assert.IsTrue(reading.Image.Assemblies.All(assembly => Version.Parse(assembly.Version).Major is > 0 and < 100));
    }

    [TestMethod]
    public void The_checksum_is_the_named_one() => Assert.AreEqual(0x89a1897fu, ImageSketch.Crc("123456789"u8));

    [TestMethod]
    [DataRow("{\"build\":\"1a2b3c4+0f\",\"assemblies\":[{\"name\":\"A\",\"version\":\"1.0.0.0\"}],\"more\":1}", "1a2b3c4+0f", "A 1.0.0.0")]
    [DataRow("\uFEFF{\"assemblies\":[]}", null, "", DisplayName = "byte order mark, no build")]
    [DataRow("{\"build\":7,\"assemblies\":[{}, 3]}", null, " , ", DisplayName = "members of other kinds")]
    [DataRow("{\"assemblies\":{}}", null, "", DisplayName = "no list")]
    public void A_side_file_is_read(string json, string? build, string assemblies)
    {
        ImageSideFile file = ImageSideFile.Read(Encoding.UTF8.GetBytes(json))!;
        Assert.AreEqual((build, assemblies), (file.Build, string.Join(',', file.Assemblies)));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("[]")]
    [DataRow("{\"build\":")]
    [DataRow("\0\u0001")]
    public void What_is_no_side_file_is_null(string json) => Assert.IsNull(ImageSideFile.Read(Encoding.UTF8.GetBytes(json)));

    [TestMethod]
    public void A_side_file_belongs_to_its_image()
    {
        DeploymentImage image = DeploymentImage.Read(ImageSketch.Image("A 1.0.0.0", "B 1.0.0.0")).Image!;
        Assert.IsTrue(new ImageSideFile(null, [new("B", "1.0.0.0"), new("A", "1.0.0.0")]).BelongsTo(image));
        Assert.IsTrue(new ImageSideFile("x", []).BelongsTo(image), "it says nothing about assemblies");
        Assert.IsFalse(new ImageSideFile(null, [new("A", "1.0.0.0")]).BelongsTo(image));
        Assert.IsFalse(new ImageSideFile(null, [new("A", "1.0.0.0"), new("B", "1.0.0.1")]).BelongsTo(image));
    }

    /// <summary>An assembly with four bytes changed and its checksums made right again.</summary>
    private static byte[] Changed(int at, int value)
    {
        byte[] image = ImageSketch.Assembly("NanoBatch.Esp32", new Version(0, 1, 2, 3));
        BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(at), value);
        ImageSketch.Seal(image);
        return image;
    }
}
