using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.Versioning;
using System.Security;
using Microsoft.Win32;

namespace NanoBatch.Devices;

/// <summary>The registry of this machine, read only.</summary>
[SupportedOSPlatform("windows")]
internal sealed class MachineRegistry : IKeyTree
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Children(string path) => Read(path, key => key.GetSubKeyNames(), []);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Values(string path) => Read(path, TextsOf, new Dictionary<string, string>());

    private static Dictionary<string, string> TextsOf(RegistryKey key)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string name in key.GetValueNames())
        {
            if (key.GetValue(name) is string text)
            {
                values[name] = text;
            }
        }

        return values;
    }

    private static T Read<T>(string path, Func<RegistryKey, T> read, T missing)
    {
        try
        {
            using RegistryKey? key = Registry.LocalMachine.OpenSubKey(path);
            return key is null ? missing : read(key);
        }
        catch (Exception e) when (e is SecurityException or UnauthorizedAccessException or IOException)
        {
            return missing;     // some device keys belong to the system alone: the port is listed without its identity
        }
    }
}
