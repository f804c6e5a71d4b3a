namespace NanoBatch.Runtime
{
    /// <summary>Golden vectors that a board runs on itself, group by group, while it goes on sampling.</summary>
    public interface ISelfTest
    {
        /// <summary>Groups of cases.</summary>
        int GroupCount { get; }

        /// <summary>Begins a group; false where one is running, or the memory for it is not free.</summary>
        bool Start(int group);

        /// <summary>True between <see cref="Start"/> and the group's last case.</summary>
        bool IsRunning { get; }

        // Of the group that ran last:
        string Name { get; }

        int PassedCount { get; }

        int FailedCount { get; }

        /// <summary>CRC-32 of the lines that the group wrote, LF behind each: equal on every runtime.</summary>
        uint OutputCrc { get; }

        /// <summary>The first line that is not ok, or empty.</summary>
        string FirstFailure { get; }
    }
}
