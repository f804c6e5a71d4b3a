using System;
using NanoBatch.Application.Tests.Simulation;

namespace NanoBatch.Application.Tests;

/// <summary>One fault that is put into a running board.</summary>
/// <param name="Name">As the issue names it.</param>
/// <param name="Inject">Puts it in.</param>
/// <param name="Lasts">Seconds until what is outside the board works again; 0 where the fault is one moment's.</param>
/// <param name="Remove">Makes what is outside work again.</param>
/// <param name="SampleGapMs">Longest time without a sample that it may cost, counted over the fault and its healing.</param>
/// <param name="Restarts">Restarts of the machine that it may cost, and must.</param>
/// <param name="NewSessions">Sessions with the broker that it must cost at least.</param>
internal sealed record FaultPoint(
    string Name, Action<Site> Inject, int Lasts = 0, Action<Site>? Remove = null, int SampleGapMs = FaultPoint.OnTimeMs, int Restarts = 0, int NewSessions = 0)
{
    /// <summary>Sampling each second goes on as if nothing were.</summary>
    public const int OnTimeMs = 1300;

    /// <summary>What a board has for healing.</summary>
    public const int HealedMs = 60_000;

    public override string ToString() => Name;
}
