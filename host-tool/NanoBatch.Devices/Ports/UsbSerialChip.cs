namespace NanoBatch.Devices;

/// <summary>Which chip a USB identity belongs to: the ones that sit on ESP32 boards and in the adapters beside them.</summary>
public static class UsbSerialChip
{
    private const int Espressif = 0x303a;
    private const int SiliconLabs = 0x10c4;
    private const int Wch = 0x1a86;
    private const int Ftdi = 0x0403;
    private const int Prolific = 0x067b;

    /// <summary>The chip's usual name, or null.</summary>
    /// <param name="vendor">USB vendor id.</param>
    /// <param name="product">USB product id.</param>
    public static string? NameOf(int vendor, int product) => (vendor, product) switch
    {
        (Espressif, 0x1001) => "ESP32 native USB (serial and JTAG)",
        (Espressif, _) => "ESP32 native USB",
        (SiliconLabs, 0xea60 or 0xea61 or 0xea63) => "CP210x",
        (SiliconLabs, 0xea70 or 0xea71) => "CP210x, several ports",
        (Wch, 0x7523 or 0x7522 or 0x5523) => "CH340",
        (Wch, 0x55d3 or 0x55d4 or 0x55d2) => "CH343/CH9102",
        (Ftdi, _) => "FTDI",
        (Prolific, _) => "PL2303",
        _ => null,
    };
}
