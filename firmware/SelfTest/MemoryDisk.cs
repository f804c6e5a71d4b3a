using NanoBatch.Runtime;

namespace NanoBatch.SelfTest
{
    /// <summary>Files in memory, as large as a board's flash, and how often they were read.</summary>
    /// <remarks>A name's last digits say where its file lies, so that what a board spends on its store is not drowned by what this one spends on finding it.</remarks>
    public sealed class MemoryDisk : IStore
    {
        private const int ProfilePlaces = 4;

        private readonly int _stepBytes;
        private readonly int _filesOfKind;
        private readonly bool[] _exists;
        private readonly string[] _names;
        private readonly byte[][] _files;
        private readonly int[] _lengths;

        /// <summary>Calls of <see cref="Read"/>, each of which opens a file on a board, and bytes that they brought.</summary>
        public int ReadCount;
        public int ReadBytes;

        /// <summary>Bytes that can still be written before power fails: the write that reaches the end is torn, those after it do nothing.</summary>
        public int BytesToCut = int.MaxValue;

        /// <param name="stepBytes">A file's room grows in such steps: a heap of 96 KB has none to spare, a measurement wants one for good.</param>
        /// <param name="filesOfKind">Places each for ledger, history and packages, a power of two; a place costs a board 29 bytes.</param>
        public MemoryDisk(int stepBytes, int filesOfKind)
        {
            _stepBytes = stepBytes;
            _filesOfKind = filesOfKind;
            int places = (3 * filesOfKind) + ProfilePlaces;
            _exists = new bool[places];
            _names = new string[places];
            _files = new byte[places][];
            _lengths = new int[places];
        }

        public string[] List()
        {
            int count = 0;
            for (int i = 0; i < _names.Length; i++)
            {
                count += _exists[i] ? 1 : 0;
            }

            string[] names = new string[count];
            for (int i = _names.Length - 1; i >= 0; i--)
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
            ReadCount++;
            ReadBytes += count;
            return count;
        }

        public int Length(string name)
        {
            int file = IndexOf(name);
            return file < 0 ? -1 : _lengths[file];
        }

        public bool Append(string name, byte[] buffer, int offset, int count)
        {
            if (count > BytesToCut)
            {
                int rest = BytesToCut;
                BytesToCut = 0;
                if (rest > 0)
                {
                    Write(name, buffer, offset, rest);
                }

                return false;
            }

            BytesToCut -= BytesToCut == int.MaxValue ? 0 : count;
            return Write(name, buffer, offset, count);
        }

        public bool Delete(string name)
        {
            int file = BytesToCut == 0 ? -1 : IndexOf(name);
            if (file >= 0)
            {
                _exists[file] = false;
                _files[file] = new byte[0];
            }

            return BytesToCut != 0;
        }

        public long FreeBytes()
        {
            return 65536;
        }

        private bool Write(string name, byte[] buffer, int offset, int count)
        {
            int file = IndexOf(name);
            if (file < 0)
            {
                file = PlaceOf(name);
                if (_exists[file])
                {
                    return false;
                }

                _exists[file] = true;
                _names[file] = name;
                _files[file] = new byte[_stepBytes];
                _lengths[file] = 0;
            }

            if (_lengths[file] + count > _files[file].Length)
            {
                byte[] larger = new byte[_lengths[file] + count + _stepBytes];
                System.Array.Copy(_files[file], 0, larger, 0, _lengths[file]);
                _files[file] = larger;
            }

            System.Array.Copy(buffer, offset, _files[file], _lengths[file], count);
            _lengths[file] += count;
            return true;
        }

        private int IndexOf(string name)
        {
            int file = PlaceOf(name);
            return _exists[file] && _names[file] == name ? file : -1;
        }

        /// <summary>Where a file lies, by the last two hex digits before the suffix.</summary>
        private int PlaceOf(string name)
        {
            int digits = (Digit(name[10]) << 4) | Digit(name[11]);
            char kind = name[2];
            if (kind == 'p')
            {
                return (3 * _filesOfKind) + (digits & (ProfilePlaces - 1));
            }

            return (digits & (_filesOfKind - 1)) + (kind == 'l' ? 0 : kind == 'h' ? _filesOfKind : 2 * _filesOfKind);
        }

        private static int Digit(char character)
        {
            return character <= '9' ? character - '0' : character - 'a' + 10;
        }
    }
}
