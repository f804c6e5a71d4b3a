using System;
using System.Collections.Generic;
using NanoBatch.Protocol;
using NanoBatch.Runtime;

namespace NanoBatch.Simulation.World;

/// <summary>What may be active on a board under each job name: the old version, or the new one while its deployment is not answered. Never anything else.</summary>
internal sealed class JobBook
{
    /// <summary>Stands for: no job of this name.</summary>
    public const string None = "";

    private readonly Dictionary<string, HashSet<string>> _allowed = [];

    public JobBook() => Forget();

    /// <summary>The disk came back empty.</summary>
    public void Forget()
    {
        foreach (SimulatedJob job in PackageTable.Jobs)
        {
            _allowed[job.Name] = [None];
        }
    }

    /// <summary>A change was asked for.</summary>
    public void Ask(string job, string digest) => _allowed[job].Add(digest);

    /// <summary>The board said that it is done: from now on nothing else is right.</summary>
    public void Confirm(string job, string digest) => _allowed[job] = [digest];

    /// <summary>Compares with what a board runs.</summary>
    public void Check(Board board)
    {
        if (board.FaultCount != 0)
        {
            throw new WorldViolationException("the engine faulted, which data cannot cause");
        }

        foreach (SimulatedJob job in PackageTable.Jobs)
        {
            string active = DigestOf(board, job);
            if (!_allowed[job.Name].Contains(active))
            {
                throw new WorldViolationException($"job {job.Name} is '{active}', allowed was '{string.Join("' or '", _allowed[job.Name])}'");
            }
        }
    }

    private static string DigestOf(Board board, SimulatedJob job)
    {
        string found = None;
        for (int j = 0; j < board.Jobs.Count; j++)
        {
            JobSlot slot = board.Jobs.JobAt(j);
            if (slot.Package.JobName != job.Name)
            {
                continue;
            }

            found = found == None ? Convert.ToHexStringLower(slot.Digest) : throw new WorldViolationException($"job {job.Name} is there twice");
            byte[] bytes = slot.Package.Bytes.AsSpan(0, slot.Package.Length).ToArray();
            if (Convert.ToHexStringLower(Sha256.Of(bytes, 0, bytes.Length)) != found || slot.State == JobState.Quarantined)
            {
                throw new WorldViolationException($"job {job.Name} runs a package that is not its own, or was set aside without a fault");
            }
        }

        return found;
    }
}
