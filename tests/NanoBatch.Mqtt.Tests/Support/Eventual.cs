using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Mqtt.Tests.Support;

/// <summary>Waits for a condition that is looked at whenever something happened; never for time, but for its deadline.</summary>
internal sealed class Eventual
{
    /// <summary>Far more than anything here takes on a busy machine.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    private readonly Lock _lock = new();
    private TaskCompletionSource _next = New();

    /// <summary>Something happened.</summary>
    public void Happened()
    {
        lock (_lock)
        {
            _next.TrySetResult();
            _next = New();
        }
    }

    /// <summary>Completes once the condition holds.</summary>
    public async Task UntilAsync(Func<bool> holds, string what)
    {
        using var limit = new CancellationTokenSource(Deadline);
        while (true)
        {
            Task next;
            lock (_lock)
            {
                next = _next.Task;
            }

            if (holds())
            {
                return;
            }

            try
            {
                await next.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail("never came: " + what);
            }
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
