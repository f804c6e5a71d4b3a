namespace NanoBatch.SelfTest
{
    /// <summary>Runs known cases through the code that a board runs, and says of each whether it came out: on .NET, on a desktop nanoCLR and on a board.</summary>
    public static class Program
    {
        public static void Main()
        {
            CaseLog log = new CaseLog(new ConsoleOutput());
            for (int group = 0; group < SelfTestGroups.Count; group++)
            {
                SelfTestGroups.Run(group, log);
            }

            log.Total();
        }
    }
}
