namespace System.IO.Hashing
{
    public class Crc32
    {
        public extern Crc32();

        public static extern uint HashToUInt32(SpanByte source);

        public extern void Append(SpanByte source);

        public extern uint GetCurrentHashAsUInt32();
    }
}
