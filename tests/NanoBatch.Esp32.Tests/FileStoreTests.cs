using System;
using System.IO;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Esp32.Tests;

/// <summary>The board's store on a folder: the same source as on littlefs.</summary>
[TestClass]
public sealed class FileStoreTests
{
    private string _folder = string.Empty;

    private FileStore _store;

    [TestInitialize]
    public void Initialize()
    {
        _folder = Directory.CreateTempSubdirectory("nanobatch-files-").FullName + Path.DirectorySeparatorChar;
        _store = new FileStore(_folder);
    }

    [TestCleanup]
    public void Cleanup()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [TestMethod]
    public void What_is_appended_is_listed_and_read()
    {
        Assert.IsTrue(_store.Append("nbl-1.seg", [9, 1, 2, 9], 1, 2));
        Assert.IsTrue(_store.Append("nbl-1.seg", [3], 0, 1));
        CollectionAssert.AreEqual((string[])["nbl-1.seg"], _store.List());
        Assert.AreEqual(3, _store.Length("nbl-1.seg"));

        byte[] buffer = new byte[6];
        Assert.AreEqual(3, _store.Read("nbl-1.seg", 0, buffer, 1, 5));
        CollectionAssert.AreEqual((byte[])[0, 1, 2, 3, 0, 0], buffer);
        Assert.AreEqual(1, _store.Read("nbl-1.seg", 2, buffer, 0, 6), "from a place on");
        Assert.AreEqual(0, _store.Read("nbl-1.seg", 3, buffer, 0, 6), "at the end");
        Assert.AreEqual(0, _store.Read("nbl-1.seg", 4, buffer, 0, 6), "behind it");
        Assert.AreEqual(0, _store.Read("nbl-1.seg", 0, buffer, 0, 0), "nothing wanted");
    }

    [TestMethod]
    public void A_missing_file_is_no_fault()
    {
        Assert.AreEqual(-1, _store.Length("none"));
        Assert.AreEqual(-1, _store.Read("none", 0, new byte[1], 0, 1));
        Assert.IsTrue(_store.Delete("none"));
        Assert.IsEmpty(_store.List());
    }

    [TestMethod]
    public void Deleted_is_gone()
    {
        _store.Append("a", [1], 0, 1);
        Assert.IsTrue(_store.Delete("a"));
        Assert.AreEqual(-1, _store.Length("a"));
        Assert.IsTrue(_store.Append("a", [2, 3], 0, 2), "and its name is free");
        Assert.AreEqual(2, _store.Length("a"));
    }

    [TestMethod]
    public void Files_take_whole_blocks()
    {
        long before = _store.FreeBytes();
        _store.Append("a", new byte[4096], 0, 4096);
        Assert.AreEqual(4096, before - _store.FreeBytes());
        _store.Append("a", [1], 0, 1);
        Assert.AreEqual(8192, before - _store.FreeBytes());
        _store.Append("b", [], 0, 0);
        Assert.AreEqual(8192 + 4096, before - _store.FreeBytes(), "an empty file too");
    }

    [TestMethod]
    public void A_drive_that_fails_says_so()
    {
        Directory.Delete(_folder);
        Assert.Throws<Exception>(() => _store.List(), "an empty list would be an empty disk");
        Assert.Throws<Exception>(() => _store.Append("a", [1], 0, 1));
    }
}
