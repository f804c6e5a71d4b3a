using System.IO;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Results.Tests;

/// <summary>Deliveries into a SQLite file.</summary>
[TestClass]
public sealed class SqliteDeliveryTests : DeliveryContract
{
    private string _folder = string.Empty;

    /// <inheritdoc/>
    protected override StoreAddress Address => StoreAddress.OfFile(Path.Combine(_folder, "results.db"));

    [TestInitialize]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("nanobatch-delivery").FullName;

    [TestCleanup]
    public void RemoveFolder() => Directory.Delete(_folder, true);
}
