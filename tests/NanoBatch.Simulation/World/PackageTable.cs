using System;
using System.Collections.Generic;
using NanoBatch.Protocol;

namespace NanoBatch.Simulation.World;

/// <summary>The jobs that simulated boards run, compiled: versions 1 and 2 of each, at most a few runs an hour.</summary>
/// <remarks>Made with <c>nanobatch compile</c> from the sources that stand above each; the simulation knows no compiler.</remarks>
internal static class PackageTable
{
    /// <summary>Two versions of a report every hour.</summary>
    // job hourly version 1
    // sample soil1 every 15m
    // every 1h
    //     report mean(soil1), min(soil1), max(soil1)
    private const string Hourly1 =
        "4E4211686F75726CF9003E736F696CB18007058004058619FF80808004F7D51A4A";

    // job hourly version 2
    // sample soil1 every 15m
    // every 1h
    //     report mean(soil1), count(soil1), stddev(soil1)
    private const string Hourly2 =
        "4E4213686F75726CF902003E736F696CB18007058004008B19FF808080041F4D3EAB";

    /// <summary>A report on change and alerts that are raised after two runs.</summary>
    // job dry version 1
    // sample soil2 every 10m
    // every 30m over 1h
    //     report level = mean(soil2) on change by 100 raw
    //     alert dry when mean(soil2) < 1900 raw for 2 runs until mean(soil2) > 2000 raw
    private const string Dry1 =
        "4E42116472F9102A736F696CB201887A0E1480841B0A84400400E9260C400400EA040E1D0302FF6C657665EC6472F9040524F245D3";

    // job dry version 2
    // sample soil2 every 10m
    // every 20m over 1h
    //     report level = mean(soil2) on change by 150 raw
    //     alert dry when mean(soil2) < 1950 raw for 2 runs until mean(soil2) > 2050 raw
    //     alert wet when mean(soil2) > 2300 raw
    private const string Dry2 =
        "4E42136472F902102A736F696CB20188520E1D80841B0AB6400400E886030C400400E89A030E1D0302400400E92E0E1CFF6C657665EC6472F97765F4040506DE67092E";

    /// <summary>A report after so many samples.</summary>
    // job batch version 1
    // sample temp every 20m
    // after 7 samples
    //     report mean(temp), last(temp)
    private const string Batch1 =
        "4E421162617463E8005274656DF084070480048919FF8080048634BAB9";

    // job batch version 2
    // sample temp every 30m
    // after 5 samples
    //     report max(temp), last(temp)
    private const string Batch2 =
        "4E421362617463E802007A74656DF084050480068919FF8080041438904C";

    /// <summary>32 and 16 histograms: reports longer and shorter than a message.</summary>
    // job wide version 1
    // sample soil1..soil4 every 30m
    // every 6h over 1d
    //     report histogram_of_1_0 = hist(soil1, 0 raw, 3000 raw, 32),
    //     and so on: 8 parts of each probe, part k from k * 100 to 3000 + k * 100
    private const string Wide1 =
        "4E4211776964E5007A03736F69EC01881BC60141010318FE20FEEA062018FE84FEE93E2018FEE904FEE9402018FEE906FEE9422018FEE908FEE9442018FEE90AFEE9462018FEE90CFEE948"
        + "2098FEE90EFEE94A2019FF686973746F6772616D5F6F665F315FB0686973746F6772616D5F6F665F315FB1686973746F6772616D5F6F665F315FB2686973746F6772616D5F6F665F315FB3"
        + "686973746F6772616D5F6F665F315FB4686973746F6772616D5F6F665F315FB5686973746F6772616D5F6F665F315FB6686973746F6772616D5F6F665F315FB7686973746F6772616D5F6F"
        + "665F325FB0686973746F6772616D5F6F665F325FB1686973746F6772616D5F6F665F325FB2686973746F6772616D5F6F665F325FB3686973746F6772616D5F6F665F325FB4686973746F67"
        + "72616D5F6F665F325FB5686973746F6772616D5F6F665F325FB6686973746F6772616D5F6F665F325FB7686973746F6772616D5F6F665F335FB0686973746F6772616D5F6F665F335FB168"
        + "6973746F6772616D5F6F665F335FB2686973746F6772616D5F6F665F335FB3686973746F6772616D5F6F665F335FB4686973746F6772616D5F6F665F335FB5686973746F6772616D5F6F66"
        + "5F335FB6686973746F6772616D5F6F665F335FB7686973746F6772616D5F6F665F345FB0686973746F6772616D5F6F665F345FB1686973746F6772616D5F6F665F345FB2686973746F6772"
        + "616D5F6F665F345FB3686973746F6772616D5F6F665F345FB4686973746F6772616D5F6F665F345FB5686973746F6772616D5F6F665F345FB6686973746F6772616D5F6F665F345FB704D3"
        + "CD50DB";

    // job wide version 2
    // sample soil1..soil4 every 30m
    // every 6h over 1d
    //     report histogram_of_1_0 = hist(soil1, 0 raw, 3000 raw, 32),
    //     and so on: 4 parts of each probe, part k from k * 100 to 3000 + k * 100
    private const string Wide2 =
        "4E4213776964E502007A03736F69EC01881BC60121010318FE20FEEA062018FE84FEE93E2018FEE904FEE9402098FEE906FEE9422019FF686973746F6772616D5F6F665F315FB068697374"
        + "6F6772616D5F6F665F315FB1686973746F6772616D5F6F665F315FB2686973746F6772616D5F6F665F315FB3686973746F6772616D5F6F665F325FB0686973746F6772616D5F6F665F325F"
        + "B1686973746F6772616D5F6F665F325FB2686973746F6772616D5F6F665F325FB3686973746F6772616D5F6F665F335FB0686973746F6772616D5F6F665F335FB1686973746F6772616D5F"
        + "6F665F335FB2686973746F6772616D5F6F665F335FB3686973746F6772616D5F6F665F345FB0686973746F6772616D5F6F665F345FB1686973746F6772616D5F6F665F345FB2686973746F"
        + "6772616D5F6F665F345FB3041DDD01DD";

    /// <summary>Names of the channels that the jobs sample, each in counts.</summary>
    public static IReadOnlyList<string> Channels { get; } = ["soil1", "soil2", "soil3", "soil4", "temp"];

    /// <summary>Job by job, its versions.</summary>
    public static IReadOnlyList<SimulatedJob> Jobs { get; } =
    [
        Job("hourly", Hourly1, Hourly2), Job("dry", Dry1, Dry2), Job("batch", Batch1, Batch2), Job("wide", Wide1, Wide2),
    ];

    private static SimulatedJob Job(string name, params string[] versions)
    {
        var packages = new SimulatedPackage[versions.Length];
        for (int v = 0; v < versions.Length; v++)
        {
            byte[] bytes = Convert.FromHexString(versions[v]);
            byte[] digest = Sha256.Of(bytes, 0, bytes.Length);
            packages[v] = new SimulatedPackage(bytes, digest, Convert.ToHexStringLower(digest));
        }

        return new SimulatedJob(name, packages);
    }
}
