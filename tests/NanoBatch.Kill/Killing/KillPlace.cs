using System.IO;
using NanoBatch.VirtualBoard.Profiles;

namespace NanoBatch.Kill.Killing;

/// <summary>The folder of one run: the board's state, the results store, job and profile.</summary>
internal sealed class KillPlace(string folder, BoardProfile profile)
{
    private readonly string _state = Path.Combine(folder, "state");

    public string ProfilePath { get; } = Path.Combine(folder, "board.toml");

    public string JobPath { get; } = Path.Combine(folder, "steady.job");

    /// <summary>Folder of the results store.</summary>
    public string Home { get; } = Path.Combine(folder, "home");

    public string StorePath => Path.Combine(Home, "results.db");

    /// <summary>The board's files.</summary>
    public StateFolder State => new(_state, profile);

    public ToolProcess StartBoard()
        => ToolProcess.Start(Home, "board", "--profile", ProfilePath, "--state", _state, "--listen", "tcp://127.0.0.1:0", "--clock", "60x");

    public ToolProcess StartCollector(string address) => ToolProcess.Start(Home, "results", "--take", "--format", "json", "--to", address);
}
