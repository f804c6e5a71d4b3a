using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>One scan instruction with everything resolved: channels to rings, constants to units, the window to slots.</summary>
    /// <remarks>One object for each engine, filled again for each instruction; nothing is reallocated. Channels are indexed as the series index them (the job's
    /// channel numbers), so rings and calibrations are set once for a job. All channels of one request share one period: one absolute slot number means the
    /// same instant in each ring.</remarks>
    public sealed class ScanRequest
    {
        /// <summary>Most items of one request.</summary>
        public const int MaxItems = Limits.ScanItemsMax;

        /// <summary>Ring of each channel that the series read.</summary>
        public readonly Ring[] Rings;

        /// <summary>Least valid counts of each channel; 0 without a <c>valid</c> range.</summary>
        public int[] ValidLow;

        /// <summary>Greatest valid counts of each channel; 4095 without a <c>valid</c> range. Below <see cref="ValidLow"/>: nothing is valid.</summary>
        public int[] ValidHigh;

        /// <summary>Calibration of each channel that the series read, never null.</summary>
        public Calibration[] Calibrations;

        /// <summary>The series that every item but <see cref="Aggregate.Corr"/> looks at; may be an instruction's own object, it is only read.</summary>
        public SeriesCode X;

        /// <summary>The second series of <see cref="Aggregate.Corr"/>; null or empty without one.</summary>
        public SeriesCode Y;

        /// <summary>One of <see cref="Runtime.FilterKind"/>; the range is tested on <see cref="X"/>.</summary>
        public byte FilterKind;

        /// <summary>Both ends included, in the unit of <see cref="X"/> (<see cref="FilterKind.Unit"/>) or in counts (<see cref="FilterKind.Counts"/>; X is one
        /// channel).</summary>
        public double FilterLow;

        /// <summary>See <see cref="FilterLow"/>.</summary>
        public double FilterHigh;

        /// <summary>Items in use.</summary>
        public int ItemCount;

        /// <summary>What each item yields.</summary>
        public readonly Aggregate[] Kinds;

        /// <summary>First constant: percent 1..99 of Percentile, 0..1 of Quantile, weight of Ewma, threshold of Above, Below and Crossings, low end of Hist; in the unit of
        /// <see cref="X"/>.</summary>
        public readonly double[] Arg0;

        /// <summary>Second constant: high end of Hist. Not above the low end: the histogram is null.</summary>
        public readonly double[] Arg1;

        /// <summary>Bins of Hist, 1..32.</summary>
        public readonly byte[] Bins;

        /// <summary>Absolute number of the window's newest slot.</summary>
        public long NewestSlot;

        /// <summary>Slots of the window, which is also how many samples are expected; 0..65 535.</summary>
        public int WindowSlots;

        /// <summary>Percent of the expected samples that must be valid; 0 asks for none.</summary>
        public double NeedsPercent;

        /// <summary>Sample period in hours.</summary>
        public double PeriodHours;

        /// <summary>True when the rings' summaries may be used: the job asked for them (its bit in the package), whatever other jobs asked.</summary>
        public bool UseSummaries;

        /// <summary>Room for any request.</summary>
        public ScanRequest() : this(Limits.ChannelsMax, MaxItems, true)
        {
            ValidLow = new int[Limits.ChannelsMax];
            ValidHigh = new int[Limits.ChannelsMax];
            Calibrations = new Calibration[Limits.ChannelsMax];
        }

        /// <summary>Room for requests of known jobs, whose own ranges and calibrations it takes.</summary>
        public ScanRequest(int channels, int items, bool hasHistograms)
        {
            Rings = new Ring[channels];
            Kinds = new Aggregate[items];
            Arg0 = new double[items];
            Arg1 = new double[hasHistograms ? items : 0];
            Bins = new byte[hasHistograms ? items : 0];
        }

        /// <summary>Forgets series, filter and items; channels, window, period and needs stay.</summary>
        public void Clear()
        {
            X = null;
            Y = null;
            FilterKind = Runtime.FilterKind.None;
            ItemCount = 0;
        }

        /// <summary>Describes a channel.</summary>
        /// <param name="channel">Channel number of the job, 0..15.</param>
        /// <param name="ring">Its ring.</param>
        /// <param name="validLow">Least valid counts, 0 for all.</param>
        /// <param name="validHigh">Greatest valid counts, 4095 for all.</param>
        /// <param name="calibration">Its calibration; <see cref="Calibration.Identity"/> where it has none.</param>
        public void SetChannel(int channel, Ring ring, int validLow, int validHigh, Calibration calibration)
        {
            Rings[channel] = ring;
            ValidLow[channel] = validLow;
            ValidHigh[channel] = validHigh;
            Calibrations[channel] = calibration;
        }

        /// <summary>Appends an item; constants that its kind does not use are ignored.</summary>
        public void AddItem(Aggregate kind, double arg0, double arg1, int bins)
        {
            int index = ItemCount;
            Kinds[index] = kind;
            Arg0[index] = arg0;
            if (kind == Aggregate.Hist)
            {
                Arg1[index] = arg1;
                Bins[index] = (byte)bins;
            }

            ItemCount = index + 1;
        }
    }
}
