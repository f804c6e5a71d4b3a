namespace NanoBatch.SelfTest
{
    public static class Program
    {
        public static void Main()
        {
        }
    }
}
