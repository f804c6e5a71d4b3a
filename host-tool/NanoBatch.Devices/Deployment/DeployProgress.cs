namespace NanoBatch.Devices;

/// <summary>How far a deployment is.</summary>
/// <param name="Stage">The step under way.</param>
/// <param name="Bytes">Bytes that this step has done.</param>
/// <param name="TotalBytes">Bytes of the package.</param>
public readonly record struct DeployProgress(DeployStage Stage, int Bytes, int TotalBytes);
