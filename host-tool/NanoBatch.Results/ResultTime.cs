using System;

namespace NanoBatch.Results;

/// <summary>Times as results print them.</summary>
public static class ResultTime
{
    /// <summary><c>YYYY-MM-DDTHH:MM:SSZ</c>, with a fraction only where it is not zero.</summary>
    /// <param name="utcMs">Milliseconds since 1970-01-01T00:00Z, years 1 to 9999.</param>
    public static string Text(long utcMs)
    {
        DateTimeOffset time = DateTimeOffset.FromUnixTimeMilliseconds(utcMs);
        return FormattableString.Invariant($"{time:yyyy-MM-ddTHH:mm:ss.FFF}Z");
    }
}
