namespace System
{
    public class Object
    {
        public extern Object();

        public virtual extern bool Equals(object obj);

        public virtual extern int GetHashCode();

        public virtual extern string ToString();
    }

    public abstract class ValueType
    {
    }

    public abstract class Enum : ValueType
    {
    }

    public struct Void
    {
    }

    public struct Boolean
    {
        public override extern string ToString();
    }

    public struct Char
    {
        public override extern string ToString();
    }

    public struct SByte
    {
        public override extern string ToString();
    }

    public struct Byte
    {
        public override extern string ToString();

        public extern string ToString(string format);
    }

    public struct Int16
    {
        public override extern string ToString();
    }

    public struct UInt16
    {
        public override extern string ToString();
    }

    public struct Int32
    {
        public const int MaxValue = 0x7FFFFFFF;
        public const int MinValue = unchecked((int)0x80000000);

        public override extern string ToString();

        public extern string ToString(string format);
    }

    public struct UInt32
    {
        public const uint MaxValue = 0xFFFFFFFF;

        public override extern string ToString();

        public extern string ToString(string format);
    }

    public struct Int64
    {
        public const long MaxValue = 0x7FFFFFFFFFFFFFFF;
        public const long MinValue = unchecked((long)0x8000000000000000);

        public override extern string ToString();

        public extern string ToString(string format);
    }

    public struct UInt64
    {
        public const ulong MaxValue = 0xFFFFFFFFFFFFFFFF;

        public override extern string ToString();

        public extern string ToString(string format);
    }

    public struct Single
    {
        public override extern string ToString();
    }

    public struct Double
    {
        public const double MaxValue = 1.7976931348623157E+308;
        public const double MinValue = -1.7976931348623157E+308;

        public override extern string ToString();

        public extern string ToString(string format);
    }

    public struct IntPtr
    {
    }

    public struct UIntPtr
    {
    }

    public abstract class Array
    {
        public extern int Length { get; }

        public static extern void Copy(Array sourceArray, Array destinationArray, int length);

        public static extern void Copy(Array sourceArray, int sourceIndex, Array destinationArray, int destinationIndex, int length);

        public static extern void Clear(Array array, int index, int length);
    }

    public abstract class Delegate
    {
        public static extern Delegate Combine(Delegate a, Delegate b);

        public static extern Delegate Remove(Delegate source, Delegate value);
    }

    public abstract class MulticastDelegate : Delegate
    {
    }

    public abstract class Type
    {
    }

    public struct RuntimeTypeHandle
    {
    }

    public struct RuntimeFieldHandle
    {
    }

    public class Exception
    {
        public extern Exception();

        public extern Exception(string message);

        public virtual extern string Message { get; }

        public extern Exception InnerException { get; }
    }

    public class SystemException : Exception
    {
    }

    public class OutOfMemoryException : SystemException
    {
    }

    public interface IDisposable
    {
        void Dispose();
    }

    public static class BitConverter
    {
        public static extern long DoubleToInt64Bits(double value);

        public static extern double Int64BitsToDouble(long value);

        public static extern uint ToUInt32(byte[] value, int startIndex);
    }

    public static class Console
    {
        public static extern void WriteLine(string value);
    }
}
