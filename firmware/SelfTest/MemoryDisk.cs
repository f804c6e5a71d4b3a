using NanoBatch.Runtime;

namespace NanoBatch.SelfTest
{
    /// <summary>Files in memory, as large as a board's flash, and how often they were read.</summary>
    /// <remarks>A name's last digits say where its file lies, so that what a board spends on its store is not drowned by what this one spends on finding it.</remarks>
    public sealed class MemoryDisk : IStore
    {
        private const int FilesMax = 96;
        private const int FilesOfKind = 32;

        private readonly int _stepBytes;

        private readonly bool[] _exists = new bool[FilesMax];
        private readonly string[] _names = new string[FilesMax];
        private readonly byte[][] _files = new byte[FilesMax][];
        private readonly int[] _lengths = new int[FilesMax];

        /// <summary>Calls of <see cref="Read"/>, each of which opens a file on a board, and bytes that they brought.</summary>
        public int ReadCount;
        public int ReadBytes;

        /// <param name="stepBytes">A file's room grows in such steps: a heap of 96 KB has none to spare, a measurement wants one for good.</param>
        public MemoryDisk(int stepBytes)
        {
            _stepBytes = stepBytes;
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

        private int IndexOf(string name)
        {
            int file = PlaceOf(name);
            return _exists[file] && _names[file] == name ? file : -1;
        }

        /// <summary>32 places each for ledger, history and packages, by the last two hex digits before the suffix.</summary>
        private static int PlaceOf(string name)
        {
            int digits = (Digit(name[10]) << 4) | Digit(name[11]);
            char kind = name[2];
            return (digits & (FilesOfKind - 1)) + (kind == 'l' ? 0 : kind == 'h' ? FilesOfKind : 2 * FilesOfKind);
        }

        private static int Digit(char character)
        {
            return character <= '9' ? character - '0' : character - 'a' + 10;
        }
    }
}
