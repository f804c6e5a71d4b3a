namespace System
{
    public struct SpanByte
    {
        public extern SpanByte(byte[] array, int start, int length);
    }
}
