namespace NanoBatch.Benchmark
{
    /// <summary>The job in plain C#, tuned or as it is written first.</summary>
    internal sealed class HandContender : Contender
    {
        private readonly Workload _workload;
        private readonly ushort[][] _rings;
        private readonly double[] _values = new double[17];
        private readonly HandWritten _tuned;
        private readonly Straightforward _straightforward = new Straightforward();

        /// <param name="tuned">Null for the straightforward version.</param>
        public HandContender(string name, Workload workload, ushort[][] rings, HandWritten tuned)
            : base(name)
        {
            _workload = workload;
            _rings = rings;
            _tuned = tuned;
        }

        /// <summary>The alert of W2.</summary>
        public bool IsDry;

        public override double[] Values
        {
            get { return _values; }
        }

        public override void Run()
        {
            Workload w = _workload;
            int oldest = (w.Total - w.Window) % w.HandCells;
            int channels = w.A.Length;
            int perChannel = w.Name == "W1" ? 5 : w.Name == "W2" ? 4 : 17;
            double[] result = _tuned != null ? _tuned.Result : _straightforward.Result;
            for (int c = 0; c < channels; c++)
            {
                if (_tuned != null)
                {
                    RunTuned(_rings[c], oldest, w.A[c], w.B[c]);
                }
                else
                {
                    RunStraightforward(_rings[c], oldest, w.A[c], w.B[c]);
                }

                for (int i = 0; i < perChannel; i++)
                {
                    _values[(i * channels) + c] = result[i];
                }
            }

            IsDry = channels > 1 && _values[0] < 22 && _values[3 * channels] < 0;
        }

        private void RunTuned(ushort[] ring, int oldest, double a, double b)
        {
            switch (_workload.Name)
            {
                case "W1":
                    _tuned.W1(ring, oldest, _workload.Window, a, b);
                    break;
                case "W2":
                    _tuned.W2(ring, oldest, _workload.Window, a, b);
                    break;
                default:
                    _tuned.W3(ring, oldest, _workload.Window, a, b);
                    break;
            }
        }

        private void RunStraightforward(ushort[] ring, int oldest, double a, double b)
        {
            switch (_workload.Name)
            {
                case "W1":
                    _straightforward.W1(ring, oldest, _workload.Window, a, b);
                    break;
                case "W2":
                    _straightforward.W2(ring, oldest, _workload.Window, a, b);
                    break;
                default:
                    _straightforward.W3(ring, oldest, _workload.Window, a, b);
                    break;
            }
        }
    }
}
