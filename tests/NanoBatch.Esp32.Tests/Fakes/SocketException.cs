namespace System.Net.Sockets;

/// <summary>Stands in for nanoFramework's, whose code is Windows' on every system; .NET's is the system's own.</summary>
internal sealed class SocketException(SocketError error) : Exception
{
    public int ErrorCode { get; } = (int)error;
}
