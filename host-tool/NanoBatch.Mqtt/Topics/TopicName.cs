namespace NanoBatch.Mqtt;

/// <summary>A topic of a board, taken apart.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Board">The board's id.</param>
/// <param name="Client">Who asks or is answered; empty for the kinds that have none.</param>
public readonly record struct TopicName(TopicKind Kind, string Board, string Client);
