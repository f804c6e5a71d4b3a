namespace NanoBatch.Devices;

/// <summary>Why a run of nanoff did not do what it was for, as far as its output and exit code tell.</summary>
public enum NanoffFault
{
    /// <summary>Nothing went wrong, by the tool's own word.</summary>
    None,

    /// <summary>The tool took longer than any board or download should.</summary>
    OutOfTime,

    /// <summary>The .NET runtime that it needs is not installed.</summary>
    NoRuntime,

    /// <summary>It does not know an option, or did nothing at all.</summary>
    TooOld,

    /// <summary>There is no such port, or it cannot be opened.</summary>
    PortMissing,

    /// <summary>The user must not open the port.</summary>
    PortDenied,

    /// <summary>Another program has the port.</summary>
    PortBusy,

    /// <summary>The chip's boot loader does not answer: somebody must hold the BOOT button.</summary>
    NoBootLoader,

    /// <summary>The firmware is for another chip.</summary>
    WrongChip,

    /// <summary>There is no firmware of this name.</summary>
    UnknownTarget,

    /// <summary>The firmware could not be downloaded.</summary>
    NoDownload,

    /// <summary>The board does not answer as a nanoFramework board.</summary>
    NoClr,

    /// <summary>Flash was not written, or reads back otherwise.</summary>
    WriteFailed,

    /// <summary>A failure that is not known here.</summary>
    Other,
}
