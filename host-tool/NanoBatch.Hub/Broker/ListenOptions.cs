using System.Collections.Generic;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using NanoBatch.Mqtt;

namespace NanoBatch.Hub;

/// <summary>Where an embedded broker listens, and whom it lets in.</summary>
public sealed record ListenOptions
{
    /// <summary>Address and port; port 0 takes a free one.</summary>
    public required IPEndPoint EndPoint { get; init; }

    /// <summary>Where boards are.</summary>
    public Topics Topics { get; init; } = new();

    /// <summary>This side's certificate with its key; null listens without TLS.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Who vouches for peers: each must then show a certificate, whose common name says who it is. Null asks for none.</summary>
    public X509Certificate2Collection? ClientAuthorities { get; init; }

    /// <summary>Users and passwords; null lets in anybody, or anybody with a certificate.</summary>
    public UserFile? Users { get; init; }

    /// <summary>Users, or common names of certificates, who may ask every board.</summary>
    public IReadOnlySet<string> Technicians { get; init; } = new HashSet<string>();

    /// <summary>What peers may take.</summary>
    public BrokerLimits Limits { get; init; } = new();

    /// <summary>True where nobody has to say who they are.</summary>
    public bool IsOpen => Users is null && ClientAuthorities is null;
}
