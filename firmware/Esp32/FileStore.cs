using System;
using System.IO;
using NanoBatch.Runtime;

namespace NanoBatch.Esp32
{
    /// <summary>Flat files on the board's drive. Total: an exception is a false, a -1 or an empty list, and counts.</summary>
    /// <remarks>The drive is littlefs: what was written is durable when its file is closed, not when it is flushed. One thread at a time.</remarks>
    internal sealed class FileStore : IStore
    {
        /// <summary>The board's own drive.</summary>
        public const string BoardDrive = "I:\\";

        /// <summary>A file takes whole blocks of the file system, bytes.</summary>
        private const int BlockBytes = 4096;

        private readonly string _root;

        /// <param name="root">The drive, with its separator behind; no name in it has one.</param>
        public FileStore(string root)
        {
            _root = root;
        }

        /// <summary>Calls that the drive failed, since the start.</summary>
        public int FailureCount { get; private set; }

        public string[] List()
        {
            try
            {
                string[] names = Directory.GetFiles(_root);
                for (int i = 0; i < names.Length; i++)
                {
                    names[i] = NameIn(names[i]);
                }

                return names;
            }
            catch (Exception)
            {
                FailureCount++;
                return new string[0];
            }
        }

        public int Read(string name, int position, byte[] buffer, int offset, int count)
        {
            FileStream file = null;
            try
            {
                string path = _root + name;
                if (!File.Exists(path))
                {
                    return -1;
                }

                file = OpenToRead(path);
                return position >= file.Length ? 0 : ReadFrom(file, position, buffer, offset, count);
            }
            catch (Exception)
            {
                FailureCount++;
                return -1;
            }
            finally
            {
                Release(file);
            }
        }

        public int Length(string name)
        {
            FileStream file = null;
            try
            {
                string path = _root + name;
                if (!File.Exists(path))
                {
                    return -1;
                }

                file = OpenToRead(path);
                return (int)file.Length;
            }
            catch (Exception)
            {
                FailureCount++;
                return -1;
            }
            finally
            {
                Release(file);
            }
        }

        public bool Append(string name, byte[] buffer, int offset, int count)
        {
            FileStream file = null;
            try
            {
                file = new FileStream(_root + name, FileMode.Append, FileAccess.Write);
                file.Write(buffer, offset, count);
                FileStream closing = file;
                file = null;

                // The commit point: it throws where the flash took less than all.
                closing.Close();
                return true;
            }
            catch (Exception)
            {
                FailureCount++;
                return false;
            }
            finally
            {
                Release(file);
            }
        }

        public bool Delete(string name)
        {
            try
            {
                File.Delete(_root + name);
                return true;
            }
            catch (Exception)
            {
                FailureCount++;
                return false;
            }
        }

        /// <summary>The drive's size less the blocks of all its files: the platform tells no free space.</summary>
        public long FreeBytes()
        {
            try
            {
                long free = new DriveInfo(_root).TotalSize;
                string[] names = List();
                for (int i = 0; i < names.Length; i++)
                {
                    int length = Length(names[i]);
                    free -= length <= 0 ? BlockBytes : (length + BlockBytes - 1) / BlockBytes * BlockBytes;
                }

                return free < 0 ? 0 : free;
            }
            catch (Exception)
            {
                FailureCount++;
                return 0;
            }
        }

        private static FileStream OpenToRead(string path) => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);

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

        /// <summary>Closes what was only read, or failed already; a file that stays open could not be opened again.</summary>
        private void Release(FileStream file)
        {
            try
            {
                if (file != null)
                {
                    file.Close();
                }
            }
            catch (Exception)
            {
                FailureCount++;
            }
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
