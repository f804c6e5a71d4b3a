using System;

namespace NanoBatch.Application.Tests.Simulation;

/// <summary>A fault that a test has put in.</summary>
internal sealed class InjectedException(string message) : Exception(message);
