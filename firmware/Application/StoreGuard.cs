using NanoBatch.Runtime;

namespace NanoBatch.Application
{
    /// <summary>A store that throws is one that refuses: the ledger knows what to do about a refusal, and nothing about exceptions.</summary>
    /// <remarks>Two calls throw on: an empty list would look like an empty disk, and a new epoch on top of old files.</remarks>
    public sealed class StoreGuard : IStore
    {
        private readonly IStore _store;
        private readonly Station _station;

        public StoreGuard(IStore store, Station station)
        {
            _store = store;
            _station = station;
        }

        public string[] List()
        {
            return _store.List();
        }

        public long FreeBytes()
        {
            return _store.FreeBytes();
        }

        public int Read(string name, int position, byte[] buffer, int offset, int count)
        {
            try
            {
                return _store.Read(name, position, buffer, offset, count);
            }
            catch (System.Exception failure)
            {
                _station.Failed("store read", failure);
                return -1;
            }
        }

        public int Length(string name)
        {
            try
            {
                return _store.Length(name);
            }
            catch (System.Exception failure)
            {
                _station.Failed("store length", failure);
                return -1;
            }
        }

        public bool Append(string name, byte[] buffer, int offset, int count)
        {
            try
            {
                return _store.Append(name, buffer, offset, count);
            }
            catch (System.Exception failure)
            {
                _station.Failed("store append", failure);
                return false;
            }
        }

        public bool Delete(string name)
        {
            try
            {
                return _store.Delete(name);
            }
            catch (System.Exception failure)
            {
                _station.Failed("store delete", failure);
                return false;
            }
        }
    }
}
