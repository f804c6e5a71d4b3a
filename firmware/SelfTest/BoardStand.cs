using NanoBatch.Runtime;

namespace NanoBatch.SelfTest
{
    /// <summary>Hardware of a board under test: inputs that follow a formula, a store in memory, a line whose other end is the test.</summary>
    public sealed class BoardStand : IAdc, IStore, IByteLink
    {
        private const int FilesMax = 20;

        // On nanoCLR an empty element of a string array does not compare equal to null in every form, so files that exist are marked.
        private readonly bool[] _exists = new bool[FilesMax];
        private readonly string[] _names = new string[FilesMax];
        private readonly byte[][] _files = new byte[FilesMax][];
        private readonly int[] _lengths = new int[FilesMax];
        private readonly byte[] _toBoard = new byte[512];
        private int _toBoardCount;
        private uint _noise = 7;
        private int _readings;

        /// <summary>What the board sent since <see cref="Clear"/>.</summary>
        public readonly byte[] FromBoard = new byte[1024];
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

        public string[] List()
        {
            int count = 0;
            for (int i = 0; i < FilesMax; i++)
            {
                count += _exists[i] ? 1 : 0;
            }

            string[] names = new string[count];
            for (int i = FilesMax - 1; i >= 0; i--)
            {
                if (_exists[i])
                {
                    names[--count] = _names[i];
                }
            }

            return names;
        }

        public int Read(string name, int position, byte[] buffer, int offset, int count)
        {
            int file = IndexOf(name);
            if (file < 0)
            {
                return -1;
            }

            int left = _lengths[file] - position;
            count = left < 0 ? 0 : left < count ? left : count;
            System.Array.Copy(_files[file], count == 0 ? 0 : position, buffer, offset, count);
            return count;
        }

        public int Length(string name)
        {
            int file = IndexOf(name);
            return file < 0 ? -1 : _lengths[file];
        }

        public bool Append(string name, byte[] buffer, int offset, int count)
        {
            int file = IndexOf(name);
            if (file < 0)
            {
                file = 0;
                while (_exists[file])
                {
                    file++;
                }

                _exists[file] = true;
                _names[file] = name;
                _files[file] = new byte[1024];
                _lengths[file] = 0;
            }

            if (_lengths[file] + count > _files[file].Length)
            {
                // The heap of a board without PSRAM is under 100 KB: files grow only as far as they must.
                byte[] larger = new byte[_lengths[file] + count + 1024];
                System.Array.Copy(_files[file], 0, larger, 0, _lengths[file]);
                _files[file] = larger;
            }

            System.Array.Copy(buffer, offset, _files[file], _lengths[file], count);
            _lengths[file] += count;
            return true;
        }

        public bool Delete(string name)
        {
            int file = IndexOf(name);
            if (file >= 0)
            {
                _exists[file] = false;
                _files[file] = new byte[0];
            }

            return true;
        }

        public long FreeBytes()
        {
            return 65536;
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

        private int IndexOf(string name)
        {
            for (int i = 0; i < FilesMax; i++)
            {
                if (_exists[i] && _names[i] == name)
                {
                    return i;
                }
            }

            return -1;
        }
    }
}
