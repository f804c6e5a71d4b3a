using System;
using System.Collections.Generic;
using System.IO;
using NanoBatch.Results;
using NanoBatch.Results.Plotting;

namespace NanoBatch.Cli.Collecting;

/// <summary>Results as a PNG file that the user named.</summary>
internal static class ResultPicture
{
    /// <summary>Draws; false where there is nothing to draw, and nothing is written.</summary>
    /// <exception cref="CliFailure">Exit code 1: the file cannot be written.</exception>
    public static bool Save(string path, IReadOnlyCollection<Result> results)
    {
        try
        {
            return ResultPlot.SavePng(path, results);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw CliFailure.OfFile(path, $"the picture cannot be written: {e.Message.TrimEnd('.')}");
        }
    }
}
