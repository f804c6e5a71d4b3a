using System;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace NanoBatch.Hub;

/// <summary>A password as mosquitto's <c>password_file</c> keeps it: <c>$7$rounds$salt$hash</c> (PBKDF2 with SHA-512) or the older <c>$6$salt$hash</c>.</summary>
/// <remarks>The same file serves an embedded broker today and mosquitto tomorrow.</remarks>
public sealed class PasswordHash
{
    /// <summary>Rounds of new hashes: some milliseconds for each board that connects.</summary>
    private const int Rounds = 10_000;

    // A file with absurd rounds must not stop a hub at the first login.
    private const int RoundsMax = 10_000_000;
    private const int SaltBytes = 16;
    private const int HashBytes = 64;

    private readonly int _rounds;
    private readonly byte[] _salt;
    private readonly byte[] _hash;

    private PasswordHash(int rounds, byte[] salt, byte[] hash)
    {
        _rounds = rounds;
        _salt = salt;
        _hash = hash;
    }

    /// <summary>A new hash with its own salt.</summary>
    public static PasswordHash Of(string password)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return new PasswordHash(Rounds, salt, Derive(password, salt, Rounds));
    }

    /// <summary>Reads a hash; total.</summary>
    /// <returns>Null for anything else.</returns>
    public static PasswordHash? TryParse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split('$');
        bool isStretched = parts.Length == 5 && parts[1] == "7";
        bool isPlain = parts.Length == 4 && parts[1] == "6";
        int rounds = 0;
        if (parts[0].Length != 0 || !(isStretched || isPlain)
            || (isStretched && (!int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out rounds) || rounds is < 1 or > RoundsMax)))
        {
            return null;
        }

        byte[]? salt = Decode(parts[^2]);
        byte[]? hash = Decode(parts[^1]);
        return salt is null || hash?.Length != HashBytes ? null : new PasswordHash(rounds, salt, hash);
    }

    /// <summary>Compares in a time that tells nothing.</summary>
    public bool Matches(string password)
    {
        byte[] actual = _rounds == 0 ? SHA512.HashData([.. Encoding.UTF8.GetBytes(password), .. _salt]) : Derive(password, _salt, _rounds);
        return CryptographicOperations.FixedTimeEquals(actual, _hash);
    }

    /// <summary>The hash as a file keeps it.</summary>
    public override string ToString() => _rounds == 0
        ? $"$6${Convert.ToBase64String(_salt)}${Convert.ToBase64String(_hash)}"
        : string.Create(CultureInfo.InvariantCulture, $"$7${_rounds}${Convert.ToBase64String(_salt)}${Convert.ToBase64String(_hash)}");

    private static byte[] Derive(string password, byte[] salt, int rounds) => Rfc2898DeriveBytes.Pbkdf2(password, salt, rounds, HashAlgorithmName.SHA512, HashBytes);

    private static byte[]? Decode(string base64)
    {
        byte[] buffer = new byte[base64.Length];
        return base64.Length > 0 && Convert.TryFromBase64String(base64, buffer, out int count) ? buffer[..count] : null;
    }
}
