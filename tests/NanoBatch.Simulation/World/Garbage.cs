using NanoBatch.Simulation.Flash;

namespace NanoBatch.Simulation.World;

/// <summary>Bytes that nobody meant.</summary>
internal static class Garbage
{
    /// <summary>Noise, or a message that was cut short.</summary>
    public static byte[] Of(Chance chance, byte[] message)
    {
        if (chance.Below(2) == 0)
        {
            return message[..chance.Below(message.Length)];
        }

        byte[] noise = new byte[chance.Below(700)];
        for (int i = 0; i < noise.Length; i++)
        {
            noise[i] = (byte)chance.Next();
        }

        return noise;
    }
}
