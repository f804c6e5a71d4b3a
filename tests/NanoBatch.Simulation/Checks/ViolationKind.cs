namespace NanoBatch.Simulation.Checks;

/// <summary>Promises of the runtime that a harness saw broken.</summary>
public enum ViolationKind
{
    /// <summary>The board did not start, or threw while it ran on.</summary>
    Unbootable,

    /// <summary>A record that was committed and not acknowledged cannot be read.</summary>
    Lost,

    /// <summary>A record can be read that nobody committed.</summary>
    Invented,

    /// <summary>Some records of a batch can be read and others cannot.</summary>
    PartialBatch,

    /// <summary>A number has another content than it had.</summary>
    TwoContents,

    /// <summary>Numbers do not rise.</summary>
    OrderBroken,

    /// <summary>A number is used again that may have been seen.</summary>
    NumberReused,

    /// <summary>Two starts have the same boot id.</summary>
    BootReused,

    /// <summary>Two reports of one task and package have the same sequence number.</summary>
    SequenceReused,

    /// <summary>The store has records, and the board took it for a new one.</summary>
    EpochChanged,

    /// <summary>The active jobs are neither the old set nor the new one, or a job runs another package than it says.</summary>
    Mixture,

    /// <summary>A number is neither a record nor in a range that a Dropped record names.</summary>
    Unexplained,

    /// <summary>A Dropped record names a number that is a record.</summary>
    FalseDrop,

    /// <summary>A board with an active job and room commits nothing.</summary>
    Stalled,

    /// <summary>A deployment that must succeed does not.</summary>
    Refused,

    /// <summary>A value came back that was never written.</summary>
    WrongValue,

    /// <summary>A damaged frame was taken for a good one.</summary>
    FrameAccepted,

    /// <summary>A good frame after a damaged one was not read.</summary>
    FrameLost,
}
