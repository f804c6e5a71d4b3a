namespace NanoBatch.Protocol
{
    /// <summary>Units in a package: one byte for those that fields see every day, text for the rest.</summary>
    public static class UnitCode
    {
        private const int TextMark = 0;

        // Numbered by position, only ever appended to.
        private static readonly string[] s_units = new string[]
        {
            null, "raw", "%", "°C", "kPa", "mV", "V", "m3/m3", "mS/cm", "pH", "lx", "hPa", "mm", "cm", "m", "h", "s", "K", "°F", "ppm", "mA", "A", "W", "Hz", "bpm", "g", "kg", "N",
        };

        public static void Write(ByteWriter writer, string unit)
        {
            for (int i = 1; i < s_units.Length; i++)
            {
                if (s_units[i] == unit)
                {
                    writer.U8(i);
                    return;
                }
            }

            writer.U8(TextMark);
            writer.Text(unit);
        }

        /// <summary>Reads a unit; the reader turns bad when the code is unknown or the text is empty, too long or in the table.</summary>
        public static string Read(ByteReader reader)
        {
            int code = reader.U8();
            if (code != TextMark)
            {
                if (code >= s_units.Length)
                {
                    reader.IsBad = true;
                    return string.Empty;
                }

                return s_units[code];
            }

            string unit = reader.Text(Limits.UnitLengthMax * 2);
            for (int i = 1; i < s_units.Length; i++)
            {
                if (s_units[i] == unit)
                {
                    reader.IsBad = true;
                }
            }

            if (unit.Length == 0)
            {
                reader.IsBad = true;
            }

            return unit;
        }
    }
}
