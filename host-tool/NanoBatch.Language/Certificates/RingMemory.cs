namespace NanoBatch.Language.Certificates;

/// <summary>What a ring of samples takes on the board, by the figures of the runtime's <c>Ring</c> and <c>BlockSummaries</c>; a test holds them equal.</summary>
public static class RingMemory
{
    /// <summary>Slots kept beyond those wanted, so that a run sees its window whole while sampling goes on.</summary>
    public const int SlackSlots = 8;

    public const int BytesPerSlot = 2;

    public const int BlockSlots = 64;

    public const int BytesPerBlock = 17;

    /// <summary>Bytes of one ring.</summary>
    /// <param name="slots">Slots wanted, 1..65 535.</param>
    /// <param name="summaries">Whether block summaries are kept: whole blocks then, and their sums.</param>
    public static int BytesFor(int slots, bool summaries)
    {
        int capacity = slots + SlackSlots;
        if (!summaries)
        {
            return capacity * BytesPerSlot;
        }

        int blocks = (capacity + BlockSlots - 1) / BlockSlots;
        return (blocks * BlockSlots * BytesPerSlot) + (blocks * BytesPerBlock);
    }
}
