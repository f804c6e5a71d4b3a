using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.SelfTest.Tests;

internal sealed partial class NanoFramework
{
    /// <summary>Ends the test as inconclusive, with the reason, where nanoFramework is not at hand.</summary>
    public static NanoFramework Require()
    {
        NanoFramework? found = Find(out string reason);
        if (found is null)
        {
            Assert.Inconclusive(reason);
        }

        return found;
    }
}
