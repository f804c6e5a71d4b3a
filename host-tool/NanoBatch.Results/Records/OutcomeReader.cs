using System.Collections.Generic;
using System.Linq;
using NanoBatch.Protocol;

namespace NanoBatch.Results;

/// <summary>Payloads of report and alert records, as the board's runtime writes them (docs/PROTOCOL.md, "Records").</summary>
internal static class OutcomeReader
{
    private const int DigestBytes = 4;

    /// <summary>Reads what both kinds begin with; the reader is bad where it is malformed.</summary>
    public static OutcomeHead ReadHead(ByteReader reader)
    {
        byte[] digest = new byte[DigestBytes];
        reader.Bytes(digest, 0, digest.Length);
        int task = reader.U8();
        reader.IsBad |= task == 0;
        return new OutcomeHead(KnownPackage.DigestText(digest), task, reader.Zigzag());
    }

    /// <summary>Reads the rest of a report; null where it is malformed. Bytes behind the fields are a newer version's and no fault.</summary>
    public static ReportResult? ReadReport(ByteReader reader, OutcomeHead head, KnownPackage? known)
    {
        long seq = reader.Varlong();
        long windowMs = reader.Varlong();
        int revision = reader.Varint();
        reader.U32();
        int channelCount = reader.U8();
        var expected = new long[channelCount];
        var valid = new long[channelCount];
        for (int c = 0; c < channelCount && !reader.IsBad; c++)
        {
            expected[c] = reader.Varint();
            valid[c] = reader.Varint();
        }

        var fields = new FieldValue[reader.U8()];
        for (int f = 0; f < fields.Length && !reader.IsBad; f++)
        {
            fields[f] = ReadField(reader);
        }

        if (reader.IsBad)
        {
            return null;
        }

        IReadOnlyList<string> channels = KnownPackage.ChannelsOf(known, head.Task, channelCount);
        return new ReportResult
        {
            Job = JobOf(head, known),
            Version = known?.Version ?? 0,
            Task = head.Task,
            TimeMs = null,
            Seq = seq,
            WindowSeconds = windowMs / 1000m,
            Expected = Pair(channels, expected),
            Counts = Pair(channels, valid),
            Fields = Pair(KnownPackage.FieldsOf(known, head.Task, fields.Length), fields),
            CalibrationRevision = revision,
            Digest = head.Digest,
        };
    }

    /// <summary>Reads the rest of an alert; null where it is malformed.</summary>
    public static AlertResult? ReadAlert(ByteReader reader, OutcomeHead head, KnownPackage? known)
    {
        int alert = reader.U8();
        int state = reader.U8();
        return reader.IsBad || state > 1 ? null : new AlertResult
        {
            Job = JobOf(head, known),
            Version = known?.Version ?? 0,
            Task = head.Task,
            TimeMs = null,
            Alert = KnownPackage.AlertOf(known, head.Task, alert),
            IsRaised = state == 1,
            Digest = head.Digest,
        };
    }

    private static FieldValue ReadField(ByteReader reader)
    {
        switch (reader.U8())
        {
            case FieldTag.Null:
                return FieldValue.Null;
            case FieldTag.Integer:
                return FieldValue.Of(reader.Zigzag());
            case FieldTag.Float:
                return FieldValue.Of((float)Float32.ValueOf(reader.U32()));
            case FieldTag.Array:
                var bins = new long[reader.U8()];
                for (int b = 0; b < bins.Length && !reader.IsBad; b++)
                {
                    bins[b] = reader.Varlong();
                }

                return FieldValue.Of(bins);
            default:
                reader.IsBad = true;
                return FieldValue.Null;
        }
    }

    /// <summary>A job without its package still needs a name that is the same every time.</summary>
    private static string JobOf(OutcomeHead head, KnownPackage? known) => known?.Job ?? ResultNaming.JobWithoutPackage(head.Digest);

    private static NamedValues<T> Pair<T>(IReadOnlyList<string> names, T[] values) => new(names.Zip(values, KeyValuePair.Create));
}
