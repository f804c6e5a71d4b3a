namespace NanoBatch.Simulation.Cuts;

/// <summary>One step of a script.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Argument">Run: milliseconds. Deploy, pause, resume, remove: package. Acknowledge: percent. Set clock: UTC milliseconds.</param>
public readonly record struct Operation(OperationKind Kind, long Argument)
{
    /// <summary>The job set after the operation, where nothing goes wrong.</summary>
    public JobSet Apply(JobSet jobs)
    {
        bool isGate = Argument == JobPackages.Gate;
        return Kind switch
        {
            OperationKind.Deploy => jobs.With((int)Argument),
            OperationKind.Remove when isGate => jobs with { Gate = JobPackages.None, IsGatePaused = false },
            OperationKind.Remove => jobs with { Meadow = JobPackages.None, IsMeadowPaused = false },
            OperationKind.Pause or OperationKind.Resume when isGate => jobs with { IsGatePaused = Kind == OperationKind.Pause },
            OperationKind.Pause or OperationKind.Resume => jobs with { IsMeadowPaused = Kind == OperationKind.Pause },
            _ => jobs,
        };
    }
}
