using System;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Tests;
using NanoBatch.VirtualBoard.Profiles;
using NanoBatch.VirtualBoard.Signals;

namespace NanoBatch.VirtualBoard.Tests;

/// <summary>Whatever bytes a file holds, reading it ends with a result.</summary>
[TestClass]
public sealed class HostileFileTests
{
    private const int Seed = 4711;
    private const string Spice = "[]{}=,.\"'\n\r\t#;:+-0123456789eETZ%\0\uFEFF\u0600_\\";

    [TestMethod]
    public void Mutilated_profiles_end_with_a_result()
    {
        string good = File.ReadAllText(Path.Combine(Golden.Root, "samples", "irrigation.board.toml"));
        var random = new Random(Seed);
        int refused = 0;
        for (int i = 0; i < 1500; i++)
        {
            ProfileReading reading = ProfileReader.Parse("b.toml", Mutilate(random, good));
            Assert.AreEqual(reading.Profile is null, reading.Errors.Count > 0, $"seed {Seed}, case {i}");
            refused += reading.IsOk ? 0 : 1;
        }

        Assert.IsGreaterThan(200, refused);
    }

    [TestMethod]
    public void Mutilated_data_ends_with_a_result()
    {
        string good = string.Join('\n', File.ReadLines(Path.Combine(Golden.Root, "samples", "irrigation.csv")).Take(30));
        BoardProfile profile = ProfileReader.Read(Path.Combine(Golden.Root, "samples", "irrigation.board.toml")).Profile!;
        var random = new Random(Seed);
        int refused = 0;
        for (int i = 0; i < 1500; i++)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(Mutilate(random, good));
            bytes[random.Next(bytes.Length)] ^= (byte)(random.Next(4) == 0 ? random.Next(256) : 0);
            ReplayReading reading = ReplayReader.Read("d.csv", new MemoryStream(bytes), profile);
            Assert.AreEqual(reading.Data is null, reading.Errors.Count > 0, $"seed {Seed}, case {i}");
            refused += reading.IsOk ? 0 : 1;
        }

        Assert.IsGreaterThan(200, refused);
    }

    [TestMethod]
    public void A_megabyte_of_keys_is_read_in_one_go()
    {
        string keys = string.Concat(Enumerable.Range(0, 80_000).Select(i => FormattableString.Invariant($"k{i}=1\n")));
        Assert.HasCount(ProfileReader.ErrorsMax, ProfileReader.Parse("b.toml", keys).Errors);
    }

    private static string Mutilate(Random random, string text)
    {
        var changed = new StringBuilder(text);
        for (int i = random.Next(1, 6); i > 0; i--)
        {
            int at = random.Next(changed.Length);
            switch (random.Next(4))
            {
                case 0:
                    changed.Remove(at, Math.Min(random.Next(1, 30), changed.Length - at - 1));
                    break;
                case 1:
                    changed.Insert(at, Spice[random.Next(Spice.Length)]);
                    break;
                case 2:
                    changed[at] = Spice[random.Next(Spice.Length)];
                    break;
                default:
                    int length = Math.Min(random.Next(1, 60), changed.Length - at);
                    changed.Insert(random.Next(changed.Length), changed.ToString(at, length));
                    break;
            }
        }

        return changed.ToString();
    }
}
