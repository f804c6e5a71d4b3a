namespace NanoBatch.VirtualBoard.Profiles;

/// <summary>Where a secret is.</summary>
public enum SecretSource
{
    /// <summary>In the profile, in clear.</summary>
    InClear,

    /// <summary>In an environment variable.</summary>
    Variable,

    /// <summary>In a file; a line end behind it does not count.</summary>
    File,
}
