namespace NanoBatch.Devices;

/// <summary>Why a version of a job was set aside: it faulted in the engine three times.</summary>
/// <param name="Version">The version that was set aside, 1..65535.</param>
/// <param name="Task">Task that faulted last, from 1.</param>
/// <param name="PackageByte">Offset of the instruction in the package.</param>
/// <param name="Code">The engine's number for the fault, not 0.</param>
public sealed record JobFault(int Version, int Task, int PackageByte, int Code);
