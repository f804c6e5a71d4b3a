namespace NanoBatch.Runtime
{
    /// <summary>How far a run is.</summary>
    public enum RunStatus : byte
    {
        /// <summary>More instructions wait.</summary>
        More = 0,
        Done = 1,

        /// <summary>The engine met something the verifier excludes: a defect of ours, never of the data.</summary>
        Fault = 2,
    }
}
