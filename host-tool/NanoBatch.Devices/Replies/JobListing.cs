using System;
using NanoBatch.Protocol;

namespace NanoBatch.Devices;

/// <summary>One job of a board.</summary>
/// <param name="Name">Job name.</param>
/// <param name="Version">Job version, 1..65535.</param>
/// <param name="State">Where the job stands.</param>
/// <param name="Digest">First 8 bytes of the package's SHA-256 as 16 lower-case hex digits.</param>
/// <param name="Bytes">Length of the package.</param>
/// <param name="TaskCount">Tasks of the job.</param>
/// <param name="WorstCaseSteps">Cost bound of its dearest task.</param>
/// <param name="NextRunInMs">Milliseconds until its next run; null where none is planned (on demand, or paused).</param>
/// <param name="TrialRunsLeft">Good runs that a job on trial still needs; 0 for any other.</param>
/// <param name="SetAside">The version of this job that the board set aside, which may be this one; null where there is none.</param>
public sealed record JobListing(
    string Name, int Version, JobState State, string Digest, int Bytes, int TaskCount, int WorstCaseSteps, long? NextRunInMs, int TrialRunsLeft, JobFault? SetAside)
{
    internal static JobListing Read(ByteReader reader)
    {
        string name = reader.Name(Limits.NameLengthMax);
        int version = reader.U16();
        var state = (JobState)reader.U8();
        byte[] digest = new byte[8];
        reader.Bytes(digest, 0, digest.Length);
        int bytes = reader.U16();
        int tasks = reader.U8();
        int steps = reader.Varint();
        long wait = reader.Varlong();
        int trialRunsLeft = reader.U8();
        int fault = reader.U8();
        int faultTask = reader.U8();
        int faultPc = reader.U16();
        int faultVersion = reader.U16();
        return new JobListing(
            name,
            version,
            state,
            Convert.ToHexStringLower(digest),
            bytes,
            tasks,
            steps,
            wait == 0 ? null : wait - 1,
            state == JobState.Trial ? trialRunsLeft : 0,
            fault == 0 ? null : new JobFault(faultVersion, faultTask, faultPc, fault));
    }
}
