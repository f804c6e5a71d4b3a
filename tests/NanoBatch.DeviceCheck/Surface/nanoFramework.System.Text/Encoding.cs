namespace System.Text
{
    public abstract class Encoding
    {
        public static extern Encoding UTF8 { get; }

        public abstract byte[] GetBytes(string s);

        public abstract string GetString(byte[] bytes, int index, int count);
    }
}
