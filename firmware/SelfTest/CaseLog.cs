using System;

namespace NanoBatch.SelfTest
{
    /// <summary>One line for each case, in an order that never changes: the whole output is compared between runtimes.</summary>
    public sealed class CaseLog
    {
        private int _passed;
        private int _failed;

        /// <summary>Compares texts.</summary>
        public void Equal(string name, string expected, string actual)
        {
            if (expected == actual)
            {
                _passed++;
                Console.WriteLine("ok  " + name);
                return;
            }

            _failed++;
            Console.WriteLine("BAD " + name + " expected " + expected + " got " + actual);
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
            Console.WriteLine("crc " + name + " " + Hex.Of(crc));
        }

        /// <summary>The last line.</summary>
        public void Total()
        {
            Console.WriteLine(_passed.ToString() + " passed, " + _failed.ToString() + " failed");
        }
    }
}
