using NanoBatch.Runtime;

namespace NanoBatch.SelfTest
{
    /// <summary>Files of fixed room in memory, as large as a board's flash, and how often they were read.</summary>
    public sealed class MemoryDisk : IStore
    {
        private const int FilesMax = 48;
        private const int FileBytes = 4 * 1024;

        private readonly bool[] _exists = new bool[FilesMax];
        private readonly string[] _names = new string[FilesMax];
        private readonly byte[][] _files = new byte[FilesMax][];
        private readonly int[] _lengths = new int[FilesMax];

        /// <summary>Calls of <see cref="Read"/>, each of which opens a file on a board, and bytes that they brought.</summary>
        public int ReadCount;
        public int ReadBytes;

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
            for (int i = 0; file < 0 && i < FilesMax; i++)
            {
                if (!_exists[i])
                {
                    file = i;
                    _exists[i] = true;
                    _names[i] = name;
                    _files[i] = new byte[FileBytes];
                    _lengths[i] = 0;
                }
            }

            if (file < 0 || _lengths[file] + count > FileBytes)
            {
                return false;
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
            }

            return true;
        }

        public long FreeBytes()
        {
            return 65536;
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
