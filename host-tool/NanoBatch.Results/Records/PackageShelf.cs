using System;
using System.Collections.Generic;
using NanoBatch.Protocol;

namespace NanoBatch.Results;

/// <summary>Packages as they were read, one for all boards that have the same: ten thousand boards of a field run a handful of jobs.</summary>
/// <remarks>Keeps a bounded number; what gave way is read again. For one thread.</remarks>
internal sealed class PackageShelf
{
    /// <summary>Packages kept; each takes some ten kilobytes once it is read.</summary>
    public const int PackagesMax = 1000;

    private readonly Dictionary<string, KnownPackage> _packages = [];

    /// <summary>As <see cref="KnownPackage.TryRead"/>.</summary>
    public KnownPackage? Read(byte[] bytes, out PackageStatus status)
    {
        string digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        if (_packages.TryGetValue(digest, out KnownPackage? known))
        {
            status = PackageStatus.Accepted;
            return known;
        }

        known = KnownPackage.TryRead(bytes, out status);
        if (known is not null)
        {
            if (_packages.Count == PackagesMax)
            {
                _packages.Clear();
            }

            _packages[digest] = known;
        }

        return known;
    }
}
