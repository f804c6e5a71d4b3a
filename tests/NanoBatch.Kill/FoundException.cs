using System;

namespace NanoBatch.Kill;

/// <summary>A harness found what must not be: the message says what, and how to see it again.</summary>
internal sealed class FoundException(string message) : Exception(message);
