using System.CommandLine;
using NanoBatch.Cli.ManyBoards;

namespace NanoBatch.Cli.Commands;

/// <summary><c>hub run</c>: broker and collector.</summary>
internal sealed class HubRunCommand : CliCommand
{
    private readonly Option<string?> _listen = new("--listen", "-l")
    {
        Description = "Where the embedded broker listens: a port, or an address and a port; 1883 (8883 with TLS) of this machine alone, of every interface where users or "
            + "certificates are asked for.",
        HelpName = "port",
    };

    private readonly Option<string?> _broker = CommonOptions.Broker("A broker in place of the embedded one, as mosquitto: mqtt://[user@]host[:port], or mqtts:// for TLS.");
    private readonly Option<string?> _prefix = new("--prefix") { Description = "First levels of topics on the embedded broker; nb/1 unless given.", HelpName = "levels" };
    private readonly Option<string?> _database = CommonOptions.Database();
    private readonly Option<string?> _metrics = new("--metrics")
    {
        Description = "Serve metrics to Prometheus: a port of this machine, such as 9464, or an address and a port.",
        HelpName = "port",
    };

    private readonly Option<string?> _users = new("--users")
    {
        Description = "Who may connect: lines name:hash, as 'hub user' or mosquitto_passwd writes them. A board's user is its id, and may use its own topics alone.",
        HelpName = "file",
    };

    private readonly Option<string[]> _technicians = new("--technician")
    {
        Description = "User, or common name of a certificate, who may ask every board; may be given again.",
        HelpName = "name",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<bool> _anonymous = new("--anonymous") { Description = "Let anybody in, from other machines too, with the rights of every board." };
    private readonly Option<string?> _certificate = new("--tls-cert") { Description = "Certificate of the embedded broker (.pem); it then speaks TLS alone.", HelpName = "file" };
    private readonly Option<string?> _key = new("--tls-key") { Description = "Its private key (.pem), where it is not in the same file.", HelpName = "file" };
    private readonly Option<string?> _authorities = new("--tls-ca")
    {
        Description = "Ask peers for a certificate by one of these authorities (.pem); its common name is the board's id.",
        HelpName = "file",
    };

    private readonly Option<string> _log = new("--log") { Description = "How log lines look on standard error.", HelpName = "text|json", DefaultValueFactory = _ => "text" };

    public HubRunCommand(HubRunService service)
        : base(
            "run",
            "Run a hub: a broker for boards, unless there is one, and a collector that stores their results before it acknowledges them.",
            "nanobatch hub run",
            "nanobatch hub run --listen 8883 --tls-cert hub.pem --tls-ca boards-ca.pem --technician anna --metrics 9464",
            "nanobatch hub run --broker mqtts://collector-1@broker.example --db postgres://hub@db.example/nanobatch")
    {
        _log.AcceptOnlyFromAmong("text", "json");
        Option[] options = [_listen, _broker, _prefix, _database, _metrics, _users, _technicians, _anonymous, _certificate, _key, _authorities, _log];
        foreach (Option option in options)
        {
            Add(option);
        }

        Does((parsed, cancel) => service.RunAsync(RequestOf(parsed), cancel));
    }

    private HubRunRequest RequestOf(ParseResult parsed) => new(
        parsed.GetValue(_listen),
        parsed.GetValue(_broker),
        parsed.GetValue(_prefix),
        parsed.GetValue(_database),
        parsed.GetValue(_metrics),
        parsed.GetValue(_users),
        parsed.GetRequiredValue(_technicians),
        parsed.GetValue(_anonymous),
        parsed.GetValue(_certificate),
        parsed.GetValue(_key),
        parsed.GetValue(_authorities),
        parsed.GetValue(_log) == "json");
}
