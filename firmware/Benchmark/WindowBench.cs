using System;
using NanoBatch.Protocol;

namespace NanoBatch.Benchmark
{
    /// <summary>One workload: each way to do it is compared with the first, counted, watched for allocations, and timed.</summary>
    internal sealed class WindowBench
    {
        /// <summary>Runs between two marks of the instruction count, so that the marks themselves weigh little.</summary>
        public const int CountedRuns = 8;

        private const long TimedMicroseconds = 250000;
        private const int SmallestObject = 12;      // bytes on nanoCLR: one a run would be seen

        private const int Contenders = 4;

        private readonly Workload _workload;
        private double[] _expected;

        public WindowBench(Workload workload)
        {
            _workload = workload;
        }

        /// <summary>Takes one way after the other, since a heap of 96 KB has no room for two boards.</summary>
        /// <param name="platform">Time and memory.</param>
        /// <param name="withAllocations">Whether the engine's runs are watched for allocations: on nanoCLR as many as its free memory has room for objects.</param>
        /// <param name="withTimes">Whether all are timed.</param>
        /// <returns>False where something differs or allocates; its line says what.</returns>
        public bool Run(Platform platform, bool withAllocations, bool withTimes)
        {
            bool isGood = true;
            for (int k = 0; k < Contenders; k++)
            {
                isGood &= RunOne(k, platform, withAllocations, withTimes);      // a method of its own: what it held is garbage before the next one
            }

            return isGood;
        }

        private bool RunOne(int index, Platform platform, bool withAllocations, bool withTimes)
        {
            Contender contender = Make(index);
            if (contender == null)
            {
                Console.WriteLine("BAD " + _workload.Name + " package refused");
                return false;
            }

            contender.Run();
            bool isGood = Agrees(contender);
            Count(contender);
            isGood &= !withAllocations || !(contender is EngineContender) || Watch(platform, contender);
            if (withTimes)
            {
                Time(platform, contender);
            }

            return isGood;
        }

        private Contender Make(int index)
        {
            if (index < 2)
            {
                BenchBoard board = new BenchBoard(_workload, index == 1);
                return board.Status == PackageStatus.Accepted ? new EngineContender(index == 0 ? "engine-plain" : "engine-summaries", board) : null;
            }

            ushort[][] rings = new ushort[_workload.ChannelCount][];
            for (int c = 0; c < rings.Length; c++)
            {
                rings[c] = _workload.RingOf(c);
            }

            return new HandContender(index == 2 ? "hand-tuned" : "straightforward", _workload, rings, index == 2 ? new HandWritten() : null);
        }

        /// <summary>The first one's numbers are written as bits, which every runtime must give alike; the others' must equal them to six digits.</summary>
        private bool Agrees(Contender contender)
        {
            EngineContender engine = contender as EngineContender;
            if (engine != null)
            {
                Console.WriteLine("steps " + _workload.Name + " " + engine.Name + " " + engine.Board.StepsUsed.ToString() + " of " + engine.Board.StepsBound.ToString());
            }

            if (_expected == null)
            {
                _expected = new double[engine.Board.ValueCount];
                for (int i = 0; i < _expected.Length; i++)
                {
                    _expected[i] = contender.Values[i];
                    Console.WriteLine("value " + _workload.Name + " " + Hex.OfBits(_expected[i]));
                }

                return true;
            }

            for (int i = 0; i < _expected.Length; i++)
            {
                double difference = contender.Values[i] - _expected[i];
                double allowed = 1e-6 * (_expected[i] < 0 ? -_expected[i] : _expected[i]);
                if (difference > allowed || difference < -allowed)
                {
                    Console.WriteLine("BAD " + _workload.Name + " value " + i.ToString() + " of " + contender.Name + " is "
                        + contender.Values[i].ToString() + ", not " + _expected[i].ToString());
                    return false;
                }
            }

            return true;
        }

        /// <summary>Puts marks around runs; a nanoCLR that counts its IL instructions writes the count beside each.</summary>
        private void Count(Contender contender)
        {
            Console.WriteLine("@IL start");
            for (int i = 0; i < CountedRuns; i++)
            {
                contender.Run();
            }

            Console.WriteLine("@IL " + _workload.Name + " " + contender.Name);
        }

        /// <summary>Runs after the first allocate nothing.</summary>
        private bool Watch(Platform platform, Contender contender)
        {
            int unseen = platform.BeginWatch();
            int runs = (unseen / SmallestObject) + 1;
            for (int i = 0; i < runs; i++)
            {
                contender.Run();
            }

            bool hasAllocated = platform.EndWatch();
            Console.WriteLine((hasAllocated ? "BAD allocated " : "allocated ") + _workload.Name + " " + contender.Name + (hasAllocated ? " something" : " 0"));
            return !hasAllocated;
        }

        /// <summary>Microseconds a window.</summary>
        private void Time(Platform platform, Contender contender)
        {
            int runs = 0;
            int batch = 1;
            long startUs = platform.NowMicroseconds();
            long spentUs;
            do
            {
                for (int i = 0; i < batch; i++)
                {
                    contender.Run();
                }

                runs += batch;
                batch = runs;      // doubles: reading the clock weighs nothing
                spentUs = platform.NowMicroseconds() - startUs;
            }
            while (spentUs < TimedMicroseconds);

            Lines.Time(_workload.Name + " " + contender.Name, spentUs, runs);
        }
    }
}
