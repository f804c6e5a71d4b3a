using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Tests;

namespace NanoBatch.Results.Tests;

/// <summary>Deliveries into PostgreSQL; skipped where there is none.</summary>
[TestClass]
public sealed class PostgresDeliveryTests : DeliveryContract
{
    private StoreAddress? _address;

    /// <inheritdoc/>
    protected override StoreAddress Address => _address!;

    [TestInitialize]
    public void FindServer()
    {
        _address = PostgresServer.Shared?.NewStore();
        if (_address is null)
        {
            Assert.Inconclusive(PostgresServer.Missing);
        }
    }
}
