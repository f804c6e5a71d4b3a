using System.Collections.Generic;

namespace NanoBatch.Results;

/// <summary>Where delivered records go: a database with transactions.</summary>
public interface IDeliveryStore
{
    /// <summary>Stores batches in one transaction, which also drops the records whose (epoch, number) is there already; returns after the commit.</summary>
    /// <remarks>An exception says that nothing is known to be stored: the receiver then acknowledges nothing, and the boards send again.</remarks>
    /// <returns>How many records were new.</returns>
    int Store(IReadOnlyList<DeliveryBatch> batches);
}
