using NanoBatch.Protocol;

namespace NanoBatch.SelfTest
{
    /// <summary>CRC-32 and SHA-256 by their published vectors, and around the end of a block.</summary>
    public static class ChecksumCases
    {
        public static void Run(CaseLog log)
        {
            byte[] check = Utf8.Encode("123456789");
            log.Equal("crc32/check", "CBF43926", Hex.Of(Crc32.Of(check, 0, 9)));
            log.Equal("crc32/empty", "00000000", Hex.Of(Crc32.Of(check, 4, 0)));
            RunningCrc running = new RunningCrc();
            running.Add(check, 0, 4);
            running.Add(check, 4, 5);
            log.Equal("crc32/in-two-parts", "CBF43926", Hex.Of(running.Value));

            Text(log, "empty", "", "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855");
            Text(log, "abc", "abc", "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD");
            Text(log, "448-bits", "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248D6A61D20638B8E5C026930C3E6039A33CE45964FF2167F6ECEDD419DB06C1");
            Run(log, 55, "9F4390F8D30C2DD92EC9F095B65E2B9AE9B0A925A5258E241C9F1E910F734318");
            Run(log, 56, "B35439A4AC6F0948B6D6F9E3C6AF0F5F590CE20F1BDE7090EF7970686EC6738A");
            Run(log, 63, "7D3E74A05D7DB15BCE4AD9EC0658EA98E3F06EEECF16B4C6FFF2DA457DDC2F34");
            Run(log, 64, "FFE054FE7AE0CB6DC65C3AF9B61D5209F439851DB43D0BA5997337DF154668EB");
            Run(log, 119, "31EBA51C313A5C08226ADF18D4A359CFDFD8D2E816B13F4AF952F7EA6584DCFB");
            Run(log, 120, "2F3D335432C70B580AF0E8E1B3674A7C020D683AA5F73AAAEDFDC55AF904C21C");
            Run(log, 1000, "41EDECE42D63E8D9BF515A9BA6932E1C20CBC9F5A5D134645ADB5DB1B9737EA3");
        }

        private static void Text(CaseLog log, string name, string text, string digest)
        {
            byte[] bytes = Utf8.Encode(text);
            log.Equal("sha256/" + name, digest, Hex.Of(Sha256.Of(bytes, 0, bytes.Length), 0, Sha256.DigestBytes));
        }

        /// <summary>So many letters a, not at the array's start.</summary>
        private static void Run(CaseLog log, int count, string digest)
        {
            byte[] bytes = new byte[count + 3];
            for (int i = 0; i < count; i++)
            {
                bytes[i + 3] = (byte)'a';
            }

            log.Equal("sha256/" + count.ToString() + "-times-a", digest, Hex.Of(Sha256.Of(bytes, 3, count), 0, Sha256.DigestBytes));
        }
    }
}
