using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Protocol;

namespace NanoBatch.Tests;

[TestClass]
public sealed class PackageRefusalTests
{
    /// <summary>From here on a status is about one board, which a reader of bytes cannot know.</summary>
    private const PackageStatus FirstOfBoards = PackageStatus.UnknownChannel;

    public static IEnumerable<object[]> Refused() => PackageCases.Refused().Select(sample => new object[] { sample.Name, sample.Package, sample.Status });

    public static IEnumerable<object[]> Sound() => PackageCases.Sound().Select(sample => new object[] { sample.Name, sample.Package });

    [TestMethod]
    [DynamicData(nameof(Refused))]
    public void A_package_with_one_thing_wrong_is_refused_by_name(string name, byte[] package, PackageStatus expected)
        => Assert.AreEqual(expected, StatusOf(package), name);

    [TestMethod]
    [DynamicData(nameof(Sound))]
    public void A_sound_package_is_accepted(string name, byte[] package) => Assert.AreEqual(PackageStatus.Accepted, StatusOf(package), name);

    [TestMethod]
    public void Every_status_of_reader_and_verifier_has_a_case()
    {
        PackageStatus[] covered = [.. PackageCases.Refused().Select(sample => sample.Status).Distinct()];
        PackageStatus[] all = [.. Enum.GetValues<PackageStatus>().Where(status => status is not PackageStatus.Accepted && status < FirstOfBoards)];
        CollectionAssert.AreEquivalent(all, covered);
    }

    [TestMethod]
    [DynamicData(nameof(Sound))]
    public void Every_truncation_is_refused(string name, byte[] package)
    {
        for (int length = 0; length < package.Length; length++)
        {
            Assert.AreNotEqual(PackageStatus.Accepted, StatusOf(package[..length]), $"{name} cut at {length}");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Sound))]
    public void Every_flip_of_one_bit_is_refused(string name, byte[] package)
    {
        for (int bit = 0; bit < package.Length * 8; bit++)
        {
            package[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.AreNotEqual(PackageStatus.Accepted, StatusOf(package), $"{name} bit {bit}");
            package[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [TestMethod]
    [DynamicData(nameof(Sound))]
    public void Every_flip_of_one_bit_with_the_checksum_put_right_has_a_status(string name, byte[] package)
    {
        for (int bit = 0; bit < (package.Length - JobPackage.CrcBytes) * 8; bit++)
        {
            byte[] mutant = [.. package];
            mutant[bit / 8] ^= (byte)(1 << (bit % 8));
            PackageSketch.Seal(mutant);
            CheckMutant(mutant, $"{name} bit {bit}");
        }
    }

    [TestMethod]
    public void Random_mutations_with_the_checksum_put_right_never_crash()
    {
        int seed = TestSeed.Draw(20250105);
        var random = new Random(seed);
        byte[][] origins = [.. PackageCases.Sound().Select(sample => sample.Package), .. PackageCases.Refused().Select(sample => sample.Package).Where(bytes => bytes.Length > 12)];
        var seen = new HashSet<PackageStatus>();
        for (int round = 0; round < 200000; round++)
        {
            byte[] mutant = Mutate(origins[random.Next(origins.Length)], random);
            seen.Add(CheckMutant(mutant, $"seed {seed} round {round}"));
        }

        Assert.Contains(PackageStatus.Accepted, seen);
        Assert.IsGreaterThan(20, seen.Count, "the mutations reach too few kinds of refusal");
    }

    /// <summary>What is accepted must keep its promises: the certificate is finite and within the limits, and the names can be told.</summary>
    private static PackageStatus CheckMutant(byte[] mutant, string what)
    {
        var package = new JobPackage();
        PackageStatus status;
        try
        {
            status = Check(mutant, package);
        }
        catch (Exception e)
        {
            throw new AssertFailedException($"{what}: {Convert.ToHexString(mutant)}", e);
        }

        Assert.IsTrue(Enum.IsDefined(status) && status < FirstOfBoards, $"{what}: {status}");
        if (status == PackageStatus.Accepted)
        {
            CheckAccepted(package, $"{what}: {Convert.ToHexString(mutant)}");
        }

        return status;
    }

    private static void CheckAccepted(JobPackage package, string what)
    {
        var names = new PackageNames(package);
        for (int t = 0; t < package.TaskCount; t++)
        {
            TaskPlan task = package.Tasks[t];
            Assert.IsTrue(task.FieldCount <= Limits.FieldsMax && task.AlertCount <= Limits.AlertsMax && task.ValueCount <= Limits.ValuesMax, what);
            Assert.IsTrue(task.WorstCaseSteps > 0 && task.WorstInstructionSteps > 0 && task.WorstInstructionSteps <= task.WorstCaseSteps, what);
            Assert.IsLessThanOrEqualTo(RecordSizes.PayloadMax, task.ReportBytesMax, what);
            Assert.HasCount(task.FieldCount, names.FieldsOf(t), what);
            Assert.HasCount(task.AlertCount, names.AlertsOf(t), what);
            Assert.IsTrue(names.FieldsOf(t).All(name => !string.IsNullOrEmpty(name)), what);
        }

        for (int c = 0; c < package.ChannelCount; c++)
        {
            Assert.IsTrue(package.Channels[c].RingSlots is >= 1 and <= Limits.KeepSlotsMax, what);
        }
    }

    private static byte[] Mutate(byte[] origin, Random random)
    {
        var bytes = new List<byte>(origin);
        for (int i = random.Next(1, 5); i > 0; i--)
        {
            int at = random.Next(3, Math.Max(4, bytes.Count - JobPackage.CrcBytes));
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                case 3 when bytes.Count > 12:
                    bytes.RemoveAt(at);
                    break;
                case 4:
                    int from = random.Next(3, Math.Max(4, bytes.Count - JobPackage.CrcBytes));
                    bytes.InsertRange(at, bytes.GetRange(from, Math.Min(random.Next(8), bytes.Count - from)));
                    break;
                default:
                    bytes[at] = (byte)random.Next(32);
                    break;
            }
        }

        byte[] mutant = [.. bytes];
        PackageSketch.Seal(mutant);
        return mutant;
    }

    private static PackageStatus StatusOf(byte[] bytes) => Check(bytes, new JobPackage());

    private static PackageStatus Check(byte[] bytes, JobPackage package)
    {
        PackageStatus status = new PackageReader().Read(bytes, bytes.Length, package);
        return status == PackageStatus.Accepted ? new PackageVerifier().Check(package, 0) : status;
    }
}
