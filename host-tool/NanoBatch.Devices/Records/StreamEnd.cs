namespace NanoBatch.Devices;

/// <summary>The reply that ends a stream of records.</summary>
/// <param name="Next">Number after the last record that was sent; the one asked for where none was.</param>
/// <param name="BoardNext">Number that the board's next record will have.</param>
/// <param name="Epoch">The board's store.</param>
internal sealed record StreamEnd(uint Next, uint BoardNext, ulong Epoch);
