using NanoBatch.Runtime;

namespace NanoBatch.Benchmark
{
    /// <summary>A few files in memory whose room is allocated once: what grows in a soak is then the runtime's.</summary>
    internal sealed class SoakDisk : IStore
    {
        private const int FilesMax = 4;
        private const int FileBytes = 5 * 1024;

        private readonly string[] _names = new string[FilesMax];
        private readonly byte[][] _files = new byte[FilesMax][];
        private readonly int[] _lengths = new int[FilesMax];

        /// <summary>Files created and deleted so far.</summary>
        public int CreateCount;
        public int DeleteCount;

        public SoakDisk()
        {
            for (int i = 0; i < FilesMax; i++)
            {
                _files[i] = new byte[FileBytes];
            }
        }

        public string[] List()
        {
            return new string[0];      // asked at the start alone, when there are none
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
                file = FreePlace();
                if (file < 0)
                {
                    return false;
                }

                _names[file] = name;
                CreateCount++;
                _lengths[file] = 0;
            }

            if (_lengths[file] + count > FileBytes)
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
                _names[file] = null;
                DeleteCount++;
            }

            return true;
        }

        public long FreeBytes()
        {
            return FileBytes;
        }

        private int FreePlace()
        {
            for (int i = 0; i < FilesMax; i++)
            {
                if (_names[i] == null)
                {
                    return i;
                }
            }

            return -1;
        }

        private int IndexOf(string name)
        {
            for (int i = 0; i < FilesMax; i++)
            {
                if (_names[i] != null && _names[i] != null && _names[i] == name)
                {
                    return i;
                }
            }

            return -1;
        }
    }
}
