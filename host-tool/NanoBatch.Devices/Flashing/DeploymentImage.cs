using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace NanoBatch.Devices;

/// <summary>An application image for nanoCLR: its assemblies one after the other, each on a 4-byte boundary.</summary>
/// <remarks>The reader takes what the CLR on a board would take: the same marker, string table and checksums. Layout of the header, little-endian:
/// 8 marker, 4 CRC of the header with zeros in its place, 4 CRC of the rest, 4 flags, 4 checksum of native methods, 4 patch offset, 4 × 2 version, 2 name, 2 version
/// of the string table, 16 × 4 where each table begins (the last one is the size of all), 4 patched methods, 16 paddings.</remarks>
public sealed class DeploymentImage
{
    /// <summary>No board of this family has room for more, bytes.</summary>
    public const int BytesMax = 4 << 20;

    private const int HeaderBytes = 124;
    private const int HeaderCrcAt = 8;
    private const int BodyCrcAt = 12;
    private const int VersionAt = 28;
    private const int NameAt = 36;
    private const int StringTableVersionAt = 38;
    private const int TablesAt = 40;
    private const int StringsTable = 11;
    private const int SizeTable = 15;
    private const int StringTableVersion = 1;
    private const int AssembliesMax = 256;
    private const byte ChipImageMark = 0xe9;     // first byte of what esptool writes: a boot loader, or the CLR itself
    private const byte ErasedByte = 0xff;
    private const string Rebuild = "build it again: dotnet build firmware/Esp32 -c Release";

    private static readonly byte[] s_marker = "NFMRK1\0\0"u8.ToArray();
    private static readonly byte[] s_markerOfVersion2 = "NFMRK2"u8.ToArray();

    // Names that the CLR has in its own table: an assembly has their number, counted down from 0xffff, in place of the text.
    private static readonly Dictionary<int, string> s_knownNames = new()
    {
        [0xffff - 447] = "System",
        [0xffff - 448] = "System.Collections",
        [0xffff - 463] = "System.IO",
        [0xffff - 470] = "System.Text",
        [0xffff - 471] = "System.Threading",
        [0xffff - 813] = "mscorlib",
    };

    private DeploymentImage(IReadOnlyList<ImageAssembly> assemblies)
    {
        Assemblies = assemblies;
    }

    /// <summary>In the image's order; never empty, names unique.</summary>
    public IReadOnlyList<ImageAssembly> Assemblies { get; }

    /// <summary>Whether this is nanobatch and not another application.</summary>
    public bool IsNanoBatch => Assemblies.Any(assembly => assembly.Name.Contains("nanobatch", StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads a whole image; any input is answered, none throws.</summary>
    public static ImageReading Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > BytesMax)
        {
            return ImageReading.Wrong($"an image has at most {BytesMax >> 20} MB", "name the application's image, not a dump of the whole flash");
        }

        var assemblies = new List<ImageAssembly>();
        int at = 0;
        while (at < bytes.Length && (assemblies.Count == 0 || bytes[at..].ContainsAnyExcept(ErasedByte, (byte)0)))
        {
            if (ReadAssembly(bytes[at..], at, assemblies, out int size) is { } problem)
            {
                return problem;
            }

            at = (at + size + 3) & ~3;
        }

        return assemblies.Count == 0 ? ImageReading.Wrong("the file is empty", Rebuild) : ImageReading.Of(new DeploymentImage(assemblies));
    }

    private static ImageReading? ReadAssembly(ReadOnlySpan<byte> rest, int at, List<ImageAssembly> assemblies, out int size)
    {
        size = 0;
        if (!rest.StartsWith(s_marker))
        {
            return NoMarker(rest, at);
        }

        if (rest.Length < HeaderBytes)
        {
            return Damaged(at, "it ends within a header");
        }

        Span<byte> header = stackalloc byte[HeaderBytes];
        rest[..HeaderBytes].CopyTo(header);
        header.Slice(HeaderCrcAt, sizeof(uint)).Clear();
        if (AssemblyCrc.Compute(header) != U32(rest, HeaderCrcAt))
        {
            return Damaged(at, "a header does not match its checksum");
        }

        long end = U32(rest, TablesAt + (SizeTable * sizeof(uint)));
        if (end < HeaderBytes || end > rest.Length)
        {
            return Damaged(at, "it ends within an assembly");
        }

        size = (int)end;
        if (AssemblyCrc.Compute(rest[HeaderBytes..size]) != U32(rest, BodyCrcAt))
        {
            return Damaged(at, "an assembly does not match its checksum");
        }

        if (U16(rest, StringTableVersionAt) != StringTableVersion || NameOf(rest[..size]) is not { } name)
        {
            return Damaged(at, "an assembly's name cannot be read");
        }

        if (assemblies.Count == AssembliesMax || assemblies.Any(assembly => assembly.Name == name))
        {
            return Damaged(at, assemblies.Count == AssembliesMax ? $"it has more than {AssembliesMax} assemblies" : $"assembly '{name}' is in it twice");
        }

        string version = string.Create(
            CultureInfo.InvariantCulture, $"{U16(rest, VersionAt)}.{U16(rest, VersionAt + 2)}.{U16(rest, VersionAt + 4)}.{U16(rest, VersionAt + 6)}");
        assemblies.Add(new ImageAssembly(name, version));
        return null;
    }

    private static ImageReading NoMarker(ReadOnlySpan<byte> rest, int at) => at > 0
        ? Damaged(at, "no assembly begins there")
        : rest[0] == ChipImageMark
            ? ImageReading.Wrong("this is firmware for the chip, not an application image", "name nanobatch-esp32.bin; the firmware comes with --target")
            : rest.StartsWith(s_markerOfVersion2)
                ? ImageReading.Wrong("this image is for nanoFramework 2, and nanobatch's boards run version 1", Rebuild)
                : ImageReading.Wrong(
                    "this is no application image: it does not begin with an assembly", "name nanobatch-esp32.bin, which 'dotnet build firmware/Esp32 -c Release' writes");

    private static ImageReading Damaged(int at, string what)
        => ImageReading.Wrong(string.Create(CultureInfo.InvariantCulture, $"the image is damaged at byte {at}: {what}"), "copy the file again, or " + Rebuild);

    private static string? NameOf(ReadOnlySpan<byte> assembly)
    {
        int number = U16(assembly, NameAt);
        if (s_knownNames.TryGetValue(number, out string? known))
        {
            return known;
        }

        long from = U32(assembly, TablesAt + (StringsTable * sizeof(uint)));
        long to = U32(assembly, TablesAt + ((StringsTable + 1) * sizeof(uint)));
        if (from + number >= to || to > assembly.Length)
        {
            return null;
        }

        ReadOnlySpan<byte> text = assembly[(int)(from + number)..(int)to];
        int length = text.IndexOf((byte)0);
        return length > 0 && !text[..length].ContainsAnyExceptInRange((byte)0x20, (byte)0x7e) ? Encoding.ASCII.GetString(text[..length]) : null;
    }

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static int U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);
}
