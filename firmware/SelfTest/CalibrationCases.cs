using NanoBatch.Runtime;

namespace NanoBatch.SelfTest
{
    /// <summary>Counts to values and back: straight, falling and bent, at their points, between and beyond them; exact bits.</summary>
    public static class CalibrationCases
    {
        public static void Run(CaseLog log)
        {
            Calibration falling = Falling();
            Value(log, "falling/first-point", falling, 3100, "0000000000000000");
            Value(log, "falling/last-point", falling, 1240, "404E000000000000");
            Value(log, "falling/between", falling, 2000, "4041BDEF7BDEF7BE");
            Value(log, "falling/beyond", falling, 0, "4059000000000000");
            Value(log, "falling/half-a-count", falling, 2000.5, "4041BBDEF7BDEF7C");
            Counts(log, "falling/range", falling, 10, 40, 1860, 2790);
            Counts(log, "falling/everything", falling, -1000, 1000, 0, 4095);
            Counts(log, "falling/nothing", falling, 200, 300, 0, -1);

            Calibration bent = Bent();
            Value(log, "bent/first-point", bent, 0, "C034000000000000");
            Value(log, "bent/bend", bent, 1000, "4014000000000000");
            Value(log, "bent/before-bend", bent, 999, "4013E66666666668");
            Value(log, "bent/after-bend", bent, 1001, "401417E4B17E4B18");
            Value(log, "bent/last-point", bent, 4095, "4059000000000000");
            Counts(log, "bent/range", bent, 5, 40, 1000, 2500);

            int first;
            int last;
            bent.CountsAbove(40, out first, out last);
            log.Equal("calibration/bent/above", "2501..4095", first.ToString() + ".." + last.ToString());
            falling.CountsBelow(60, out first, out last);
            log.Equal("calibration/falling/below", "1241..4095", first.ToString() + ".." + last.ToString());

            Value(log, "identity", Calibration.Identity, 1234, "4093480000000000");
            log.True("calibration/refused/one-point", Calibration.TryCreate(new double[] { 1 }, new double[] { 1 }, 1) == null);
            log.True("calibration/refused/not-monotone", Calibration.TryCreate(new double[] { 0, 10, 5 }, new double[] { 0, 1, 2 }, 3) == null);
            log.True("calibration/refused/flat", Calibration.TryCreate(new double[] { 0, 10 }, new double[] { 3, 3 }, 2) == null);
        }

        /// <summary>The field guide's soil probe: dry at 3100 counts, wet at 1240.</summary>
        public static Calibration Falling()
        {
            return Calibration.TryCreate(new double[] { 3100, 1240 }, new double[] { 0, 60 }, 2);
        }

        public static Calibration Bent()
        {
            return Calibration.TryCreate(new double[] { 0, 1000, 2500, 4095 }, new double[] { -20, 5, 40, 100 }, 4);
        }

        private static void Value(CaseLog log, string name, Calibration calibration, double counts, string bits)
        {
            log.Equal("calibration/" + name, bits, Hex.OfBits(calibration.ToValue(counts)));
        }

        private static void Counts(CaseLog log, string name, Calibration calibration, double low, double high, int first, int last)
        {
            int actualFirst;
            int actualLast;
            calibration.CountRange(low, high, out actualFirst, out actualLast);
            string actual = actualLast < actualFirst ? "none" : actualFirst.ToString() + ".." + actualLast.ToString();
            log.Equal("calibration/" + name, last < first ? "none" : first.ToString() + ".." + last.ToString(), actual);
        }
    }
}
