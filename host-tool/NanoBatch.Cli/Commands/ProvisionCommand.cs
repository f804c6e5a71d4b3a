using System.CommandLine;
using NanoBatch.Cli.Maintenance;

namespace NanoBatch.Cli.Commands;

/// <summary><c>provision</c>: gives a board its profile, or shows the one that it has.</summary>
internal sealed class ProvisionCommand : CliCommand
{
    private readonly Option<string?> _profile = new("--profile", "-p") { Description = "Board profile (.toml) to send.", HelpName = "profile" };
    private readonly Option<bool> _show = new("--show") { Description = "Show what the board has instead; secrets stay on it." };
    private readonly Option<string?> _to = CommonOptions.To();
    private readonly Option<bool> _json = new("--json") { Description = "Print the outcome as JSON." };

    public ProvisionCommand(ProvisionService service)
        : base(
            "provision",
            "Write a board's profile: channels, links, network, power. It restarts with it.",
            "nanobatch provision --profile field-7.board.toml --to serial:/dev/ttyUSB0",
            "nanobatch provision --show --to serial:/dev/ttyUSB0")
    {
        Add(_profile);
        Add(_show);
        Add(_to);
        Add(_json);
        Does((parsed, cancel) => service.RunAsync(RequestOf(parsed), cancel));
    }

    private ProvisionRequest RequestOf(ParseResult parsed)
    {
        string? profile = parsed.GetValue(_profile);
        bool isShown = parsed.GetValue(_show);
        if (isShown == (profile is not null))
        {
            throw CliFailure.Usage(
                isShown ? "--show and --profile contradict each other" : "provision with which profile?",
                "give --profile FILE to write the board's configuration, or --show to read it");
        }

        return new ProvisionRequest(profile, parsed.GetValue(_to), parsed.GetValue(_json));
    }
}
