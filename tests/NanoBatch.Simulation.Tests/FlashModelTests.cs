using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Simulation.Flash;

namespace NanoBatch.Simulation.Tests;

/// <summary>The flash model does what docs/TESTING.md says of it: close is the commit point, and a cut is one.</summary>
[TestClass]
public sealed class FlashModelTests
{
    private static readonly byte[] s_ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

    [TestMethod]
    [DataRow(4, UnclosedFate.Kept, 14)]
    [DataRow(0, UnclosedFate.Kept, 10)]
    [DataRow(10, UnclosedFate.Kept, 20)]
    [DataRow(4, UnclosedFate.Lost, 10)]
    [DataRow(10, UnclosedFate.Lost, 10)]
    public void A_cut_leaves_what_its_fate_says(int bytes, UnclosedFate fate, int length)
    {
        FlashModel flash = Cut(bytes, fate, 1);
        Assert.AreEqual(length, flash.Length("a"));
        byte[] expected = [.. s_ten, .. s_ten];
        CollectionAssert.AreEqual(expected[..length], flash.BytesOf(0));
    }

    [TestMethod]
    public void A_reordered_write_has_either_length_and_holes_behind_the_last_close()
    {
        FlashModel[] all = [.. Enumerable.Range(0, 100).Select(seed => Cut(6, UnclosedFate.Reordered, (ulong)seed))];
        CollectionAssert.AreEquivalent(new[] { 16, 20 }, all.Select(f => f.Length("a")).Distinct().ToArray());
        Assert.IsTrue(all.All(f => f.BytesOf(0)[..10].SequenceEqual(s_ten)), "closed bytes stay");
        Assert.IsTrue(all.Any(f => f.BytesOf(0)[10] == 0xFF), "a page that was never programmed");
        Assert.IsTrue(all.Any(f => f.BytesOf(0)[10..16].SequenceEqual(s_ten[..6])), "and one that was");
        Assert.IsTrue(all.Where(f => f.Length("a") == 20).All(f => f.BytesOf(0)[16..].All(b => b == 0xFF)), "what was not written reads as erased");
    }

    [TestMethod]
    public void A_new_file_is_empty_or_missing_after_a_cut()
    {
        int[] lengths = [.. Enumerable.Range(0, 20).Select(seed =>
        {
            var flash = new FlashModel();
            flash.ArmCut(0, 5, UnclosedFate.Lost, (ulong)seed);
            Assert.IsFalse(flash.Append("a", s_ten, 0, 10));
            flash.PowerOn();
            return flash.Length("a");
        })];
        CollectionAssert.AreEquivalent(new[] { -1, 0 }, lengths.Distinct().ToArray());
    }

    [TestMethod]
    [DataRow(0, 10)]
    [DataRow(1, -1)]
    public void A_cut_delete_is_done_or_not(int bytes, int length)
    {
        var flash = new FlashModel();
        Assert.IsTrue(flash.Append("a", s_ten, 0, 10));
        flash.ArmCut(1, bytes, UnclosedFate.Kept, 1);
        Assert.IsFalse(flash.Delete("a"));
        flash.PowerOn();
        Assert.AreEqual(length, flash.Length("a"));
    }

    [TestMethod]
    public void Without_power_every_call_fails()
    {
        var flash = new FlashModel();
        Assert.IsTrue(flash.Append("a", s_ten, 0, 10));
        flash.CutPower(UnclosedFate.Lost, 1);
        Assert.IsTrue(flash.IsOff);
        Assert.IsFalse(flash.Append("a", s_ten, 0, 1));
        Assert.IsFalse(flash.Delete("a"));
        Assert.AreEqual(-1, flash.Read("a", 0, new byte[4], 0, 4));
        Assert.AreEqual(-1, flash.Length("a"));
        Assert.AreEqual(0L, flash.FreeBytes());
        Assert.IsEmpty(flash.List());
        flash.PowerOn();
        Assert.AreEqual(10, flash.Length("a"), "what was closed is there");
    }

    [TestMethod]
    public void A_full_disk_takes_what_fits_and_says_no()
    {
        var flash = new FlashModel(15);
        Assert.IsTrue(flash.Append("a", s_ten, 0, 10));
        Assert.AreEqual(5L, flash.FreeBytes());
        Assert.IsFalse(flash.Append("b", s_ten, 0, 10));
        Assert.AreEqual(5, flash.Length("b"));
        Assert.AreEqual(0L, flash.FreeBytes());
        Assert.IsTrue(flash.Delete("a"));
        Assert.AreEqual(10L, flash.FreeBytes());
        flash.Wipe();
        Assert.IsEmpty(flash.List());
        Assert.AreEqual(15L, flash.FreeBytes());
    }

    [TestMethod]
    public void Faults_refuse_with_nothing_a_part_or_everything_written()
    {
        var flash = new FlashModel { Faults = new FlashFaults(1) { AppendsPerMillion = 500_000, ReadsPerMillion = 500_000, DeletesPerMillion = 500_000 } };
        int[] refused = [.. Enumerable.Range(0, 400).Select(i => (Name: $"f{i}", IsKept: flash.Append($"f{i}", s_ten, 0, 10)))
            .Where(f => !f.IsKept).Select(f => flash.Length(f.Name))];
        Assert.IsGreaterThan(100, refused.Length);
        Assert.IsLessThan(300, refused.Length);
        Assert.IsTrue(refused.Contains(0) && refused.Contains(10) && refused.Any(n => n is > 0 and < 10));
        byte[] buffer = new byte[10];
        Assert.IsTrue(Enumerable.Range(0, 50).Any(_ => flash.Read("f0", 0, buffer, 0, 10) < 0));
        int files = flash.FileCount;
        Assert.IsTrue(Enumerable.Range(0, 50).Any(i => !flash.Delete($"f{i}")));
        Assert.IsGreaterThan(files - 50, flash.FileCount);
    }

    [TestMethod]
    public void Damage_touches_what_it_names()
    {
        var flash = new FlashModel();
        Assert.IsTrue(flash.Append("a", new byte[5000], 0, 5000));
        FlashModel copy = flash.Clone();
        copy.FlipBit(0, (4999 * 8) + 3);
        Assert.AreEqual(8, copy.BytesOf(0)[4999]);
        copy.EraseBlock(0, 1);
        Assert.IsTrue(copy.BytesOf(0)[4096..].All(b => b == 0xFF));
        Assert.IsTrue(copy.BytesOf(0)[..4096].All(b => b == 0));
        copy.Truncate(0, 100);
        Assert.AreEqual(100, copy.Length("a"));
        Assert.AreEqual(100, copy.BytesUsed);
        Assert.AreEqual(5000, flash.Length("a"), "the original is untouched");
    }

    /// <summary>Ten bytes closed, and ten more of which so many were written when the power went.</summary>
    private static FlashModel Cut(int bytes, UnclosedFate fate, ulong seed)
    {
        var flash = new FlashModel();
        Assert.IsTrue(flash.Append("a", s_ten, 0, 10));
        flash.ArmCut(1, bytes, fate, seed);
        Assert.IsFalse(flash.Append("a", s_ten, 0, 10));
        flash.PowerOn();
        return flash;
    }
}
