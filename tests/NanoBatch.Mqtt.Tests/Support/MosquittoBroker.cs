using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Mqtt.Tests.Support;

/// <summary>A mosquitto of the test's own: configuration in a temporary folder, no persistence, ended with the test.</summary>
internal sealed class MosquittoBroker(BrokerSetup setup) : TestBroker(setup)
{
    private const int HashRounds = 101;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("nanobatch-mosquitto-").FullName;
    private Process? _process;

    /// <summary>The program, or null where it is not installed.</summary>
    public static string? Program { get; } = FindProgram();

    public override async Task StartAsync()
    {
        if (Program is null)
        {
            Assert.Inconclusive("mosquitto is not installed: apt-get install mosquitto");
        }

        string configuration = Path.Combine(_folder, "mosquitto.conf");
        await File.WriteAllLinesAsync(configuration, Configuration());
        var start = new ProcessStartInfo(Program) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(configuration);
        _process = Process.Start(start) ?? throw new BrokerDidNotStartException("no process came of it");
        var log = new StringBuilder();
        var ready = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (log)
            {
                log.AppendLine(line.Data);
            }

            if (line.Data is null)
            {
                ready.TrySetResult(false);
            }
            else if (line.Data.EndsWith(" running", StringComparison.Ordinal))
            {
                ready.TrySetResult(true);
            }
        };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        if (!await ready.Task.WaitAsync(s_patience))
        {
            lock (log)
            {
                throw new BrokerDidNotStartException(log.ToString());
            }
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

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private IEnumerable<string> Configuration()
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"listener {Port} 127.0.0.1");
        yield return "persistence false";
        yield return "log_dest stderr";
        yield return "max_queued_messages 10000";
        if (Environment.UserName == "root")
        {
            yield return "user root";       // else it becomes another user, who cannot read the folder
        }

        if (Setup.User is null)
        {
            yield return "allow_anonymous true";
        }
        else
        {
            string passwords = Path.Combine(_folder, "passwords");
            File.WriteAllText(passwords, PasswordLine(Setup.User, Setup.Password!) + "\n");
            yield return "allow_anonymous false";
            yield return "password_file " + passwords;
        }

        if (Setup.Certificates is { } certificates)
        {
            yield return "cafile " + certificates.Authority;
            yield return "certfile " + certificates.ServerCertificate;
            yield return "keyfile " + certificates.ServerKey;
            yield return "require_certificate " + (Setup.WantsClientCertificate ? "true" : "false");
        }
    }

    /// <summary>As mosquitto_passwd writes it: PBKDF2 with SHA-512.</summary>
    private static string PasswordLine(string user, string password)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(12);
        byte[] hash = Rfc2898DeriveBytes.Pbkdf2(password, salt, HashRounds, HashAlgorithmName.SHA512, 64);
        return string.Create(CultureInfo.InvariantCulture, $"{user}:$7${HashRounds}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");
    }

    private static string? FindProgram()
    {
        string[] folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries), "/usr/sbin", "/usr/local/sbin"];
        return folders.Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "mosquitto.exe" : "mosquitto")).FirstOrDefault(File.Exists);
    }
}
