using System;
using System.IO;
using System.Linq;
using NanoBatch.Runtime;

namespace NanoBatch.VirtualBoard.Hosting;

/// <summary>Files of a virtual board in a folder (<c>board --state DIR</c>): a restart finds them again.</summary>
/// <remarks>Every append is flushed to the disk before it counts, as closing a file does on the board.</remarks>
public sealed class FolderStore : IStore
{
    private readonly string _folder;

    /// <summary>Uses a folder, creating it where it is missing.</summary>
    /// <exception cref="IOException">It cannot be created, or is a file.</exception>
    /// <exception cref="UnauthorizedAccessException">No right to it.</exception>
    public FolderStore(string folder)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
    }

    /// <inheritdoc/>
    public string[] List() => [.. Directory.EnumerateFiles(_folder).Select(path => Path.GetFileName(path))];

    /// <inheritdoc/>
    public int Read(string name, int position, byte[] buffer, int offset, int count)
    {
        try
        {
            using FileStream file = new(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            if (position >= file.Length)
            {
                return 0;
            }

            file.Position = position;
            return file.ReadAtLeast(buffer.AsSpan(offset, count), count, throwOnEndOfStream: false);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return -1;
        }
    }

    /// <inheritdoc/>
    public int Length(string name)
    {
        try
        {
            var file = new FileInfo(PathOf(name));
            return file.Exists ? (int)Math.Min(file.Length, int.MaxValue) : -1;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return -1;
        }
    }

    /// <inheritdoc/>
    public bool Append(string name, byte[] buffer, int offset, int count)
    {
        try
        {
            using FileStream file = new(PathOf(name), FileMode.Append, FileAccess.Write, FileShare.Read);
            file.Write(buffer, offset, count);
            file.Flush(flushToDisk: true);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public bool Delete(string name)
    {
        try
        {
            File.Delete(PathOf(name));
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public long FreeBytes() => new DriveInfo(_folder).AvailableFreeSpace;

    private string PathOf(string name) => Path.Combine(_folder, name);
}
