namespace NanoBatch.SelfTest
{
    /// <summary>One line for each case, in an order that never changes: the whole output is compared between runtimes.</summary>
    public sealed class CaseLog
    {
        private readonly ICaseOutput _output;

        public CaseLog(ICaseOutput output)
        {
            _output = output;
        }

        /// <summary>Cases that came out as they should.</summary>
        public int PassedCount;

        /// <summary>Cases that did not.</summary>
        public int FailedCount;

        /// <summary>Compares texts.</summary>
        public void Equal(string name, string expected, string actual)
        {
            if (expected == actual)
            {
                PassedCount++;
                _output.Line("ok  " + name);
                return;
            }

            FailedCount++;
            _output.Line("BAD " + name + " expected " + expected + " got " + actual);
        }

        /// <summary>Compares whole numbers.</summary>
        public void Equal(string name, long expected, long actual)
        {
            Equal(name, expected.ToString(), actual.ToString());
        }

        /// <summary>Compares with true.</summary>
        public void True(string name, bool actual)
        {
            Equal(name, "true", actual ? "true" : "false");
        }

        /// <summary>Prints a digest that has no expected value here: the approved output holds it, and every runtime must give the same.</summary>
        public void Digest(string name, uint crc)
        {
            _output.Line("crc " + name + " " + Hex.Of(crc));
        }

        /// <summary>The last line.</summary>
        public void Total()
        {
            _output.Line(PassedCount.ToString() + " passed, " + FailedCount.ToString() + " failed");
        }
    }
}
