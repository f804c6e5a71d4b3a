using System.CommandLine;
using System.Linq;
using NanoBatch.Mqtt;

namespace NanoBatch.Cli.Commands;

/// <summary>Options that several commands have, under one name with one meaning.</summary>
internal static class CommonOptions
{
    private const string ToName = "--to";
    private const string MqttName = "--mqtt";
    private const string BrokerName = "--broker";
    private const string CaName = "--ca";
    private const string CertificateName = "--cert";
    private const string KeyName = "--key";

    public static Option<string?> Board() => new("--board", "-b")
    {
        Description = "Board profile (.toml): checks channels, units and memory against a real board.",
        HelpName = "profile",
    };

    public static Option<string?> To() => new(ToName)
    {
        Description = "Board: serial:/dev/ttyUSB0, serial:COM5, serial:auto, tcp://host:port or mqtt://host/board-id; NANOBATCH_TO unless given.",
        HelpName = "uri",
    };

    /// <summary>Broker of a virtual board.</summary>
    public static Option<string?> Mqtt() => new(MqttName)
    {
        Description = "Broker to join: mqtt://[user@]host[:port][/board-id], or mqtts:// for TLS.",
        HelpName = "uri",
    };

    /// <summary>A broker that boards and hub share.</summary>
    public static Option<string?> Broker(string description) => new(BrokerName) { Description = description, HelpName = "uri" };

    /// <summary>A hub's database.</summary>
    public static Option<string?> Database() => new("--db")
    {
        Description = $"Results store: sqlite:FILE or postgres:CONNECTION; {ManyBoards.HubStore.Variable} unless given, else this user's own.",
        HelpName = "store",
    };

    /// <summary>True for the options whose address may be a broker's.</summary>
    public static bool LeadsToBroker(Option option) => option.Name is ToName or MqttName or BrokerName;

    /// <summary>Files that prove who is who at a broker.</summary>
    public static Option<string?>[] BrokerFiles() =>
    [
        new(CaName) { Description = $"With mqtts://: certificates of the authorities to trust (.pem); {BrokerCredentials.CaVariable} unless given.", HelpName = "file" },
        new(CertificateName) { Description = $"With mqtts://: this side's certificate (.pem); {BrokerCredentials.CertificateVariable} unless given.", HelpName = "file" },
        new(KeyName) { Description = $"With mqtts://: the certificate's private key (.pem); {BrokerCredentials.KeyVariable} unless given.", HelpName = "file" },
    ];

    /// <summary>What the command line names of them.</summary>
    public static BrokerFiles BrokerFilesOf(ParseResult parsed) => new(Find(parsed, CaName), Find(parsed, CertificateName), Find(parsed, KeyName));

    private static string? Find(ParseResult parsed, string name)
        => parsed.CommandResult.Command is CliCommand command && command.Options.FirstOrDefault(option => option.Name == name) is Option<string?> option
            ? parsed.GetValue(option)
            : null;
}
