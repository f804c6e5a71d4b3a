using System;
using System.Collections.Generic;
using System.Globalization;
using System.Numerics;
using NanoBatch.Protocol;

namespace NanoBatch.Results;

/// <summary>What a package says about the records that name it: job, channels, fields, alerts.</summary>
internal sealed class KnownPackage
{
    private readonly JobPackage _package;
    private readonly PackageNames _names;

    private KnownPackage(JobPackage package, byte[] bytes, string digest)
    {
        _package = package;
        _names = new PackageNames(package);
        Bytes = bytes;
        Digest = digest;
    }

    public byte[] Bytes { get; }

    /// <summary>First 4 digest bytes as 8 hex digits: what reports carry.</summary>
    public string Digest { get; }

    public string Job => _package.JobName;

    public int Version => _package.JobVersion;

    /// <summary>Reads and verifies a package.</summary>
    /// <returns>Null where this version cannot read it; <paramref name="status"/> says why.</returns>
    public static KnownPackage? TryRead(byte[] bytes, out PackageStatus status)
    {
        var package = new JobPackage();
        status = new PackageReader().Read(bytes, bytes.Length, package);
        if (status == PackageStatus.Accepted)
        {
            status = new PackageVerifier().Check(package, 0);
        }

        return status == PackageStatus.Accepted ? new KnownPackage(package, bytes, DigestText(Sha256.Of(bytes, 0, bytes.Length))) : null;
    }

    /// <summary>First 4 bytes of a digest as 8 lower-case hex digits.</summary>
    public static string DigestText(byte[] digest) => Convert.ToHexStringLower(digest, 0, 4);

    /// <summary>Names of the channels that a task's reports count, in job order; numbered ones where the package does not fit the report.</summary>
    public static IReadOnlyList<string> ChannelsOf(KnownPackage? known, int task, int count)
    {
        if (known is null || task > known._package.TaskCount || BitOperations.PopCount((uint)known._package.Tasks[task - 1].ChannelMask) != count)
        {
            return Numbered("c", count);
        }

        var names = new List<string>(count);
        for (int c = 0; c < known._package.ChannelCount; c++)
        {
            if ((known._package.Tasks[task - 1].ChannelMask & (1 << c)) != 0)
            {
                names.Add(known._package.Channels[c].Name);
            }
        }

        return names;
    }

    /// <summary>Names of a task's fields in report order; <c>t1f1</c> and so on where the package does not fit the report.</summary>
    public static IReadOnlyList<string> FieldsOf(KnownPackage? known, int task, int count)
        => known is not null && task <= known._package.TaskCount && known._names.FieldsOf(task - 1).Length == count
            ? known._names.FieldsOf(task - 1)
            : Numbered("t" + task.ToString(CultureInfo.InvariantCulture) + "f", count);

    /// <summary>Name of a task's alert, from 0; <c>t1a1</c> where the package does not have it.</summary>
    public static string AlertOf(KnownPackage? known, int task, int alert)
        => known is not null && task <= known._package.TaskCount && alert < known._names.AlertsOf(task - 1).Length
            ? known._names.AlertsOf(task - 1)[alert]
            : string.Create(CultureInfo.InvariantCulture, $"t{task}a{alert + 1}");

    private static string[] Numbered(string stem, int count)
    {
        string[] names = new string[count];
        for (int i = 0; i < count; i++)
        {
            names[i] = stem + (i + 1).ToString(CultureInfo.InvariantCulture);
        }

        return names;
    }
}
