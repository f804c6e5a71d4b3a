using System;
using System.Globalization;
using NanoBatch.Protocol;

namespace NanoBatch.Devices;

/// <summary>Who answers at the far end: the reply to Hello.</summary>
public sealed record BoardIdentity
{
    /// <summary>Protocol version; the major is this tool's own.</summary>
    public required int ProtocolMajor { get; init; }

    /// <summary>Minor versions only append.</summary>
    public required int ProtocolMinor { get; init; }

    /// <summary>Package format that the board reads.</summary>
    public required int PackageFormat { get; init; }

    /// <summary>Version of the instruction set that the board runs.</summary>
    public required int Opcodes { get; init; }

    /// <summary>Bytes that the board's driver holds for it.</summary>
    public required int ReceiveWindowBytes { get; init; }

    /// <summary>Longest payload that the board takes, bytes.</summary>
    public required int LargestPayloadBytes { get; init; }

    /// <summary>Label of the board; not unique.</summary>
    public required string BoardId { get; init; }

    /// <summary>Hardware address as <c>aa:bb:cc:dd:ee:ff</c>, or null where the board has none.</summary>
    public required string? Mac { get; init; }

    /// <summary>Drawn when the board's store was created; with a record number it is a result's key.</summary>
    public required ulong Epoch { get; init; }

    /// <summary>Number of this start of the board, from 1.</summary>
    public required uint Boot { get; init; }

    /// <summary>Commit and content of the firmware's build.</summary>
    public required string Build { get; init; }

    internal static BoardIdentity Read(Reply reply)
    {
        ByteReader reader = reply.Reader;
        var identity = new BoardIdentity
        {
            ProtocolMajor = reader.U8(),
            ProtocolMinor = reader.U8(),
            PackageFormat = reader.U8(),
            Opcodes = reader.U8(),
            ReceiveWindowBytes = reader.U16(),
            LargestPayloadBytes = reader.U16(),
            BoardId = reader.Text(255),
            Mac = ReadMac(reader),
            Epoch = reader.U64(),
            Boot = reader.U32(),
            Build = reader.Text(255),
        };
        reply.Check();
        return identity;
    }

    private static string? ReadMac(ByteReader reader)
    {
        byte[] mac = new byte[6];
        reader.Bytes(mac, 0, mac.Length);
        return mac.AsSpan().ContainsAnyExcept((byte)0)
            ? string.Join(':', Array.ConvertAll(mac, part => part.ToString("x2", CultureInfo.InvariantCulture)))
            : null;
    }
}
