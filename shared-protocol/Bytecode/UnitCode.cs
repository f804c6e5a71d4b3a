namespace NanoBatch.Protocol
{
    /// <summary>Units in a package: one byte for those that fields see every day, text for the rest.</summary>
    public static class UnitCode
    {
        private const int TextMark = 0;

        private const int Count = 28;

        public static void Write(ByteWriter writer, string unit)
        {
            for (int i = 1; i < Count; i++)
            {
                if (Of(i) == unit)
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
                if (code >= Count)
                {
                    reader.IsBad = true;
                    return string.Empty;
                }

                return Of(code);
            }

            string unit = reader.Text(Limits.UnitLengthMax * 2);
            for (int i = 1; i < Count; i++)
            {
                if (Of(i) == unit)
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

        /// <summary>The text of a code. Codes are only ever appended; no table, which would lie in a board's memory.</summary>
        private static string Of(int code)
        {
            switch (code)
            {
                case 1:
                    return "raw";
                case 2:
                    return "%";
                case 3:
                    return "°C";
                case 4:
                    return "kPa";
                case 5:
                    return "mV";
                case 6:
                    return "V";
                case 7:
                    return "m3/m3";
                case 8:
                    return "mS/cm";
                case 9:
                    return "pH";
                case 10:
                    return "lx";
                case 11:
                    return "hPa";
                case 12:
                    return "mm";
                case 13:
                    return "cm";
                case 14:
                    return "m";
                case 15:
                    return "h";
                case 16:
                    return "s";
                case 17:
                    return "K";
                case 18:
                    return "°F";
                case 19:
                    return "ppm";
                case 20:
                    return "mA";
                case 21:
                    return "A";
                case 22:
                    return "W";
                case 23:
                    return "Hz";
                case 24:
                    return "bpm";
                case 25:
                    return "g";
                case 26:
                    return "kg";
                case 27:
                    return "N";
                default:
                    return "";
            }
        }
    }
}
