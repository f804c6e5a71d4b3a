using System;
using System.Globalization;

namespace NanoBatch.Simulation.Images;

/// <summary>One damage: <c>Flip.3.1024</c> is bit 1024 of file 3, <c>Truncate.3.100</c> leaves 100 bytes of it, <c>Erase.3.1</c> erases its second block.</summary>
public readonly record struct Damage(DamageKind Kind, int File, int At)
{
    public static bool TryParse(string text, out Damage damage)
    {
        string[] parts = text.Split('.');
        int file = 0;
        int at = 0;
        bool isGood = parts.Length == 3 && Enum.TryParse(parts[0], out DamageKind kind) && Enum.IsDefined(kind)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out file)
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out at);
        damage = isGood ? new Damage(Enum.Parse<DamageKind>(parts[0]), file, at) : default;
        return isGood;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kind}.{File}.{At}");
}
