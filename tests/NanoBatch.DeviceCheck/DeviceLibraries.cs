using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace NanoBatch.DeviceCheck;

/// <summary>The written surface of nanoFramework's libraries, and the device's own assemblies compiled against it, each once.</summary>
internal static class DeviceLibraries
{
    public const string Core = "mscorlib";
    private const string SurfaceFolder = "tests/NanoBatch.DeviceCheck/Surface/";

    /// <summary>What the runtime and the protocol may use: no threads, clocks or files.</summary>
    private static readonly string[] s_runtimeNames = [Core, "System.Math", "nanoFramework.System.Text", "nanoFramework.System.IO.Hashing"];

    /// <summary>Each library's name, and what else of nanoFramework it builds on besides mscorlib.</summary>
    private static readonly Dictionary<string, string[]> s_libraries = new(StringComparer.Ordinal)
    {
        [Core] = [],
        ["System.Math"] = [],
        ["nanoFramework.System.Text"] = [],
        ["nanoFramework.System.IO.Hashing"] = [],
        ["nanoFramework.Runtime.Native"] = [],
        ["System.IO.Streams"] = [],
        ["System.IO.FileSystem"] = ["System.IO.Streams"],
        ["System.IO.Ports"] = [],
        ["System.Device.Adc"] = [],
        ["System.Device.Gpio"] = [],
        ["System.Net"] = ["System.IO.Streams"],
        ["System.Device.Wifi"] = [],
        ["nanoFramework.Hardware.Esp32"] = [],
    };

    private static readonly ConcurrentDictionary<string, Lazy<DeviceAssembly>> s_surfaces = new(StringComparer.Ordinal);
    private static readonly Lazy<DeviceAssembly> s_runtimeCore = new(() => DeviceAssembly.FromFolder(Core, SurfaceFolder + Core, OutputKind.DynamicallyLinkedLibrary));
    private static readonly Lazy<DeviceAssembly> s_protocol = new(() => Library("NanoBatch.Protocol", "shared-protocol", RuntimeReferences));

    private static readonly Lazy<DeviceAssembly> s_runtime =
        new(() => Library("NanoBatch.Runtime", "firmware/Runtime", [.. RuntimeReferences, s_protocol.Value.Reference]));

    private static readonly Lazy<DeviceAssembly> s_selfTest = new(() => DeviceAssembly.FromFolder(
        "NanoBatch.SelfTest", "firmware/SelfTest", OutputKind.ConsoleApplication, [.. RuntimeReferences, s_protocol.Value.Reference, s_runtime.Value.Reference]));

    private static readonly Lazy<DeviceAssembly> s_benchmark =
        new(() => Library("NanoBatch.Benchmark", "firmware/Benchmark", [.. RuntimeReferences, .. Own(s_protocol, s_runtime)]));

    private static readonly Lazy<DeviceAssembly> s_application =
        new(() => Library("NanoBatch.Application", "firmware/Application", [.. AllReferences, .. Own(s_protocol, s_runtime, s_selfTest)]));

    private static readonly Lazy<DeviceAssembly> s_esp32 = new(() => DeviceAssembly.FromFolder(
        "NanoBatch.Esp32", "firmware/Esp32", OutputKind.ConsoleApplication, [.. AllReferences, .. Own(s_protocol, s_runtime, s_selfTest, s_application)]));

    public static IEnumerable<string> Names => s_libraries.Keys;

    public static DeviceAssembly Protocol => s_protocol.Value;

    public static DeviceAssembly Runtime => s_runtime.Value;

    public static DeviceAssembly SelfTest => s_selfTest.Value;

    public static DeviceAssembly Benchmark => s_benchmark.Value;

    public static DeviceAssembly Application => s_application.Value;

    public static DeviceAssembly Esp32 => s_esp32.Value;

    /// <summary>The core without threads, clocks and files.</summary>
    public static DeviceAssembly RuntimeCore => s_runtimeCore.Value;

    public static MetadataReference[] RuntimeReferences => [.. s_runtimeNames.Select(n => n == Core ? s_runtimeCore.Value.Reference : Surface(n).Reference)];

    private static IEnumerable<MetadataReference> AllReferences => s_libraries.Keys.Select(n => Surface(n).Reference);

    /// <summary>The surface of one library; of mscorlib with what only the application may use.</summary>
    public static DeviceAssembly Surface(string name) => s_surfaces.GetOrAdd(name, n => new Lazy<DeviceAssembly>(() => Compile(n))).Value;

    private static DeviceAssembly Compile(string name)
    {
        string[] folders = name == Core ? [SurfaceFolder + Core, SurfaceFolder + Core + ".Application"] : [SurfaceFolder + name];
        MetadataReference[] references = name == Core ? [] : [Surface(Core).Reference, .. s_libraries[name].Select(n => Surface(n).Reference)];
        return DeviceAssembly.FromSources(name, folders.SelectMany(DeviceAssembly.SourcesBelow), OutputKind.DynamicallyLinkedLibrary, references);
    }

    private static DeviceAssembly Library(string name, string folder, IEnumerable<MetadataReference> references) =>
        DeviceAssembly.FromFolder(name, folder, OutputKind.DynamicallyLinkedLibrary, [.. references]);

    private static IEnumerable<MetadataReference> Own(params Lazy<DeviceAssembly>[] assemblies) => assemblies.Select(a => a.Value.Reference);
}
