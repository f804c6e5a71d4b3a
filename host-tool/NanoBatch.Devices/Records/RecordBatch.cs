using System.Collections.Generic;

namespace NanoBatch.Devices;

/// <summary>What one request for records brought: the whole ones in rising order, and the end where it arrived.</summary>
internal sealed record RecordBatch(IReadOnlyList<StreamedRecord> Records, StreamEnd? End);
