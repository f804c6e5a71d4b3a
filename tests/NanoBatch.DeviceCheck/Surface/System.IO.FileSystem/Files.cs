namespace System.IO
{
    public enum FileMode
    {
        CreateNew = 1,
        Create = 2,
        Open = 3,
        OpenOrCreate = 4,
        Truncate = 5,
        Append = 6,
    }

    public enum FileAccess
    {
        Read = 1,
        Write = 2,
        ReadWrite = 3,
    }

    public enum FileShare
    {
        None = 0,
        Read = 1,
        Write = 2,
        ReadWrite = 3,
    }

    public class FileStream : Stream
    {
        public extern FileStream(string path, FileMode mode, FileAccess access);

        public extern FileStream(string path, FileMode mode, FileAccess access, FileShare share);

        public override extern long Length { get; }

        public override extern long Position { get; set; }

        public override extern void Close();

        public override extern int Read(byte[] buffer, int offset, int count);

        public override extern void Write(byte[] buffer, int offset, int count);
    }

    public static class File
    {
        public static extern bool Exists(string path);

        public static extern void Delete(string path);
    }

    public static class Directory
    {
        public static extern string[] GetFiles(string path);
    }

    public sealed class DriveInfo
    {
        public extern DriveInfo(string driveName);

        public extern long TotalSize { get; set; }
    }
}
