namespace NanoBatch.Results;

/// <summary>The formats that results can be exported in.</summary>
public enum ResultFormat
{
    /// <summary>JSON Lines, one object a line.</summary>
    Json,

    /// <summary>RFC 4180, one header for each shape of rows.</summary>
    Csv,

    /// <summary>SenML in JSON, RFC 8428.</summary>
    SenML,

    /// <summary>InfluxDB line protocol.</summary>
    Influx,
}
