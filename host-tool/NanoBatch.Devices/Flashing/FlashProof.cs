using System;
using System.Collections.Generic;
using System.Linq;

namespace NanoBatch.Devices;

/// <summary>Image and board side by side after flashing.</summary>
/// <param name="Board">What the board said.</param>
/// <param name="Missing">Assemblies of the image that the board does not have in this version.</param>
/// <param name="Extra">Assemblies that only the board has: remains of another application, which do not disturb.</param>
public sealed record FlashProof(DeviceDetails Board, IReadOnlyList<ImageAssembly> Missing, IReadOnlyList<ImageAssembly> Extra)
{
    /// <summary>Whether the board runs what was sent.</summary>
    public bool IsProved => Missing.Count == 0;

    /// <summary>Compares names and versions.</summary>
    public static FlashProof Compare(DeploymentImage image, DeviceDetails board)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(board);
        HashSet<string> sent = [.. image.Assemblies.Select(assembly => assembly.Name)];
        return new FlashProof(
            board,
            [.. image.Assemblies.Except(board.Assemblies)],
            [.. board.Assemblies.Where(assembly => !sent.Contains(assembly.Name))]);
    }

    /// <summary>The version that the board has of an assembly, or null.</summary>
    public string? OnBoard(string name) => Board.Assemblies.FirstOrDefault(assembly => assembly.Name == name)?.Version;
}
