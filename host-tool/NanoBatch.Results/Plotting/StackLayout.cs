using System.Collections.Generic;
using ScottPlot;

namespace NanoBatch.Results.Plotting;

/// <summary>Pictures one above the other, each with a height of its own.</summary>
/// <param name="heights">Heights in pixels, from the top.</param>
internal sealed class StackLayout(IReadOnlyList<float> heights) : IMultiplotLayout
{
    /// <inheritdoc/>
    public PixelRect[] GetSubplotRectangles(SubplotCollection subplots, PixelRect figureRect)
    {
        var rectangles = new PixelRect[subplots.Count];
        float top = figureRect.Top;
        for (int i = 0; i < rectangles.Length; i++)
        {
            rectangles[i] = new PixelRect(figureRect.Left, figureRect.Right, top + heights[i], top);
            top += heights[i];
        }

        return rectangles;
    }
}
