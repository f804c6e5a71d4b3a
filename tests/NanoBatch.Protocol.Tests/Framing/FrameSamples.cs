using System;
using System.Collections.Generic;
using NanoBatch.Protocol;

namespace NanoBatch.Tests;

/// <summary>Frames for the codec's tests, and how to feed them.</summary>
internal static class FrameSamples
{
    /// <summary>One frame as it goes over the wire.</summary>
    public static byte[] Encode(int type, int id, byte[] payload)
    {
        byte[] target = new byte[FrameFormat.EncodedMax];
        int length = FrameEncoder.Encode(type, id, payload, 0, payload.Length, target);
        return target.AsSpan(0, length).ToArray();
    }

    /// <summary>A payload with zeros, runs and every value.</summary>
    public static byte[] Payload(int length, int seed)
    {
        byte[] payload = new byte[length];
        var random = new Random(seed);
        random.NextBytes(payload);
        for (int i = 0; i < length; i++)
        {
            payload[i] = random.Next(4) == 0 ? (byte)0 : payload[i];
        }

        return payload;
    }

    /// <summary>Feeds bytes and copies every frame that comes out.</summary>
    public static List<(int Type, int Id, byte[] Payload)> Feed(FrameDecoder decoder, params byte[][] parts)
    {
        var frames = new List<(int Type, int Id, byte[] Payload)>();
        foreach (byte[] part in parts)
        {
            foreach (byte value in part)
            {
                if (decoder.Feed(value) == FrameEvent.Frame)
                {
                    frames.Add((decoder.Type, decoder.Id, decoder.Payload.AsSpan(0, decoder.PayloadLength).ToArray()));
                }
            }
        }

        return frames;
    }
}
