using System;
using NanoBatch.Application;

namespace NanoBatch.Esp32
{
    /// <summary>A thread's outermost frame: what leaves the body ends this thread and nothing else.</summary>
    internal sealed class ThreadRun
    {
        private readonly IThreadBody _body;

        public ThreadRun(IThreadBody body)
        {
            _body = body;
        }

        public void Run()
        {
            try
            {
                _body.Run();
            }
            catch (Exception failure)
            {
                // The supervisor notices the missing heartbeat; this line is for whoever watches the debugger's port.
                Console.WriteLine("a thread ended: " + failure.Message);
            }
        }
    }
}
