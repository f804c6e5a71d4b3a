using NanoBatch.Cli.Collecting;
using NanoBatch.Results;

namespace NanoBatch.Cli.ManyBoards;

/// <summary>Which database a hub's commands mean.</summary>
internal static class HubStore
{
    /// <summary>The variable that stands in for <c>--db</c>: it can hold a password that the list of processes must not show.</summary>
    public const string Variable = "NANOBATCH_DB";

    /// <summary>Reads the option, else the variable, else takes this user's own results store: what came over a cable and over a broker is one.</summary>
    /// <exception cref="CliFailure">Exit code 2: the text is no address.</exception>
    public static StoreAddress AddressOf(CliEnvironment environment, string? option)
    {
        string? text = option ?? environment.Variable(Variable);
        if (string.IsNullOrWhiteSpace(text))
        {
            return StoreAddress.OfFile(ResultsHome.StorePath(environment));
        }

        return StoreAddress.TryParse(text, out string problem) ?? throw CliFailure.Usage(
            problem, $"a password belongs into PGPASSWORD, a file that PGPASSFILE names, or {Variable}");
    }
}
