namespace NanoBatch.Application
{
    /// <summary>Takes what a broker's session receives; called within the session's calls. Never blocks, never throws.</summary>
    public interface IMqttInbox
    {
        void Arrived(string topic, byte[] payload);
    }
}
