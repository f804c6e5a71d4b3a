using System.Collections.Generic;

namespace NanoBatch.Devices;

/// <summary>The part of a Windows registry that the port list reads; paths with '\', below HKEY_LOCAL_MACHINE.</summary>
public interface IKeyTree
{
    /// <summary>Names of a key's children; empty where the key is missing or must not be read.</summary>
    IReadOnlyList<string> Children(string path);

    /// <summary>A key's text values by name; empty where the key is missing or must not be read.</summary>
    IReadOnlyDictionary<string, string> Values(string path);
}
