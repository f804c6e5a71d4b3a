using NanoBatch.Results;

namespace NanoBatch.Hub;

/// <summary>A message and what it asks the store for: one of the two is there.</summary>
/// <param name="Message">As it came.</param>
/// <param name="Batch">Records to store, or null.</param>
/// <param name="News">What a status says, or null.</param>
internal sealed record PendingMessage(HubMessage Message, DeliveryBatch? Batch, BoardNews? News);
