namespace NanoBatch.Devices;

/// <summary>Roads to a board.</summary>
public enum BoardAddressKind
{
    /// <summary>A serial port by name.</summary>
    Serial,

    /// <summary>The only serial port on which a board answers.</summary>
    SerialAuto,

    /// <summary>The same byte stream over TCP.</summary>
    Tcp,

    /// <summary>The same frames in messages, through a broker.</summary>
    Mqtt,
}
