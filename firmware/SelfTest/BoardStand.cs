using NanoBatch.Runtime;

namespace NanoBatch.SelfTest
{
    /// <summary>Hardware of a board under test: inputs that follow a formula, a store in memory, a line whose other end is the test.</summary>
    public sealed class BoardStand : IAdc, IByteLink
    {
        private readonly byte[] _toBoard = new byte[384];
        private int _toBoardCount;
        private uint _noise = 7;
        private int _readings;

        /// <summary>The board's files, as large as the heap of a board without PSRAM has room for.</summary>
        public readonly MemoryDisk Disk = new MemoryDisk(128, 8);

        /// <summary>What the board sent since <see cref="Clear"/>.</summary>
        public readonly byte[] FromBoard = new byte[768];
        public int FromBoardCount;

        public int ConnectionNumber
        {
            get { return 1; }
        }

        /// <summary>Dry-downs of some 14 000 readings with noise, one failed reading in 64 and one at a rail in 64.</summary>
        public int Read(int channel)
        {
            _noise = (_noise * 1664525u) + 1013904223u;
            long random = _noise >> 16;
            if ((random & 63) == 1)
            {
                return Ring.Gap;
            }

            if ((random & 63) == 2)
            {
                return 4095;
            }

            _readings++;
            return 1800 + ((_readings / 16) % 900) + (channel * 137) + (int)((random >> 11) + ((random & 7) << 4));
        }

        public int Read(byte[] buffer, int offset, int count)
        {
            count = _toBoardCount < count ? _toBoardCount : count;
            System.Array.Copy(_toBoard, 0, buffer, offset, count);
            _toBoardCount -= count;
            System.Array.Copy(_toBoard, count, _toBoard, 0, _toBoardCount);
            return count;
        }

        public bool Write(byte[] buffer, int offset, int count)
        {
            System.Array.Copy(buffer, offset, FromBoard, FromBoardCount, count);
            FromBoardCount += count;
            return true;
        }

        /// <summary>Puts bytes on the line to the board.</summary>
        public void Send(byte[] bytes, int count)
        {
            System.Array.Copy(bytes, 0, _toBoard, _toBoardCount, count);
            _toBoardCount += count;
        }

        /// <summary>Forgets what the board sent.</summary>
        public void Clear()
        {
            FromBoardCount = 0;
        }
    }
}
