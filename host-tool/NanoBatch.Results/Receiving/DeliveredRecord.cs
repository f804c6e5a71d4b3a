using System;

namespace NanoBatch.Results;

/// <summary>One record as it lies in a board's storage, length and checksum tested.</summary>
/// <param name="Number">Its number in its epoch.</param>
/// <param name="Bytes">Header, payload and CRC.</param>
public readonly record struct DeliveredRecord(uint Number, ReadOnlyMemory<byte> Bytes);
