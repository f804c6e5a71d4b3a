using System.CommandLine;
using System.IO;

namespace NanoBatch.Simulation.Wear;

/// <summary><c>wear</c>: years of the default duty over the wear model.</summary>
internal sealed class WearCommand : Command
{
    private readonly Option<int> _years = new("--years") { Description = "Years to run.", DefaultValueFactory = _ => 10 };

    public WearCommand() : base("wear", "Run years of the default duty and count erases per block.")
    {
        Add(_years);
        SetAction(parse => Run(parse.GetValue(_years), parse.InvocationConfiguration.Output));
    }

    private static int Run(int years, TextWriter output)
    {
        var run = new WearRun();
        run.RunYears(years);
        output.WriteLine($"{years} years: {run.ReportCount} reports, {run.Wear.CloseCount} closes, {run.Wear.EraseCount} erases over {run.Wear.BlockCount} blocks");
        output.WriteLine($"most worn block: {run.Wear.MostErases} erases, {run.TenYearShare(years):P2} of its life in ten years; spread {run.Spread:F2}");
        return run.TenYearShare(years) <= 0.1 && run.Spread <= 2 ? 0 : 1;
    }
}
