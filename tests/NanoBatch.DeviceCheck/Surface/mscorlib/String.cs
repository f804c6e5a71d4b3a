namespace System
{
    public sealed class String
    {
        public static readonly string Empty;

        public extern String(char[] value);

        public extern String(char[] value, int startIndex, int length);

        public extern String(char c, int count);

        public extern int Length { get; }

        [Runtime.CompilerServices.IndexerName("Chars")]
        public extern char this[int index] { get; }

        public static extern bool operator ==(string a, string b);

        public static extern bool operator !=(string a, string b);

        public static extern string Concat(string str0, string str1);

        public static extern string Concat(string str0, string str1, string str2);

        public static extern string Concat(string str0, string str1, string str2, string str3);

        public static extern string Concat(params string[] values);

        public override extern bool Equals(object obj);

        public extern string Substring(int startIndex);

        public extern string Substring(int startIndex, int length);

        public extern int IndexOf(char value);

        public extern int IndexOf(string value);

        public extern int LastIndexOf(char value);

        public extern bool StartsWith(string value);

        public extern bool EndsWith(string value);

        public extern char[] ToCharArray();
    }
}
