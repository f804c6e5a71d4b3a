namespace NanoBatch.Devices;

/// <summary>One whole record, its CRC checked.</summary>
internal sealed record StreamedRecord(uint Number, byte[] Bytes);
