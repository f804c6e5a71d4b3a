using NanoBatch.Protocol;

namespace NanoBatch.Runtime
{
    /// <summary>Packages as immutable files named by digest, <c>nbj-</c> and 16 hex digits (DECISIONS 43, 44).</summary>
    public sealed class PackageFiles
    {
        private const string Prefix = "nbj-";
        private const string Hex = "0123456789abcdef";
        private const int DigestBytesInName = 8;

        private readonly IStore _store;

        public PackageFiles(IStore store)
        {
            _store = store;
        }

        /// <summary>Stores a package; one that is there already is not written again.</summary>
        public bool Save(byte[] digest, byte[] bytes, int length)
        {
            string name = NameOf(digest);
            byte[] stored = Load(digest);
            return stored != null || (_store.Delete(name) && _store.Append(name, bytes, 0, length));
        }

        /// <summary>Reads a package back; null where it is missing or does not have its digest.</summary>
        public byte[] Load(byte[] digest)
        {
            string name = NameOf(digest);
            int length = _store.Length(name);
            if (length <= 0 || length > Limits.PackageBytesMax)
            {
                return null;
            }

            byte[] bytes = new byte[length];
            bool isWhole = StartRead.Read(_store, name, 0, bytes, length) == length && IsSame(Sha256.Of(bytes, 0, length), digest, Sha256.DigestBytes);
            return isWhole ? bytes : null;
        }

        /// <summary>Deletes packages that no job stands for: a power cut between two steps of a change leaves them behind.</summary>
        /// <remarks>It follows what cannot be taken back: where the heap has no room for the names, they stay until the next change.</remarks>
        public void DeleteStrangers(JobTable jobs)
        {
            try
            {
                jobs.TakeMemory();
                DeleteAllBut(jobs);
            }
            catch (System.OutOfMemoryException)
            {
            }
        }

        private void DeleteAllBut(JobTable jobs)
        {
            string[] names = _store.List();
            for (int i = 0; i < names.Length; i++)
            {
                if (names[i].IndexOf(Prefix) == 0 && !IsOfJob(names[i], jobs))
                {
                    _store.Delete(names[i]);
                }
            }
        }

        private static bool IsOfJob(string name, JobTable jobs)
        {
            for (int j = 0; j < jobs.Count; j++)
            {
                JobSlot job = jobs.JobAt(j);
                if (NameOf(job.Digest) == name || (job.Previous != null && NameOf(job.Previous.Digest) == name))
                {
                    return true;
                }
            }

            return false;
        }

        /// <summary>True when the first <paramref name="count"/> bytes of two digests are equal.</summary>
        public static bool IsSame(byte[] a, byte[] b, int count)
        {
            for (int i = 0; i < count; i++)
            {
                if (a[i] != b[i])
                {
                    return false;
                }
            }

            return true;
        }

        private static string NameOf(byte[] digest)
        {
            char[] name = new char[4 + (2 * DigestBytesInName)];
            for (int i = 0; i < 4; i++)
            {
                name[i] = Prefix[i];
            }

            for (int i = 0; i < DigestBytesInName; i++)
            {
                name[4 + (2 * i)] = Hex[digest[i] >> 4];
                name[5 + (2 * i)] = Hex[digest[i] & 15];
            }

            return new string(name);
        }
    }
}
