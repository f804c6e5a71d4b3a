using System.IO;
using NanoBatch.Simulation.Checks;
using NanoBatch.Simulation.Flash;

namespace NanoBatch.Simulation.Images;

/// <summary>Damages a full store image in every single way of three kinds: each bit flipped, each file cut short at each length, each block erased.</summary>
public sealed class ImageHarness
{
    private readonly StoreImage _image;
    private readonly DamageCheck _check;

    public ImageHarness(ulong seed)
    {
        _image = new StoreImage(seed);
        _check = new DamageCheck(_image);
    }

    public int ImageBytes => _image.Flash.BytesUsed;

    public int FileCount => _image.Files.Count;

    /// <summary>Bytes of one file.</summary>
    public int LengthOf(int file) => _image.Files[file].Length;

    public int FlipCount { get; private set; }

    public int TruncationCount { get; private set; }

    public int EraseCount { get; private set; }

    /// <summary>Every damage, or each <paramref name="step"/>-th.</summary>
    /// <param name="step">1 for all.</param>
    /// <param name="progress">Gets a line for each file, or null.</param>
    /// <param name="share">Files to go through: those whose number leaves this rest.</param>
    /// <param name="shares">When divided by this.</param>
    public Violation? Run(int step, TextWriter? progress, int share = 0, int shares = 1)
    {
        Violation? violation = _check.Run(new Damage(DamageKind.Truncate, 0, _image.Files[0].Length), true);
        for (int file = share; file < _image.Files.Count && violation is null; file += shares)
        {
            violation = RunFile(_image.Files[file], step);
            progress?.WriteLine($"{_image.Files[file].Name}: {FlipCount} flips, {TruncationCount} truncations, {EraseCount} erased blocks so far");
        }

        return violation;
    }

    /// <summary>One damage again.</summary>
    public Violation? Replay(Damage damage)
    {
        bool exists = damage.File < _image.Files.Count && damage.At < LimitOf(damage.Kind, _image.Files[damage.File].Length);
        return exists ? _check.Run(damage, true) : throw new InvalidDataException($"the image has no {damage}");
    }

    private static int LimitOf(DamageKind kind, int length) => kind switch
    {
        DamageKind.Flip => length * 8,
        DamageKind.Truncate => length,
        _ => (length + FlashModel.BlockBytes - 1) / FlashModel.BlockBytes,
    };

    private Violation? RunFile(ImageFile file, int step)
    {
        FlipCount += Run(file, DamageKind.Flip, step, out Violation? violation);
        if (violation is null)
        {
            TruncationCount += Run(file, DamageKind.Truncate, step, out violation);
        }

        if (violation is null)
        {
            EraseCount += Run(file, DamageKind.Erase, 1, out violation);
        }

        return violation;
    }

    private int Run(ImageFile file, DamageKind kind, int step, out Violation? violation)
    {
        violation = null;
        int count = 0;
        int limit = LimitOf(kind, file.Length);
        for (int at = 0; at < limit && violation is null; at += step)
        {
            violation = _check.Run(new Damage(kind, file.Index, at), at % DamageCheck.WholeEvery == 0);
            count++;
        }

        return count;
    }
}
