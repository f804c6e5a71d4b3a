namespace NanoBatch.Application
{
    /// <summary>The Wi-Fi station. May throw; a call may take seconds.</summary>
    public interface IWifi
    {
        /// <summary>Associated, with an address.</summary>
        bool IsUp { get; }

        /// <summary>Begins to connect; <see cref="IsUp"/> tells when it has.</summary>
        void Connect(string name, string password);

        void Disconnect();
    }
}
