using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Mqtt;
using NanoBatch.Mqtt.Tests.Support;
using NanoBatch.Results;

namespace NanoBatch.Hub.Tests.Support;

/// <summary>The way from boards into a store, in the two shapes that users have: a hub with its own broker, as a process; and a collector at a mosquitto.</summary>
internal sealed class Road : IAsyncDisposable
{
    /// <summary><c>hub run</c> and nothing else.</summary>
    public const string OwnBroker = "own broker";

    /// <summary>A mosquitto and a collector; skipped where it is not installed.</summary>
    public const string Mosquitto = "mosquitto";

    /// <summary>Who may ask every board, by the name in a certificate.</summary>
    public const string Technician = "anna";

    private readonly TestCertificates? _certificates;
    private TestHub? _collector;

    private Road(string kind, TestCertificates? certificates)
    {
        _certificates = certificates;
        var setup = new BrokerSetup(Certificates: certificates, WantsClientCertificate: certificates is not null);
        Broker = kind == OwnBroker ? new HubProcess(setup, Path.Combine(Folder, "results.db")) : new MosquittoBroker(setup);
    }

    /// <summary>Of the database, and of a user's other files.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("nanobatch-road-").FullName;

    public TestBroker Broker { get; }

    public StoreAddress Store => StoreAddress.OfFile(Path.Combine(Folder, "results.db"));

    /// <summary>Starts it; with certificates everybody has to show one.</summary>
    public static async Task<Road> StartAsync(string kind, TestCertificates? certificates = null)
    {
        var road = new Road(kind, certificates);
        try
        {
            await road.Broker.StartOnFreePortAsync();
            await road.CollectAsync();
            return road;
        }
        catch
        {
            await road.DisposeAsync();
            throw;
        }
    }

    /// <summary>What somebody of this name shows; nothing where nobody has to.</summary>
    public BrokerCredentials As(string name) => _certificates is null ? BrokerCredentials.None : BrokerCredentials.Load(Broker.Address, _certificates.FilesOf(name), _ => null);

    /// <summary>Sequence numbers of the reports of an epoch, in record order.</summary>
    public long[] Reports(ulong epoch) => Stored.Reports(Store, epoch);

    public IReadOnlyList<BoardSummary> Boards() => Stored.Boards(Store);

    /// <summary>Looks at the store until a condition holds.</summary>
    public static async Task UntilAsync(Func<bool> holds, string what)
    {
        using var limit = new CancellationTokenSource(Eventual.Deadline);
        while (!holds())
        {
            Assert.IsFalse(limit.IsCancellationRequested, "never came: " + what);
            await Task.Yield();
        }
    }

    /// <summary>Waits until so many reports of an epoch are stored, and expects them to be its first, each once.</summary>
    public async Task ReportsAsync(ulong epoch, int count)
    {
        await UntilAsync(() => Reports(epoch).Length >= count, $"{count} reports of epoch {epoch}");
        CollectionAssert.AreEqual(Sequences(count), Reports(epoch));
    }

    public async ValueTask DisposeAsync()
    {
        if (_collector is not null)
        {
            await _collector.DisposeAsync();
        }

        await Broker.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private static long[] Sequences(int count)
    {
        long[] sequences = new long[count];
        for (int i = 0; i < count; i++)
        {
            sequences[i] = i;
        }

        return sequences;
    }

    private async Task CollectAsync()
    {
        if (Broker is MosquittoBroker)
        {
            _collector = await TestHub.StartAsync(Broker, Store, credentials: As("collector"));
        }
    }
}
