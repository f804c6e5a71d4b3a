using System.Threading;
using System.Threading.Tasks;

namespace NanoBatch.Hub;

/// <summary>The way back to boards: where a collector's acknowledgements go.</summary>
public interface IBoardRoad
{
    /// <summary>Sends an acknowledgement to one board; one that is lost does no harm, since the board then sends again.</summary>
    /// <returns>False where it could not be handed over.</returns>
    Task<bool> AcknowledgeAsync(string board, byte[] payload, CancellationToken cancel);
}
