namespace NanoBatch.Protocol
{
    /// <summary>First payload byte of every reply. Values under 64 are <see cref="PackageStatus"/>: 0 is done, the rest refuse a package.</summary>
    public enum ReplyStatus : byte
    {
        Done = 0,

        /// <summary>Accepted, and nothing changed: the same package was active.</summary>
        Unchanged = 64,

        /// <summary>The request's type is unknown to this firmware.</summary>
        Unsupported = 65,

        /// <summary>The request's payload has the wrong shape.</summary>
        Malformed = 66,
        UnknownJob = 67,

        /// <summary>No upload is open for this digest.</summary>
        NoUpload = 68,

        /// <summary>A chunk does not start where the upload stands; the expected offset follows as u16.</summary>
        WrongOffset = 69,

        /// <summary>The bytes received do not have the announced digest.</summary>
        DigestMismatch = 70,
        UnknownPackage = 71,
        StorageFailed = 72,

        /// <summary>The acknowledgement names another store.</summary>
        WrongEpoch = 73,

        /// <summary>Majors of the protocol differ.</summary>
        WrongProtocol = 74,

        /// <summary>The board delivers to a hub, and only the hub may acknowledge.</summary>
        NotReceiver = 75,

        /// <summary>The job faulted too often and does not run; a new version takes its place.</summary>
        JobSetAside = 76,
    }
}
