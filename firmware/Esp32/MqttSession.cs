using System;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using NanoBatch.Application;
using NanoBatch.Protocol;
using nanoFramework.M2Mqtt;
using nanoFramework.M2Mqtt.Messages;

namespace NanoBatch.Esp32
{
    /// <summary>One connection over M2Mqtt, used once. The client's queue, its session and its retries live in memory and are thrown away with it.</summary>
    /// <remarks>One thread connects, subscribes and publishes; the client calls the handlers on threads of its own.</remarks>
    internal sealed class MqttSession : IMqttSession
    {
        private const ushort KeepAliveSeconds = 60;

        /// <summary>Messages that may wait for the broker, both ways: the client's own limit is two thousand million.</summary>
        private const int WaitingMax = 16;

        private readonly IMqttInbox _inbox;
        private readonly IMachine _machine;
        private readonly string _clientId;
        private readonly IWakeSignal _answered;
        private readonly object _lock = new object();

        private MqttClient _client;

        // The broker's last word on a subscription, under the lock.
        private int _answeredId = -1;
        private bool _isGranted;

        /// <param name="inbox">Takes what arrives.</param>
        /// <param name="machine">The clock of deadlines.</param>
        /// <param name="clientId">Differs between boards, copied profiles included: a broker ends the older of two sessions with one id.</param>
        public MqttSession(IMqttInbox inbox, IMachine machine, string clientId)
        {
            _inbox = inbox;
            _machine = machine;
            _clientId = clientId;
            _answered = machine.NewSignal();
        }

        public bool IsUp
        {
            get
            {
                MqttClient client = _client;
                return client != null && client.IsConnected;
            }
        }

        /// <remarks>Up to 30 s for the broker's answer. A TLS handshake is one native call without a deadline: no thread runs until it is over (docs/HARDWARE.md).
        /// The will travels as text, for the client takes no bytes: its payload must be UTF-8.</remarks>
        public bool Connect(ProfileRecord profile, string willTopic, byte[] will)
        {
            MqttClient client = NewClient(profile);
            if (client == null)
            {
                return false;
            }

            _client = client;
            client.Settings.InflightQueueSize = WaitingMax;

            // One object for all clients of the process: whatever it was, a broker has to prove who it is.
            client.Settings.ValidateServerCertificate = true;
            client.MqttMsgPublishReceived += OnPublishReceived;
            client.MqttMsgSubscribed += OnSubscribed;

            bool hasUser = profile.BrokerUser.Length > 0;
            MqttReasonCode answer = client.Connect(
                _clientId,
                hasUser ? profile.BrokerUser : null,
                hasUser ? profile.BrokerPassword : null,
                true,
                MqttQoSLevel.AtLeastOnce,
                true,
                willTopic,
                Encoding.UTF8.GetString(will, 0, will.Length),
                true,
                KeepAliveSeconds);
            return answer == MqttReasonCode.Success;
        }

        public bool Subscribe(string topic, int deadlineMs)
        {
            long untilMs = _machine.NowMs + deadlineMs;
            int id = _client.Subscribe(new string[] { topic }, new MqttQoSLevel[] { MqttQoSLevel.AtLeastOnce });
            while (IsUp)
            {
                lock (_lock)
                {
                    if (_answeredId == id)
                    {
                        return _isGranted;
                    }
                }

                long leftMs = untilMs - _machine.NowMs;
                if (leftMs <= 0)
                {
                    break;
                }

                _answered.Wait((int)leftMs);
            }

            return false;
        }

        public void Publish(string topic, byte[] payload, bool isRetained)
        {
            _client.Publish(topic, payload, null, null, MqttQoSLevel.AtLeastOnce, isRetained);
        }

        /// <summary>Ends it without a farewell, so that the broker publishes the will whichever way a session ends. At most 3 s.</summary>
        public void Close()
        {
            MqttClient client = _client;
            _client = null;
            _answered.Set();
            if (client != null)
            {
                client.MqttMsgPublishReceived -= OnPublishReceived;
                client.MqttMsgSubscribed -= OnSubscribed;
                client.Close();
            }
        }

        /// <summary>Null where the profile asks for TLS that cannot verify its server, or for a version that there is not.</summary>
        private static MqttClient NewClient(ProfileRecord profile)
        {
            if (profile.BrokerTls == 0)
            {
                return new MqttClient(profile.BrokerHost, profile.BrokerPort, false, null, null, MqttSslProtocols.None);
            }

            // Exactly one version is offered: the platform takes no list.
            MqttSslProtocols version = profile.BrokerTls == 12 ? MqttSslProtocols.TLSv1_2 : profile.BrokerTls == 13 ? MqttSslProtocols.TLSv1_3 : MqttSslProtocols.None;
            if (version == MqttSslProtocols.None || profile.CaCertificate.Length == 0)
            {
                return null;
            }

            X509Certificate authority = new X509Certificate(profile.CaCertificate);
            X509Certificate own = profile.ClientCertificate.Length == 0 ? null : new X509Certificate2(profile.ClientCertificate, profile.ClientKey, "");
            return new MqttClient(profile.BrokerHost, profile.BrokerPort, true, authority, own, version);
        }

        private void OnPublishReceived(object sender, MqttMsgPublishEventArgs e)
        {
            try
            {
                _inbox.Arrived(e.Topic, e.Message);
            }
            catch (Exception failure)
            {
                Report(failure);
            }
        }

        private void OnSubscribed(object sender, MqttMsgSubscribedEventArgs e)
        {
            try
            {
                lock (_lock)
                {
                    _answeredId = e.MessageId;
                    _isGranted = e.GrantedQoSLevels.Length > 0 && e.GrantedQoSLevels[0] != MqttQoSLevel.GrantedFailure;
                }

                _answered.Set();
            }
            catch (Exception failure)
            {
                Report(failure);
            }
        }

        /// <summary>What leaves a handler would end the client's own thread, and it would never say so.</summary>
        private static void Report(Exception failure)
        {
            Console.WriteLine("MQTT handler: " + failure.Message);
        }
    }
}
