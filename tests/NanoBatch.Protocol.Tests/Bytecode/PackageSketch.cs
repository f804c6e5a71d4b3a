using System;
using System.Linq;
using NanoBatch.Protocol;

namespace NanoBatch.Tests;

/// <summary>Package bytes by hand, sound or not: what the compiler would never write must be refused all the same.</summary>
internal sealed class PackageSketch
{
    private const int NamesItem = PackageReader.NamesItem;

    private readonly ByteWriter _items = new(new byte[8192]);
    private bool _hasNames;

    public string JobName { get; init; } = "sketch";

    public int Version { get; init; } = 1;

    public int ZoneMinutes { get; init; }

    /// <summary>A job that samples soil1 every 10 s and reports its mean every minute.</summary>
    public static PackageSketch Minimal(string name = "sketch", int version = 1)
        => new PackageSketch { JobName = name, Version = version }.Sample(10000, "soil1").Every(60000, [0x80, Last(Aggregate.Mean), (byte)Opcode.ReportAll]);

    /// <summary>The item byte that ends a scan.</summary>
    public static byte Last(Aggregate aggregate) => (byte)((byte)aggregate | 0x80);

    /// <summary>A sample statement of named channels without options.</summary>
    public PackageSketch Sample(long periodMs, params string[] channels) => Sample(0, periodMs, [], channels);

    /// <summary>A sample statement with its flags and what they announce.</summary>
    public PackageSketch Sample(int flags, long periodMs, byte[] options, params string[] channels)
    {
        _items.U8(flags | (channels.Length > 1 ? PackageReader.ManyRunsFlag : 0));
        _items.Varint(DurationCode.Of(periodMs));
        if (channels.Length > 1)
        {
            _items.U8(channels.Length);
        }

        foreach (string channel in channels)
        {
            _items.Name(channel);
        }

        return Raw(options);
    }

    /// <summary>A sample statement of consecutive channels.</summary>
    public PackageSketch SampleRange(long periodMs, string stem, int first, int count, params byte[] keep)
    {
        _items.U8(keep.Length == 0 ? 0 : PackageReader.KeepFlag);
        _items.Varint(DurationCode.Of(periodMs));
        _items.U8(count - 1);
        _items.Name(stem);
        _items.Varint(first);
        return Raw(keep);
    }

    /// <summary>A task at a period over its default window.</summary>
    public PackageSketch Every(long periodMs, params byte[] code) => Task((int)ScheduleKind.Every, Varint(DurationCode.Of(periodMs)), code);

    /// <summary>A task on demand over all that is kept.</summary>
    public PackageSketch OnDemand(params byte[] code) => Task((int)ScheduleKind.OnDemand, [], code);

    /// <summary>A task item: kind and flags, what they announce, program.</summary>
    public PackageSketch Task(int flags, byte[] head, byte[] code)
    {
        _items.U8(PackageReader.TaskItem | flags);
        Raw(head);
        _items.Varint(code.Length);
        return Raw(code);
    }

    /// <summary>The names section: names of fields and alerts of each task, with line numbers of its report and alerts.</summary>
    public PackageSketch Names(string[] names, params byte[] lines)
    {
        _items.U8(NamesItem);
        _hasNames = true;
        foreach (string name in names)
        {
            _items.Name(name);
        }

        return Raw(lines);
    }

    /// <summary>Bytes as they are.</summary>
    public PackageSketch Raw(params byte[] bytes)
    {
        _items.Bytes(bytes, 0, bytes.Length);
        return this;
    }

    /// <summary>The package.</summary>
    public byte[] Build()
    {
        var writer = new ByteWriter(new byte[8300]);
        writer.U8(JobPackage.Magic0);
        writer.U8(JobPackage.Magic1);
        writer.U8((JobPackage.FormatVersion << 4) | (_hasNames ? JobPackage.NamesFlag : 0) | (Version != 1 ? JobPackage.VersionFlag : 0)
            | (ZoneMinutes != 0 ? JobPackage.ZoneFlag : 0));
        writer.Name(JobName);
        if (Version != 1)
        {
            writer.Varint(Version);
        }

        if (ZoneMinutes != 0)
        {
            writer.Zigzag(ZoneMinutes);
        }

        writer.Bytes(_items.Buffer, 0, _items.Position);
        writer.U32(0);
        byte[] package = writer.Buffer.AsSpan(0, writer.Position).ToArray();
        Seal(package);
        return package;
    }

    /// <summary>Puts the CRC right.</summary>
    public static void Seal(byte[] package)
    {
        int at = package.Length - JobPackage.CrcBytes;
        new ByteWriter(package) { Position = at }.U32(Crc32.Of(package, 0, at));
    }

    /// <summary>A varint by itself.</summary>
    public static byte[] Varint(long value)
    {
        var writer = new ByteWriter(new byte[10]);
        writer.Varint(value);
        return writer.Buffer.AsSpan(0, writer.Position).ToArray();
    }

    /// <summary>Parts one after the other.</summary>
    public static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(part => part)];
}
