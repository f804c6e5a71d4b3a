namespace NanoBatch.Devices;

/// <summary>One assembly of an application image, as the board names it too.</summary>
/// <param name="Name">Name of the assembly.</param>
/// <param name="Version">Four numbers with dots; an application's last ones stand for its content.</param>
public sealed record ImageAssembly(string Name, string Version)
{
    public override string ToString() => $"{Name} {Version}";
}
