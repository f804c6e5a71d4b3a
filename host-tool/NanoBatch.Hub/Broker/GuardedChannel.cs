using System;
using System.Buffers;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using MQTTnet.Channel;

namespace NanoBatch.Hub;

/// <summary>A connection whose packets are measured before anybody makes room for them: the library allocates what a peer announces, up to 256 MB.</summary>
/// <remarks>Follows the bytes from packet to packet: one byte of type, one to four of length, the rest. Reads slower where packets come too fast.</remarks>
internal sealed class GuardedChannel : IMqttChannel
{
    private readonly IMqttChannel _inner;
    private readonly BrokerLimits _limits;
    private readonly RefusalLog _refusals;
    private readonly TimeProvider _time;
    private double _tokens;
    private long _countedAt;
    private bool _isSlowed;
    private int _bodyLeft;
    private int _lengthShift = -1;
    private long _length;

    public GuardedChannel(IMqttChannel inner, BrokerLimits limits, RefusalLog refusals, TimeProvider time)
    {
        _inner = inner;
        _limits = limits;
        _refusals = refusals;
        _time = time;
        _tokens = limits.PacketBurst;
        _countedAt = time.GetTimestamp();
    }

    public X509Certificate2 ClientCertificate => _inner.ClientCertificate;

    public EndPoint RemoteEndPoint => _inner.RemoteEndPoint;

    public EndPoint LocalEndPoint => _inner.LocalEndPoint;

    public bool IsSecureConnection => _inner.IsSecureConnection;

    private string Who => RemoteEndPoint?.ToString() ?? "a peer";

    public Task ConnectAsync(CancellationToken cancellationToken) => _inner.ConnectAsync(cancellationToken);

    public Task DisconnectAsync(CancellationToken cancellationToken) => _inner.DisconnectAsync(cancellationToken);

    public async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        if (_bodyLeft == 0 && _lengthShift < 0)
        {
            await WaitForTurnAsync(cancellationToken).ConfigureAwait(false);
        }

        int read = await _inner.ReadAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false);
        return Follow(buffer.AsSpan(offset, read)) ? read : 0;      // 0 ends the connection
    }

    public Task WriteAsync(ReadOnlySequence<byte> buffer, bool isEndOfPacket, CancellationToken cancellationToken)
        => _inner.WriteAsync(buffer, isEndOfPacket, cancellationToken);

    public void Dispose() => _inner.Dispose();

    private bool Follow(ReadOnlySpan<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            if (_bodyLeft > 0)
            {
                int step = Math.Min(_bodyLeft, bytes.Length - i);
                _bodyLeft -= step;
                i += step - 1;
            }
            else if (_lengthShift < 0)
            {
                _lengthShift = 0;       // the type
                _length = 0;
            }
            else
            {
                _length |= (long)(bytes[i] & 127) << _lengthShift;
                _lengthShift += 7;
                if (_length > _limits.PacketBytesMax)
                {
                    _refusals.Note(RefusalCause.PacketSize, Who, FormattableString.Invariant($"a packet of {_length} bytes or more, at most {_limits.PacketBytesMax}"));
                    return false;
                }

                if ((bytes[i] & 128) == 0)
                {
                    _bodyLeft = (int)_length;
                    _lengthShift = -1;
                    _tokens--;
                }
                else if (_lengthShift > 21)
                {
                    _refusals.Note(RefusalCause.Protocol, Who, "a packet's length has more than four bytes");
                    return false;
                }
            }
        }

        return true;
    }

    private async Task WaitForTurnAsync(CancellationToken cancel)
    {
        long now = _time.GetTimestamp();
        _tokens = Math.Min(_limits.PacketBurst, _tokens + (_time.GetElapsedTime(_countedAt, now).TotalSeconds * _limits.PacketsPerSecond));
        _countedAt = now;
        if (_tokens >= 1)
        {
            return;
        }

        if (!_isSlowed)
        {
            _isSlowed = true;
            _refusals.Note(RefusalCause.PacketRate, Who, FormattableString.Invariant($"more than {_limits.PacketsPerSecond} packets a second; it is read more slowly"));
        }

        await Task.Delay(TimeSpan.FromSeconds((1 - _tokens) / _limits.PacketsPerSecond), _time, cancel).ConfigureAwait(false);
    }
}
