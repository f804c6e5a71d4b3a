using System;

namespace NanoBatch.Runtime
{
    /// <summary>The one place that names the platform's square root: System.Math of .NET, or of the nanoFramework.System.Math assembly.</summary>
    public static class SquareRoot
    {
        /// <summary>Square root, correctly rounded on every runtime.</summary>
        /// <param name="x">Not negative, finite.</param>
        public static double Of(double x)
        {
            return Math.Sqrt(x);
        }
    }
}
