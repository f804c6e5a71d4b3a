namespace System
{
    public static class Math
    {
        public static extern double Sqrt(double d);
    }
}
