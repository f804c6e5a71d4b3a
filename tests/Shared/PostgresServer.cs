using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using NanoBatch.Results;

namespace NanoBatch.Tests;

/// <summary>A PostgreSQL server of this test run alone: in a folder of its own, on a socket in it, gone at the end.</summary>
/// <remarks>It is there where Debian's package is; <see cref="Missing"/> says why not, and such tests are skipped with that reason.</remarks>
internal sealed class PostgresServer : IDisposable
{
    private static readonly Lazy<PostgresServer?> s_shared = new(Create, LazyThreadSafetyMode.ExecutionAndPublication);
    private static int s_schemas;

    private readonly string _bin;
    private readonly string _folder;

    private PostgresServer(string bin, string folder)
    {
        _bin = bin;
        _folder = folder;
    }

    /// <summary>Why there is none; empty where there is one.</summary>
    public static string Missing { get; private set; } = string.Empty;

    /// <summary>The one that tests share, each in a schema of its own; null where there is none.</summary>
    public static PostgresServer? Shared => s_shared.Value;

    private static bool IsRoot => Environment.UserName == "root";

    /// <summary>A server for one test that stops it; null where there is none.</summary>
    public static PostgresServer? Create()
    {
        string[] found = Directory.Exists("/usr/lib/postgresql")
            ? [.. Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb")))]
            : [];
        if (found.Length == 0)
        {
            Missing = "PostgreSQL is not installed (Debian package 'postgresql')";
            return null;
        }

        string folder = Run(null, "mktemp", "-d", "/tmp/nanobatch-pg-XXXXXX").Trim();
        var server = new PostgresServer(found.Order().Last(), folder);
        server.Bin("initdb", "-D", folder + "/data", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C", "-U", "tester");
        server.Start();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Dispose();
        return server;
    }

    /// <summary>A store that nobody else has.</summary>
    public StoreAddress NewStore() => Store(FormattableString.Invariant($"test{Interlocked.Increment(ref s_schemas)}_{Environment.ProcessId}"));

    /// <summary>A store in a schema.</summary>
    public StoreAddress Store(string schema)
        => StoreAddress.TryParse($"postgres:Host={_folder};Username=tester;Database=postgres;Search Path={schema}", out string problem)
            ?? throw new InvalidOperationException(problem);

    /// <summary>Starts it, and waits until it answers.</summary>
    public void Start()
        => Bin("pg_ctl", "-D", _folder + "/data", "-w", "-l", _folder + "/log", "-o", $"-c listen_addresses='' -c unix_socket_directories={_folder} -c fsync=off", "start");

    /// <summary>Ends it as a power cut would.</summary>
    public void Kill() => Bin("pg_ctl", "-D", _folder + "/data", "-w", "-m", "immediate", "stop");

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            try
            {
                Kill();
            }
            catch (InvalidOperationException)
            {
                // Stopped by its test.
            }

            Directory.Delete(_folder, recursive: true);
        }
    }

    private void Bin(string program, params string[] arguments) => Run(_folder, [Path.Combine(_bin, program), .. arguments]);

    /// <summary>Runs a program to its end; as the user whom the package made where this is root, whom the server refuses.</summary>
    private static string Run(string? folder, params string[] command)
    {
        string[] whole = IsRoot ? ["runuser", "-u", "postgres", "--", .. command] : command;
        var start = new ProcessStartInfo(whole[0], whole[1..]) { RedirectStandardOutput = folder is null, WorkingDirectory = folder ?? "/tmp" };
        if (folder is not null)
        {
            // The server that pg_ctl leaves behind must not hold this process's streams.
            start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >>\"$0\" 2>&1 </dev/null", folder + "/tool.log", .. whole]) { WorkingDirectory = folder };
        }

        using Process process = Process.Start(start)!;
        string output = folder is null ? process.StandardOutput.ReadToEnd() : string.Empty;
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{string.Join(' ', whole)} ended with {process.ExitCode}");
    }
}
