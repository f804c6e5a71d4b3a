namespace NanoBatch.Application
{
    /// <summary>Time from the network. May throw; a call may take seconds.</summary>
    public interface INetworkTime
    {
        /// <summary>Asks a server once.</summary>
        /// <returns>UTC ms since 1970, or 0 where no answer came.</returns>
        long Ask(string server);
    }
}
