using System;

namespace NanoBatch.SelfTest
{
    /// <summary>Lines on the console.</summary>
    public sealed class ConsoleOutput : ICaseOutput
    {
        public void Line(string text)
        {
            Console.WriteLine(text);
        }
    }
}
