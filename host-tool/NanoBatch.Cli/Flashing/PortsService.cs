using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using NanoBatch.Cli.Rendering;
using NanoBatch.Devices;
using Spectre.Console;

namespace NanoBatch.Cli.Flashing;

/// <summary>Lists serial ports.</summary>
internal sealed class PortsService(CliEnvironment environment)
{
    /// <summary>Prints a table, or an array.</summary>
    public ExitCode Run(bool isJson)
    {
        IReadOnlyList<SerialPortEntry> ports = environment.Ports();
        if (isJson)
        {
            JsonOutput.WriteDocument(environment.Out, json => Write(json, ports));
        }
        else if (ports.Count == 0)
        {
            environment.Note("no serial ports: plug the board in with a USB cable that carries data");
        }
        else
        {
            Write(ports);
        }

        return ExitCode.Done;
    }

    private void Write(IReadOnlyList<SerialPortEntry> ports)
    {
        var table = new Table { Border = TableBorder.Rounded, BorderStyle = Style.Parse("dim") };
        foreach (string title in (string[])["port", "chip", "USB id", "device", "serial number"])
        {
            table.AddColumn(new TableColumn($"[bold]{title}[/]") { NoWrap = title is "port" or "USB id" });
        }

        foreach (SerialPortEntry port in ports)
        {
            string[] cells = [port.Name, port.Chip ?? "–", UsbId(port), Device(port), port.SerialNumber ?? "–"];
            table.AddRow([.. cells.Select(Markup.Escape)]);
        }

        environment.Console.Write(table);
    }

    private static string UsbId(SerialPortEntry port) => port.VendorId is null ? "–" : $"{Hex(port.VendorId)}:{Hex(port.ProductId)}";

    private static string Device(SerialPortEntry port)
    {
        string text = string.Join(", ", new[] { port.Manufacturer, port.Product }.OfType<string>());
        return text.Length == 0 ? "–" : text;
    }

    private static string? Hex(int? id) => id?.ToString("x4", CultureInfo.InvariantCulture);

    private static void Write(Utf8JsonWriter json, IReadOnlyList<SerialPortEntry> ports)
    {
        json.WriteStartArray();
        foreach (SerialPortEntry port in ports)
        {
            json.WriteStartObject();
            json.WriteString("port", port.Name);
            json.WriteString("vendorId", Hex(port.VendorId));
            json.WriteString("productId", Hex(port.ProductId));
            json.WriteString("manufacturer", port.Manufacturer);
            json.WriteString("product", port.Product);
            json.WriteString("serialNumber", port.SerialNumber);
            json.WriteString("chip", port.Chip);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
