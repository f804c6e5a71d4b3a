namespace NanoBatch.Devices;

/// <summary>One checked frame from the board.</summary>
/// <param name="Type">Message type.</param>
/// <param name="Id">Request that it answers, 0 for unsolicited.</param>
/// <param name="Payload">Its own copy of the payload.</param>
internal sealed record ReceivedFrame(int Type, int Id, byte[] Payload);
