using System;
using NanoBatch.Protocol;
using NanoBatch.Runtime;

namespace NanoBatch.Kill.Deploying;

/// <summary>What a board must be after a deployment, however that went.</summary>
internal static class BoardCheck
{
    /// <summary>Finds which of two versions a board has; anything else is a mixture.</summary>
    /// <param name="board">The board.</param>
    /// <param name="store">Its files.</param>
    /// <param name="before">The version that it had, or null for none.</param>
    /// <param name="after">The version that was sent.</param>
    /// <returns>True where it has the new one.</returns>
    /// <exception cref="FoundException">It has neither, or both.</exception>
    public static bool HasNew(Board board, IStore store, byte[]? before, byte[] after)
    {
        if (board.Jobs.Count == 0)
        {
            return before is null ? false : throw new FoundException("the board has no job any more");
        }

        if (board.Jobs.Count != 1)
        {
            throw new FoundException(FormattableString.Invariant($"the board has {board.Jobs.Count} jobs"));
        }

        JobSlot job = board.Jobs.JobAt(0);
        ReadOnlySpan<byte> active = job.Package.Bytes.AsSpan(0, job.Package.Length);
        bool isNew = active.SequenceEqual(after);
        if (!isNew && !(before is not null && active.SequenceEqual(before)))
        {
            throw new FoundException("the board runs a package that is neither the old nor the new one: " + Convert.ToHexString(active));
        }

        if (job.State is not JobState.Trial and not JobState.Confirmed)
        {
            throw new FoundException($"the board's job is {job.State}");
        }

        CheckFile(store, active, job.Digest);
        return isNew;
    }

    private static void CheckFile(IStore store, ReadOnlySpan<byte> active, byte[] digest)
    {
        string name = "nbj-" + Convert.ToHexStringLower(digest, 0, 8);
        byte[] file = new byte[Limits.PackageBytesMax + 1];
        int length = store.Read(name, 0, file, 0, file.Length);
        if (length < 0 || !file.AsSpan(0, length).SequenceEqual(active))
        {
            throw new FoundException($"{name} is not the package that runs");
        }
    }
}
