using System;
using NanoBatch.Protocol;
using NanoBatch.Runtime;

namespace NanoBatch.SelfTest
{
    /// <summary>Random windows, calibrations and series; all 64 bits of every value go into a digest that must be the same on every runtime.</summary>
    public static class RandomScanCases
    {
        private const int Rounds = 12;

        public static void Run(CaseLog log)
        {
            uint state = 4711;
            int capacity = Ring.CapacityFor(300, true);
            short[] arena = new short[2 * capacity];
            Ring[] rings = new Ring[] { new Ring(arena, 0, capacity, true), new Ring(arena, capacity, capacity, true) };
            ScanRequest request = new ScanRequest();
            request.X = new SeriesCode();
            request.Y = new SeriesCode();
            request.PeriodHours = 10.0 / 3600.0;
            WindowScan scan = new WindowScan();
            double[] values = new double[40];
            byte[] kinds = new byte[40];
            byte[] bytes = new byte[9];
            for (int round = 0; round < Rounds; round++)
            {
                int level = 200 + Next(ref state, 3000);
                int spread = 1 + Next(ref state, 900);
                for (int i = 0; i < 100; i++)
                {
                    for (int c = 0; c < 2; c++)
                    {
                        int counts = level + Next(ref state, spread);
                        rings[c].Push(Next(ref state, 10) == 0 ? Ring.Gap : counts > 4095 ? 4095 : counts);
                    }
                }

                for (int c = 0; c < 2; c++)
                {
                    int kind = Next(ref state, 3);
                    Calibration calibration = kind == 0 ? Calibration.Identity : kind == 1 ? CalibrationCases.Falling() : CalibrationCases.Bent();
                    request.SetChannel(c, rings[c], Next(ref state, 400), 4095 - Next(ref state, 400), calibration);
                }

                request.NewestSlot = rings[0].NextSlot - 1;
                request.WindowSlots = 1 + Next(ref state, 300);
                request.UseSummaries = (round & 1) != 0;
                Series(request, ref state);
                Items(request, ref state);
                int count = scan.Run(request, values, kinds, 0);
                RunningCrc crc = new RunningCrc();
                for (int i = 0; i < count; i++)
                {
                    crc.Add(Image(bytes, kinds[i], values[i]), 0, 9);
                }

                log.Digest("random-scans/" + round.ToString() + "/" + count.ToString(), crc.Value);
            }
        }

        private static void Series(ScanRequest request, ref uint state)
        {
            SeriesCode x = request.X;
            x.SetChannel(0);
            int kind = Next(ref state, 3);
            if (kind > 0)
            {
                x.Elements[1] = kind == 1 ? (byte)1 : (byte)SeriesCode.ConstantElement;
                x.Constants[1] = 3.7;
                x.Elements[2] = (byte)(SeriesCode.AddElement + Next(ref state, 4));
                x.Count = 3;
            }

            request.Y.SetChannel(1);
        }

        private static void Items(ScanRequest request, ref uint state)
        {
            request.ItemCount = 0;
            for (Aggregate kind = Aggregate.Count; kind <= Aggregate.Corr; kind++)
            {
                double argument = 10 + Next(ref state, 80);
                double fraction = argument / 100;
                bool isFraction = kind == Aggregate.Quantile || kind == Aggregate.Ewma;
                request.AddItem(kind, isFraction ? fraction : argument, argument * 30, 5);
            }
        }

        private static byte[] Image(byte[] bytes, byte kind, double value)
        {
            bytes[0] = kind;
            long bits = kind == ValueKind.Null ? 0 : BitConverter.DoubleToInt64Bits(value);
            for (int i = 1; i < 9; i++)
            {
                bytes[i] = (byte)bits;
                bits >>= 8;
            }

            return bytes;
        }

        /// <summary>0 up to, not including, a bound; a linear congruence, because the platforms' generators differ.</summary>
        private static int Next(ref uint state, int bound)
        {
            state = (state * 1664525u) + 1013904223u;
            long high = state >> 8;
            return (int)(high % bound);
        }
    }
}
