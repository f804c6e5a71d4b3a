namespace NanoBatch.Devices;

/// <summary>A serial port of this machine and the USB device behind it; what is not known is null.</summary>
/// <param name="Name">What <c>--port</c> and <c>serial:</c> take: /dev/ttyUSB0, COM5.</param>
/// <param name="VendorId">USB vendor, 0..65535; null for a port that no USB device is behind.</param>
/// <param name="ProductId">USB product, 0..65535.</param>
/// <param name="Manufacturer">Text of the device about its maker, without control characters.</param>
/// <param name="Product">Text of the device about itself.</param>
/// <param name="SerialNumber">Tells two adapters of one kind apart; many cheap ones have none.</param>
public sealed record SerialPortEntry(string Name, int? VendorId, int? ProductId, string? Manufacturer, string? Product, string? SerialNumber)
{
    /// <summary>Kind of chip that drives the port, or null where its identity is none of the usual ones.</summary>
    public string? Chip => VendorId is { } vendor && ProductId is { } product ? UsbSerialChip.NameOf(vendor, product) : null;
}
