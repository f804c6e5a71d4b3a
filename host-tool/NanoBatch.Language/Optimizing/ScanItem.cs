using NanoBatch.Protocol;

namespace NanoBatch.Language.Optimizing;

/// <summary>One aggregate as an item of a scan instruction. Two items are equal when their bytes are.</summary>
/// <param name="Kind">The aggregate.</param>
/// <param name="Code">Package form, hexadecimal; the mark of a last item not set.</param>
/// <param name="Slots">Value slots: a histogram's bins, else 1.</param>
/// <param name="Weight">First constant, as the cost model wants it.</param>
internal sealed record ScanItem(Aggregate Kind, string Code, int Slots, double Weight)
{
    public int Bytes => Code.Length / 2;

    /// <summary>A second series belongs to one scan and to no <c>each</c>.</summary>
    public bool IsCorr => Kind == Aggregate.Corr;

    public bool IsHist => Kind == Aggregate.Hist;
}
