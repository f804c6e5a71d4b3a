namespace NanoBatch.Runtime
{
    /// <summary>Means and centred second moments of pairs, gathered chunk by chunk.</summary>
    /// <remarks>Each chunk is centred on its own means and then merged (Chan, Golub, LeVeque 1983): as steady as two passes over the window, at the price of one.</remarks>
    internal sealed class CoMoments
    {
        /// <summary>Pairs so far.</summary>
        public int Count;

        /// <summary>Mean of the second of each pair.</summary>
        public double MeanB;

        /// <summary>Σ(a - mean a)².</summary>
        public double ScatterA;

        /// <summary>Σ(b - mean b)².</summary>
        public double ScatterB;

        /// <summary>Σ(a - mean a)(b - mean b).</summary>
        public double Product;

        private double _meanA;

        /// <summary>Forgets all pairs.</summary>
        public void Clear()
        {
            Count = 0;
            MeanB = 0;
            ScatterA = 0;
            ScatterB = 0;
            Product = 0;
            _meanA = 0;
        }

        /// <summary>Adds a chunk of pairs.</summary>
        public void Add(double[] a, double[] b, int count)
        {
            if (count == 0)
            {
                return;
            }

            double sumA = 0;
            double sumB = 0;
            for (int k = 0; k < count; k++)
            {
                sumA += a[k];
                sumB += b[k];
            }

            double meanA = sumA / count;
            double meanB = sumB / count;
            double scatterA = 0;
            double scatterB = 0;
            double product = 0;
            for (int k = 0; k < count; k++)
            {
                double da = a[k] - meanA;
                double db = b[k] - meanB;
                scatterA += da * da;
                scatterB += db * db;
                product += da * db;
            }

            int total = Count + count;
            double stepA = meanA - _meanA;
            double stepB = meanB - MeanB;
            double share = (double)count / total;
            double weight = Count * share;
            ScatterA += scatterA + (stepA * stepA * weight);
            ScatterB += scatterB + (stepB * stepB * weight);
            Product += product + (stepA * stepB * weight);
            _meanA += stepA * share;
            MeanB += stepB * share;
            Count = total;
        }
    }
}
