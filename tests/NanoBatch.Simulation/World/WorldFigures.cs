using System.Collections.Generic;
using System.Reflection;

namespace NanoBatch.Simulation.World;

/// <summary>What happened in a world, or in many: shows that the faults it was made of did occur.</summary>
public sealed class WorldFigures
{
    public long Worlds { get; set; }

    public long BoardDays { get; set; }

    public long Events { get; set; }

    public long Boots { get; set; }

    /// <summary>Power cuts between two writes.</summary>
    public long PowerCuts { get; set; }

    /// <summary>Power cuts inside a write.</summary>
    public long WriteCuts { get; set; }

    /// <summary>Of these, cuts at the first writes after a start.</summary>
    public long RecoveryCuts { get; set; }

    /// <summary>Batches that were under way at a cut, or were refused, and were there afterwards.</summary>
    public long Survived { get; set; }

    /// <summary>Writes that failed though the power was on.</summary>
    public long RefusedWrites { get; set; }

    public long Wipes { get; set; }

    public long ClockSteps { get; set; }

    public long Partitions { get; set; }

    public long BrokerDeaths { get; set; }

    public long HubDeathsBeforeCommit { get; set; }

    public long HubDeathsAfterCommit { get; set; }

    public long StoreFailures { get; set; }

    public long MessagesSent { get; set; }

    public long MessagesLost { get; set; }

    public long MessagesDoubled { get; set; }

    /// <summary>Deliveries that a receiver took after a later one of the same board.</summary>
    public long OutOfOrder { get; set; }

    /// <summary>Acknowledgements from long ago that came once more with a new session.</summary>
    public long StaleAcknowledgements { get; set; }

    public long Parts { get; set; }

    public long Garbage { get; set; }

    public long Visits { get; set; }

    public long LaptopDeaths { get; set; }

    public long Deployments { get; set; }

    public long DamagedFrames { get; set; }

    public long Committed { get; set; }

    public long Reports { get; set; }

    public long Alerts { get; set; }

    public long Delivered { get; set; }

    public long Duplicates { get; set; }

    /// <summary>Record numbers in Dropped records.</summary>
    public long DroppedNumbers { get; set; }

    /// <summary>Committed records that perished with a wiped disk before they were delivered.</summary>
    public long Perished { get; set; }

    /// <summary>Names and values, in the order of declaration.</summary>
    public IEnumerable<(string Name, long Value)> All()
    {
        foreach (PropertyInfo property in typeof(WorldFigures).GetProperties())
        {
            yield return (property.Name, (long)property.GetValue(this)!);
        }
    }

    /// <summary>Adds another world's figures.</summary>
    public void Add(WorldFigures other)
    {
        foreach (PropertyInfo property in typeof(WorldFigures).GetProperties())
        {
            property.SetValue(this, (long)property.GetValue(this)! + (long)property.GetValue(other)!);
        }
    }
}
