using System;
using NanoBatch.VirtualBoard.Profiles;
using NanoBatch.VirtualBoard.Templates;

namespace NanoBatch.Cli.Boards;

/// <summary>The board and the job that the tool carries with it: <c>samples/irrigation.*</c>.</summary>
internal static class SampleBoard
{
    private const string Name = "irrigation";

    /// <summary>Text of the sample job.</summary>
    public static string JobText => StarterTemplates.Create(Name, Name).JobText;

    /// <summary>Text of the sample board's profile.</summary>
    public static string ProfileText => StarterTemplates.Create(Name, Name).ProfileText;

    /// <summary>The sample board: four soil probes.</summary>
    public static BoardProfile Profile => ProfileReader.Parse("sample profile", ProfileText).Profile
        ?? throw new InvalidOperationException("the sample profile has errors");
}
