using NanoBatch.Protocol;

namespace NanoBatch.Application
{
    /// <summary>Takes a broker's packets apart: bytes in, packets out. Says where the next bytes go, so that a payload is received where it stays.</summary>
    /// <remarks>
    /// A peer may announce 256 MB: nothing is allocated for a payload that no board takes, its bytes are read over. One packet at a time: what the properties
    /// say holds until the next call of <see cref="Took"/>.
    /// </remarks>
    public sealed class MqttReader
    {
        /// <summary>Longest topic that can be for a board, bytes: prefix, board, "req", client, and the slashes.</summary>
        public const int TopicMax = ProfileLimits.TopicPrefixBytesMax + ProfileLimits.BoardIdLengthMax + TopicNames.ClientLengthMax + 6;

        // What is being received. The values behind Length count down the packet's remaining bytes.
        private const int First = 0;
        private const int Length = 1;
        private const int TopicLength = 2;
        private const int Name = 3;
        private const int StrangeName = 4;
        private const int Id = 5;
        private const int Message = 6;
        private const int Answer = 7;
        private const int Skipped = 8;

        private const int LengthShiftMax = 21;
        private const int AnswerBytesMax = 3;

        private readonly byte[] _small = new byte[TopicMax];
        private int _part;
        private int _flags;
        private int _shift;
        private int _left;
        private int _strangeLeft;

        /// <summary>Takes the next bytes, from <see cref="Offset"/> on, at most <see cref="Count"/> of them: never 0.</summary>
        public byte[] Target;
        public int Offset;
        public int Count;

        /// <summary>True where what came is not MQTT: nothing behind it means anything.</summary>
        public bool IsBroken;

        /// <summary>See <see cref="MqttPacketType"/>.</summary>
        public int Type;

        /// <summary>Of a message; null where it is longer than <see cref="TopicMax"/>, so not for this board.</summary>
        public string Topic;

        /// <summary>Of a message, the taker's from now on; null where it is longer than <see cref="DeliveryFormat.ToBoardMax"/>.</summary>
        public byte[] Payload;

        /// <summary>Of a message with QoS 1 or an answer; 0 where there is none.</summary>
        public int PacketId;

        /// <summary>What an answer says; 0 is yes to a connection, up to 2 the QoS of a subscription.</summary>
        public int Code;

        /// <summary>True for a message that the broker kept from before the subscription.</summary>
        public bool IsRetained
        {
            get { return (_flags & 1) != 0; }
        }

        private bool HasId
        {
            get { return (_flags & 2) != 0; }
        }

        public MqttReader()
        {
            Want(First, _small, 1);
        }

        /// <summary>Notes that bytes were put at the target.</summary>
        /// <param name="count">1 to <see cref="Count"/>.</param>
        /// <returns>True when a packet is complete.</returns>
        public bool Took(int count)
        {
            if (_part > Length)
            {
                _left -= count;
            }

            Offset += count;
            Count -= count;
            while (Count == 0 && !IsBroken)
            {
                if (Next())
                {
                    Want(First, _small, 1);
                    return true;
                }
            }

            return false;
        }

        /// <summary>Goes on to the next part; true at the end of the packet.</summary>
        private bool Next()
        {
            switch (_part)
            {
                case First:
                    Type = _small[0] >> 4;
                    _flags = _small[0] & 15;
                    _shift = 0;
                    _left = 0;
                    Topic = null;
                    Payload = null;
                    PacketId = 0;
                    Code = 0;
                    Want(Length, _small, 1);
                    return false;

                case Length:
                    return AfterLength();

                case TopicLength:
                    _strangeLeft = Number(0);
                    IsBroken = _strangeLeft + (HasId ? 2 : 0) > _left;
                    if (_strangeLeft > TopicMax)
                    {
                        SkipName();
                    }
                    else
                    {
                        Want(Name, _small, _strangeLeft);
                    }

                    return false;

                case Name:
                    Topic = Utf8.Decode(_small, 0, Offset);
                    return AfterName();

                case StrangeName:
                    _strangeLeft -= Offset;
                    if (_strangeLeft > 0)
                    {
                        SkipName();
                        return false;
                    }

                    return AfterName();

                case Id:
                    PacketId = Number(0);
                    return BeginMessage();

                case Answer:
                    ReadAnswer(Offset);
                    return Skip();

                default:
                    return Skip();
            }
        }

        private bool AfterLength()
        {
            _left |= (_small[0] & 127) << _shift;
            if ((_small[0] & 128) != 0)
            {
                _shift += 7;
                IsBroken = _shift > LengthShiftMax;
                Want(Length, _small, 1);
                return false;
            }

            if (Type != MqttPacketType.Publish)
            {
                Want(Answer, _small, _left < AnswerBytesMax ? _left : AnswerBytesMax);
                return false;
            }

            // QoS 2 was never granted.
            IsBroken = _left < 2 || (_flags & 4) != 0;
            Want(TopicLength, _small, 2);
            return false;
        }

        private bool AfterName()
        {
            if (HasId)
            {
                Want(Id, _small, 2);
                return false;
            }

            return BeginMessage();
        }

        private bool BeginMessage()
        {
            if (_left > DeliveryFormat.ToBoardMax || Topic == null)
            {
                return Skip();
            }

            Payload = new byte[_left];
            Want(Message, Payload, _left);
            return _left == 0;
        }

        private void SkipName()
        {
            Want(StrangeName, _small, _strangeLeft < TopicMax ? _strangeLeft : TopicMax);
        }

        /// <summary>Reads over what is left of the packet; true where nothing is.</summary>
        private bool Skip()
        {
            Want(Skipped, _small, _left < TopicMax ? _left : TopicMax);
            return _left == 0;
        }

        private void ReadAnswer(int length)
        {
            bool hasId = Type == MqttPacketType.SubscribeAnswer || Type == MqttPacketType.PublishAnswer;
            if (hasId && length >= 2)
            {
                PacketId = Number(0);
            }

            // An answer that is cut short says no.
            int at = hasId ? 2 : 1;
            Code = length > at ? _small[at] : 255;
        }

        private int Number(int at)
        {
            return (_small[at] << 8) | _small[at + 1];
        }

        private void Want(int part, byte[] target, int count)
        {
            _part = part;
            Target = target;
            Offset = 0;
            Count = count;
        }
    }
}
