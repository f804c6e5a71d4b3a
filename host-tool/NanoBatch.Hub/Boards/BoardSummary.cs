using System.Collections.Generic;
using NanoBatch.Results;

namespace NanoBatch.Hub;

/// <summary>What a hub knows of one board.</summary>
/// <param name="Board">Identity, presence, clock, backlog, of the store epoch that it was seen with last.</param>
/// <param name="EpochCount">Stores that came under its label: more than one where a disk was wiped, or a profile copied.</param>
/// <param name="Jobs">Its jobs, by name.</param>
/// <param name="Alerts">What is raised, by job and task.</param>
public sealed record BoardSummary(BoardEntry Board, int EpochCount, IReadOnlyList<JobStateEntry> Jobs, IReadOnlyList<ActiveAlert> Alerts);
