using System.Text;

namespace NanoBatch.Protocol
{
    /// <summary>Text and UTF-8, total in both directions on both runtimes.</summary>
    public static class Utf8
    {
        public static byte[] Encode(string text)
        {
            return Encoding.UTF8.GetBytes(text);
        }

        /// <summary>Decodes well-formed UTF-8; anything else gives "?" for each byte over 127, because the device's decoder has no fallback.</summary>
        public static string Decode(byte[] bytes, int offset, int count)
        {
            if (IsWellFormed(bytes, offset, count))
            {
                return Encoding.UTF8.GetString(bytes, offset, count);
            }

            char[] text = new char[count];
            for (int i = 0; i < count; i++)
            {
                byte b = bytes[offset + i];
                text[i] = b < 128 ? (char)b : '?';
            }

            return new string(text);
        }

        /// <summary>True for UTF-8 without zero bytes, of at most three bytes a character; enough for units and labels.</summary>
        public static bool IsWellFormed(byte[] bytes, int offset, int count)
        {
            int end = offset + count;
            int i = offset;
            while (i < end)
            {
                int b = bytes[i++];
                if (b == 0)
                {
                    return false;
                }

                if (b < 128)
                {
                    continue;
                }

                int more = b >= 0xC2 && b < 0xE0 ? 1 : b >= 0xE1 && b < 0xED ? 2 : -1;
                if (more < 0 || more > end - i)
                {
                    return false;
                }

                while (more-- > 0)
                {
                    if ((bytes[i++] & 0xC0) != 0x80)
                    {
                        return false;
                    }
                }
            }

            return true;
        }
    }
}
