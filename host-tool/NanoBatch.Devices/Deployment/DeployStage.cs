namespace NanoBatch.Devices;

/// <summary>Steps of a deployment, in their order.</summary>
public enum DeployStage
{
    Sending,
    Activating,
    ReadingBack,
}
