using System.CommandLine;
using NanoBatch.Cli.Flashing;

namespace NanoBatch.Cli.Commands;

/// <summary><c>flash</c>: firmware and application onto a board, with proof.</summary>
internal sealed class FlashCommand : CliCommand
{
    private readonly Option<string> _port = new("--port")
    {
        Description = "The board's own USB port: /dev/ttyUSB0, COM5; 'nanobatch ports' lists them.",
        Required = true,
        HelpName = "port",
    };

    private readonly Option<string?> _target = new("--target") { Description = "Firmware for the chip, such as ESP32_REV3; the profile's target unless given.", HelpName = "name" };
    private readonly Option<string?> _image = new("--image")
    {
        Description = "Application image; nanobatch-esp32.bin here, beside the tool or in the checkout's artifacts unless given.",
        HelpName = "file",
    };

    private readonly Option<string?> _to = new("--to") { Description = "The application's own port: its build is compared as well.", HelpName = "uri" };
    private readonly Option<string?> _profile = new("--profile") { Description = "Board profile (.toml) that names the target.", HelpName = "profile" };
    private readonly Option<bool> _skipFirmware = new("--skip-firmware") { Description = "Write the application only: the board has its firmware, and no internet is needed." };
    private readonly Option<bool> _json = new("--json") { Description = "Print what the board runs as JSON." };

    public FlashCommand(FlashService service)
        : base(
            "flash",
            "Write firmware and application onto a board with nanoff, and prove it by asking the board.",
            "nanobatch flash --port /dev/ttyUSB0 --target ESP32_REV3",
            "nanobatch flash --port COM5 --profile field-7.board.toml --to serial:COM6",
            "nanobatch flash --port /dev/ttyUSB0 --skip-firmware --image nanobatch-esp32.bin")
    {
        Add(_port);
        Add(_target);
        Add(_image);
        Add(_to);
        Add(_profile);
        Add(_skipFirmware);
        Add(_json);
        Does((parsed, cancel) => service.RunAsync(
            new FlashRequest(
                parsed.GetRequiredValue(_port), parsed.GetValue(_target), parsed.GetValue(_image), parsed.GetValue(_to), parsed.GetValue(_profile),
                parsed.GetValue(_skipFirmware), parsed.GetValue(_json)),
            cancel));
    }
}
