using NanoBatch.Protocol;

namespace NanoBatch.SelfTest
{
    /// <summary>Keeps of the lines only what two runtimes compare: a CRC over all of them, LF behind each, and the first one that is not ok.</summary>
    public sealed class DigestOutput : ICaseOutput
    {
        private readonly byte[] _lineEnd = new byte[] { 10 };
        private readonly RunningCrc _crc = new RunningCrc();

        /// <summary>The first line that is not ok, or empty.</summary>
        public string FirstFailure = string.Empty;

        /// <summary>CRC-32 of the lines so far.</summary>
        public uint Crc
        {
            get { return _crc.Value; }
        }

        public void Line(string text)
        {
            byte[] bytes = Utf8.Encode(text);
            _crc.Add(bytes, 0, bytes.Length);
            _crc.Add(_lineEnd, 0, 1);
            if (FirstFailure.Length == 0 && text.IndexOf("BAD ") == 0)
            {
                FirstFailure = text;
            }
        }
    }
}
