using NanoBatch.Runtime;

namespace NanoBatch.Benchmark
{
    /// <summary>One of the three deterministic jobs of docs/PERFORMANCE.md: input, calibration, and the package that the compiler makes of its text.</summary>
    public sealed class Workload
    {
        /// <summary>Stripped packages; a test compiles the jobs' texts and compares.</summary>
        public const string W1Package = "4E421077B102056368B18020CC974EA13880000405068C19FCD22BDF";
        public const string W2Package = "4E421077B216060363E801800C205C02CCA71FC1160203040F0A0F5A91194003360C4C03200C141C1A762CC2";
        public const string W3Package = "4E421077B300056368B1CCFB0B8110801820841093E602193D7B492E";

        public readonly string Name;

        /// <summary>One of the above.</summary>
        public readonly string Package;

        /// <summary>Samples in all, samples of the window, cells of a ring written by hand.</summary>
        public readonly int Total;
        public readonly int Window;
        public readonly int HandCells;

        /// <summary>value = A · counts + B, one pair a channel.</summary>
        public readonly double[] A;
        public readonly double[] B;

        private readonly uint _seed;
        private readonly int _base;
        private readonly int _spread;

        private Workload(string name, string package, uint seed, int firstBase, int spread, int total, int window, int handCells, double[] a, double[] b)
        {
            Name = name;
            Package = package;
            _seed = seed;
            _base = firstBase;
            _spread = spread;
            Total = total;
            Window = window;
            HandCells = handCells;
            A = a;
            B = b;
        }

        /// <summary>Hourly report: count, mean, min, max, stddevp of 3 600 samples.</summary>
        public static Workload Hourly()
        {
            return new Workload("W1", W1Package, 101, 2400, 6, 10007, 3600, 4096, new double[] { -0.0553 }, new double[] { 176.9 });
        }

        /// <summary>Irrigation: four channels, valid range, mean, p10, p90, slope, an alert.</summary>
        public static Workload Irrigation()
        {
            return new Workload(
                "W2", W2Package, 201, 2900, 1, 4007, 1440, 1536, new double[] { -0.05, -0.051, -0.052, -0.053 }, new double[] { 170, 172, 174, 176 });
        }

        /// <summary>Histogram of 16 bins and an exponential mean.</summary>
        public static Workload Histogram()
        {
            return new Workload("W3", W3Package, 303, 2400, 6, 1531, 1024, 1024, new double[] { -0.0553 }, new double[] { 176.9 });
        }

        public int ChannelCount
        {
            get { return A.Length; }
        }

        /// <summary>State of the generator before a channel's first sample.</summary>
        public uint FirstState(int channel)
        {
            return _seed + (uint)channel;
        }

        /// <summary>State behind a sample; each sample first advances it.</summary>
        public static uint NextState(uint state)
        {
            return (state * 1664525u) + 1013904223u;
        }

        /// <summary>Sample i of a channel, counts 0..4095: one in 64 at either rail.</summary>
        /// <param name="channel">From 0.</param>
        /// <param name="i">From 0.</param>
        /// <param name="state">State of the generator, advanced i + 1 times.</param>
        public int SampleOf(int channel, int i, uint state)
        {
            int r = (int)(long)(state >> 16);
            int value = _base - (150 * channel) + (i >> 4) + (((r & 255) - 128) * _spread);
            value = (r >> 8) < 4 ? 4095 : (r >> 8) < 8 ? 0 : value;
            return value < 0 ? 0 : value > 4095 ? 4095 : value;
        }

        /// <summary>The newest samples as a program written by hand keeps them; the window's oldest lies at (Total - Window) % HandCells.</summary>
        public ushort[] RingOf(int channel)
        {
            ushort[] ring = new ushort[HandCells];
            uint state = FirstState(channel);
            for (int i = 0; i < Total; i++)
            {
                state = NextState(state);
                ring[i % HandCells] = (ushort)SampleOf(channel, i, state);
            }

            return ring;
        }

        /// <summary>The straight line through two points, as a board's profile has it.</summary>
        public Calibration CalibrationOf(int channel)
        {
            return Calibration.TryCreate(new double[] { 0, 1000 }, new double[] { B[channel], B[channel] + (A[channel] * 1000) }, 2);
        }
    }
}
