using System;
using NanoBatch.Protocol;

namespace NanoBatch.Benchmark
{
    /// <summary>One workload: all ways to do it agree, then each is counted, watched and timed.</summary>
    internal sealed class WindowBench
    {
        /// <summary>Runs between two marks of the instruction count, so that the marks themselves weigh little.</summary>
        public const int CountedRuns = 8;

        private const long TimedMicroseconds = 250000;
        private const int WatchedRuns = 2000;

        private readonly Workload _workload;
        private readonly Contender[] _contenders;
        private readonly BenchBoard _summaries;
        private readonly BenchBoard _plain;

        public WindowBench(Workload workload)
        {
            _workload = workload;
            ushort[][] rings = new ushort[workload.ChannelCount][];
            for (int c = 0; c < rings.Length; c++)
            {
                rings[c] = workload.RingOf(c);
            }

            _plain = new BenchBoard(workload, false);
            _summaries = new BenchBoard(workload, true);
            _contenders = new Contender[]
            {
                new EngineContender("engine-plain", _plain),
                new EngineContender("engine-summaries", _summaries),
                new HandContender("hand-tuned", workload, rings, new HandWritten()),
                new HandContender("straightforward", workload, rings, null),
            };
        }

        /// <summary>Runs each once and compares to six digits; writes the engine's numbers as bits, which every runtime must give alike.</summary>
        /// <returns>False where something differs; its line says what.</returns>
        public bool Check()
        {
            if (_plain.Status != PackageStatus.Accepted || _summaries.Status != PackageStatus.Accepted)
            {
                Console.WriteLine("BAD " + _workload.Name + " package refused: " + ((int)_plain.Status).ToString());
                return false;
            }

            for (int k = 0; k < _contenders.Length; k++)
            {
                _contenders[k].Run();
            }

            int count = _plain.ValueCount;
            for (int i = 0; i < count; i++)
            {
                double expected = _contenders[0].Values[i];
                for (int k = 1; k < _contenders.Length; k++)
                {
                    double difference = _contenders[k].Values[i] - expected;
                    double allowed = 1e-6 * (expected < 0 ? -expected : expected);
                    if (difference > allowed || difference < -allowed)
                    {
                        Console.WriteLine("BAD " + _workload.Name + " value " + i.ToString() + " of " + _contenders[k].Name + " is "
                            + _contenders[k].Values[i].ToString() + ", not " + expected.ToString());
                        return false;
                    }
                }

                Console.WriteLine("value " + _workload.Name + " " + Hex.OfBits(expected));
            }

            Console.WriteLine("steps " + _workload.Name + " plain " + _plain.StepsUsed.ToString() + " of " + _plain.StepsBound.ToString()
                + ", summaries " + _summaries.StepsUsed.ToString() + " of " + _summaries.StepsBound.ToString());
            return true;
        }

        /// <summary>Puts marks around runs; a nanoCLR that counts its IL instructions writes the count beside each.</summary>
        public void Count()
        {
            for (int k = 0; k < _contenders.Length; k++)
            {
                Console.WriteLine("@IL start");
                for (int i = 0; i < CountedRuns; i++)
                {
                    _contenders[k].Run();
                }

                Console.WriteLine("@IL " + _workload.Name + " " + _contenders[k].Name);
            }
        }

        /// <summary>Runs after the first allocate nothing.</summary>
        public bool Watch(Platform platform)
        {
            bool isGood = true;
            for (int k = 0; k < 2; k++)
            {
                int unseen = platform.BeginWatch();
                for (int i = 0; i < WatchedRuns; i++)
                {
                    _contenders[k].Run();
                }

                bool hasAllocated = platform.EndWatch();
                isGood &= !hasAllocated && unseen < WatchedRuns * 12;      // 12 bytes are nanoCLR's smallest object
                Console.WriteLine((isGood ? "allocated " : "BAD allocated ") + _workload.Name + " " + _contenders[k].Name + (hasAllocated ? " something" : " 0"));
            }

            return isGood;
        }

        /// <summary>Times each, in hundredths of a microsecond a window.</summary>
        public void Time(Platform platform)
        {
            for (int k = 0; k < _contenders.Length; k++)
            {
                Contender contender = _contenders[k];
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
}
