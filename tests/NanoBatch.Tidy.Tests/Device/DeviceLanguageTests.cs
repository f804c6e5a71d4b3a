using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Tidy.Tests.Device;

/// <summary>Device code keeps to what nanoFramework runs: the compiler accepts much that the CLR then crashes on.</summary>
[TestClass]
public sealed class DeviceLanguageTests
{
    private static IEnumerable<SourceFile> Sources => SourceFile.CSharpBelow("shared-protocol/", "firmware/Runtime/", "firmware/SelfTest/", "firmware/Benchmark/");

    [TestMethod]
    public void The_walk_sees_the_code()
    {
        Assert.IsGreaterThan(80, Sources.Count(), "device sources were found");
        Finding.AssertNone(DeviceSources.CompileErrors(Sources));
    }

    [TestMethod]
    public void Device_code_keeps_to_what_nanoFramework_runs() => Finding.AssertNone(DeviceSources.Check(Sources));
}
