namespace NanoBatch.Protocol
{
    /// <summary>First payload byte of every reply. Values under 64 are <see cref="PackageStatus"/>: 0 is done, the rest refuse a package; from 96 on they are
    /// <see cref="ProfileStatus"/>.</summary>
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

        /// <summary>No profile was ever provisioned: the board runs on what it was built or started with.</summary>
        NoProfile = 77,

        /// <summary>A group is running, or the memory for one is not free.</summary>
        SelfTestBusy = 78,

        /// <summary>This board brings no golden vectors, or not that group.</summary>
        NoSelfTest = 79,
    }
}
