using System;
using NanoBatch.Protocol;
using NanoBatch.Runtime;

namespace NanoBatch.Simulation.Cuts;

/// <summary>Which packages are active on a board, and which of them pause.</summary>
/// <param name="Meadow">Package of the job <c>meadow</c>, or <see cref="JobPackages.None"/>.</param>
/// <param name="Gate">Package of the job <c>gate</c>, or <see cref="JobPackages.None"/>.</param>
public readonly record struct JobSet(int Meadow, bool IsMeadowPaused, int Gate, bool IsGatePaused)
{
    private const int Broken = -1;

    /// <summary>The set with another package in place of the one of its name.</summary>
    public JobSet With(int package) => package == JobPackages.Gate
        ? this with { Gate = package, IsGatePaused = false }
        : this with { Meadow = package, IsMeadowPaused = false };

    /// <summary>The jobs of a board; a job that does not hold the package it names, or is set aside, makes a set that equals no other.</summary>
    public static JobSet Of(JobTable jobs)
    {
        var set = default(JobSet);
        for (int i = 0; i < jobs.Count; i++)
        {
            JobSlot job = jobs.JobAt(i);
            int package = JobPackages.IndexOf(job.Digest);
            bool isWhole = package > 0 && job.Package.Bytes.AsSpan(0, job.Package.Length).SequenceEqual(JobPackages.ContentOf(package))
                && job.State is JobState.Trial or JobState.Confirmed or JobState.Paused;
            set = job.Package.JobName == "gate"
                ? set with { Gate = isWhole ? package : Broken, IsGatePaused = job.IsPaused }
                : set with { Meadow = isWhole ? package : Broken, IsMeadowPaused = job.IsPaused };
        }

        return set;
    }
}
