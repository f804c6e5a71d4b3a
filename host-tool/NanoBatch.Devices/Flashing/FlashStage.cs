namespace NanoBatch.Devices;

/// <summary>How far flashing is.</summary>
public enum FlashStage
{
    /// <summary>Nothing was written yet.</summary>
    Start,

    /// <summary>The firmware (nanoCLR) goes into the chip.</summary>
    Firmware,

    /// <summary>The application goes into its partition.</summary>
    Application,

    /// <summary>The board is asked what it runs.</summary>
    Proof,
}
