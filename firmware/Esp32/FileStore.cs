using System.IO;
using NanoBatch.Runtime;

namespace NanoBatch.Esp32
{
    /// <summary>Flat files on the board's drive. What the drive throws goes through: the application logs it and tells the runtime of a refusal.</summary>
    /// <remarks>The drive is littlefs: what was written is durable when its file is closed, not when it is flushed. One thread at a time.
    /// A list that failed must throw: an empty one would look like an empty disk.</remarks>
    internal sealed class FileStore : IStore
    {
        /// <summary>The board's own drive.</summary>
        public const string BoardDrive = "I:\\";

        /// <summary>A file takes whole blocks of the file system, bytes.</summary>
        private const int BlockBytes = 4096;

        /// <summary>The drive of a 4 MB board; the ESP32's driver tells no size of it.</summary>
        private const int DriveBytes = 256 * 1024;

        private readonly string _root;

        /// <param name="root">The drive, with its separator behind; no name in it has one.</param>
        public FileStore(string root)
        {
            _root = root;
        }

        public string[] List()
        {
            string[] names = Directory.GetFiles(_root);
            for (int i = 0; i < names.Length; i++)
            {
                names[i] = NameIn(names[i]);
            }

            return names;
        }

        public int Read(string name, int position, byte[] buffer, int offset, int count)
        {
            string path = _root + name;
            if (!File.Exists(path))
            {
                return -1;
            }

            FileStream file = OpenToRead(path);
            try
            {
                return position >= file.Length ? 0 : ReadFrom(file, position, buffer, offset, count);
            }
            finally
            {
                // A file that stays open could not be written again.
                Close(file);
            }
        }

        public int Length(string name)
        {
            string path = _root + name;
            if (!File.Exists(path))
            {
                return -1;
            }

            FileStream file = OpenToRead(path);
            try
            {
                return (int)file.Length;
            }
            finally
            {
                Close(file);
            }
        }

        public bool Append(string name, byte[] buffer, int offset, int count)
        {
            FileStream file = new FileStream(_root + name, FileMode.Append, FileAccess.Write);
            try
            {
                file.Write(buffer, offset, count);
            }
            finally
            {
                // The commit point: it throws where the flash took less than all.
                Close(file);
            }

            return true;
        }

        public bool Delete(string name)
        {
            File.Delete(_root + name);
            return true;
        }

        /// <summary>The drive's size less the blocks of all its files: the platform tells no free space.</summary>
        public long FreeBytes()
        {
            long free = new DriveInfo(_root).TotalSize;
            free = free > 0 ? free : DriveBytes;
            string[] names = List();
            for (int i = 0; i < names.Length; i++)
            {
                int length = Length(names[i]);
                free -= length <= 0 ? BlockBytes : (length + BlockBytes - 1) / BlockBytes * BlockBytes;
            }

            return free < 0 ? 0 : free;
        }

        private static FileStream OpenToRead(string path) => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);

        /// <summary>The platform's own Close leaves the object to the finalizer thread, which runs when no other is ready: a stream of records piled up 47.</summary>
        private static void Close(FileStream file)
        {
            file.Close();
#pragma warning disable CA1816 // on .NET this is the file's own affair
            System.GC.SuppressFinalize(file);
#pragma warning restore CA1816
        }

        private static int ReadFrom(FileStream file, int position, byte[] buffer, int offset, int count)
        {
            file.Position = position;
            int taken = 0;
            while (taken < count)
            {
                int part = file.Read(buffer, offset + taken, count - taken);
                if (part <= 0)
                {
                    break;
                }

                taken += part;
            }

            return taken;
        }

        /// <summary>The drive lists whole paths.</summary>
        private static string NameIn(string path)
        {
            int start = path.LastIndexOf('\\');
            int slash = path.LastIndexOf('/');
            return path.Substring((slash > start ? slash : start) + 1);
        }
    }
}
