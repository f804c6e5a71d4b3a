using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>The version of a job that was set aside after engine faults, and where the last of them was.</summary>
    public sealed class VersionAside
    {
        /// <summary>What ended the run, a <see cref="RunStatus"/>; 0 where no version was set aside.</summary>
        public int Fault;

        /// <summary>Task number, from 1.</summary>
        public int Task;

        /// <summary>Offset in the package of the instruction that ran.</summary>
        public int Pc;
        public int JobVersion;

        public void CopyFrom(VersionAside other)
        {
            Fault = other.Fault;
            Task = other.Task;
            Pc = other.Pc;
            JobVersion = other.JobVersion;
        }

        /// <summary>Writes fault u8, task u8, offset u16, version u16.</summary>
        public void Write(ByteWriter writer)
        {
            writer.U8(Fault);
            writer.U8(Task);
            writer.U16(Pc);
            writer.U16(JobVersion);
        }

        public void Read(ByteReader reader)
        {
            Fault = reader.U8();
            Task = reader.U8();
            Pc = reader.U16();
            JobVersion = reader.U16();
        }
    }
}
