using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using NanoBatch.Mqtt.Tests.Support;

namespace NanoBatch.Hub.Tests.Support;

/// <summary><c>hub run</c> as a process of its own, with its own broker: killed it says nothing to anybody, and started again it has its port and its database.</summary>
internal sealed class HubProcess : TestBroker
{
    private const string FirstWords = "nanobatch hub listening on ";

    private readonly string _database;
    private readonly string[] _wrapper;
    private readonly List<string> _log = [];
    private readonly Eventual _eventual = new();
    private Process? _process;

    /// <param name="setup">Certificates, or none.</param>
    /// <param name="database">File of its results.</param>
    /// <param name="wrapper">Program and arguments in front of the hub's, none for the hub alone.</param>
    public HubProcess(BrokerSetup setup, string database, params string[] wrapper)
        : base(setup)
    {
        _database = database;
        _wrapper = wrapper;
    }

    /// <summary>Number of the process.</summary>
    public int Id => _process!.Id;

    /// <summary>Everything that its processes printed so far.</summary>
    public string[] Log
    {
        get
        {
            lock (_log)
            {
                return [.. _log];
            }
        }
    }

    /// <summary>Waits for a line with these words.</summary>
    public Task LineAsync(string words)
        => _eventual.UntilAsync(() => Log.Any(line => line.Contains(words, StringComparison.Ordinal)), $"'{words}' among\n{string.Join('\n', Log)}");

    public override async Task StartAsync()
    {
        string[] command =
        [
            .. _wrapper, "dotnet", Path.Combine(AppContext.BaseDirectory, "nanobatch.dll"), "hub", "run", "--db", "sqlite:" + _database,
            "--listen", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}"), .. Security(),
        ];
        int before = Log.Length;
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        Process process = Process.Start(start)!;
        _process = process;
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => _eventual.Happened();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await _eventual.UntilAsync(() => process.HasExited || Log.Skip(before).Any(line => line.StartsWith(FirstWords, StringComparison.Ordinal)), "the hub's first line");
        if (process.HasExited)
        {
            await process.WaitForExitAsync();       // until its last words are here
            throw new BrokerDidNotStartException(string.Join('\n', Log.Skip(before)));
        }
    }

    public override async Task KillAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    private IEnumerable<string> Security() => Setup.Certificates is not { } certificates ? [] :
    [
        "--tls-cert", certificates.ServerCertificate, "--tls-key", certificates.ServerKey, "--tls-ca", certificates.Authority, "--technician", Road.Technician,
    ];

    private void Note(string? line)
    {
        if (line is not null)
        {
            lock (_log)
            {
                _log.Add(line);
            }

            _eventual.Happened();
        }
    }
}
