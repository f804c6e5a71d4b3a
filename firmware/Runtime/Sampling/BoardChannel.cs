namespace NanoBatch.Runtime
{
    /// <summary>One input of a board: name, wiring, unit and calibration.</summary>
    public sealed class BoardChannel
    {
        public string Name;

        /// <summary>ADC1 channel number.</summary>
        public int AdcInput;

        /// <summary>Unit of calibrated values; "raw" without a calibration.</summary>
        public string Unit = "raw";
        public Calibration Calibration = Calibration.Identity;
    }
}
