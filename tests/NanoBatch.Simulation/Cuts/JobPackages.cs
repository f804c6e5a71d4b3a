using System;
using NanoBatch.Protocol;

namespace NanoBatch.Simulation.Cuts;

/// <summary>Packages of the jobs in <c>Jobs/</c>, as <c>nanobatch compile</c> writes them; a test compiles them again.</summary>
public static class JobPackages
{
    public const int None = 0;
    public const int Meadow1 = 1;
    public const int Meadow2 = 2;
    public const int Gate = 3;
    public const int Duty = 4;

    private static readonly string[] s_files = ["", "meadow-1", "meadow-2", "gate", "duty"];

    private static readonly string[] s_hex =
    [
        "",
        "4e42116d6561646ff70051736f69ec800610800486194003e91e0c4003e9320e1d01ff80806472f905062f683227",
        "4e42136d6561646ff7020051736f69ec80061380841b0ee9080e4003e91e0c4003e9320e1d01800a0480038019ff806472f905068080076beeb76c",
        "4e4211676174e50079676174e580060580891b0a84ff8003859b218e",
        "4e4211647574f9007903e10180070401038419ff80808080048a9a8d80",
    ];

    private static readonly byte[][] s_bytes = Array.ConvertAll(s_hex, Convert.FromHexString);
    private static readonly byte[][] s_digests = Array.ConvertAll(s_bytes, bytes => Sha256.Of(bytes, 0, bytes.Length));

    public static int Count => s_bytes.Length;

    /// <summary>Name of the job file without its folder and ending.</summary>
    public static string FileOf(int package) => s_files[package];

    /// <summary>A copy: boards keep the array.</summary>
    public static byte[] BytesOf(int package) => [.. s_bytes[package]];

    public static ReadOnlySpan<byte> ContentOf(int package) => s_bytes[package];

    /// <summary>Number of the package with a digest, or -1.</summary>
    public static int IndexOf(byte[] digest)
    {
        for (int i = 1; i < s_digests.Length; i++)
        {
            if (s_digests[i].AsSpan().SequenceEqual(digest))
            {
                return i;
            }
        }

        return -1;
    }
}
