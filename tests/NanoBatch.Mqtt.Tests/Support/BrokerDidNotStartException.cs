using System;

namespace NanoBatch.Mqtt.Tests.Support;

/// <summary>A test's broker does not come up: its port may be taken.</summary>
internal sealed class BrokerDidNotStartException(string message, Exception? cause = null) : Exception(message, cause);
