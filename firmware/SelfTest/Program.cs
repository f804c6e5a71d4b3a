namespace NanoBatch.SelfTest
{
    /// <summary>Runs known cases through the code that a board runs, and says of each whether it came out: on .NET, on a desktop nanoCLR and on a board.</summary>
    public static class Program
    {
        public static void Main()
        {
            CaseLog log = new CaseLog();
            ChecksumCases.Run(log);
            FrameCases.Run(log);
            CodecCases.Run(log);
            RecordCases.Run(log);
            PackageCases.Run(log);
            RefusalCases.Run(log);
            DueTimeCases.Run(log);
            SamplingCases.Run(log);
            CalibrationCases.Run(log);
            AggregateCases.Run(log);
            RandomScanCases.Run(log);
            BoardCases.Run(log);
            HistoryCases.Run(log);
            log.Total();
        }
    }
}
