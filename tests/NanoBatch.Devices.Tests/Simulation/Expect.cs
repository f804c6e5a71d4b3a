using System;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Devices.Tests.Simulation;

/// <summary>Expected exceptions within a simulation: the framework's own asynchronous assertion leaves its thread.</summary>
internal static class Expect
{
    /// <summary>Awaits a task that must fail with exactly this exception.</summary>
    public static async Task<T> ThrowsAsync<T>(Func<Task> ask)
        where T : Exception
    {
        try
        {
            await ask();
        }
        catch (Exception e) when (e.GetType() == typeof(T))
        {
            return (T)e;
        }

        throw new AssertFailedException($"nothing was thrown where {typeof(T).Name} is due");
    }
}
