namespace NanoBatch.Application
{
    /// <summary>Takes what a broker's session receives; called on a thread of the session. Never blocks, never throws.</summary>
    public interface IMqttInbox
    {
        void Arrived(string topic, byte[] payload);
    }
}
