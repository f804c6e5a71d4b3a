namespace NanoBatch.Application
{
    /// <summary>A digital output: probe power, status LED.</summary>
    public interface IOutputPin
    {
        void Write(bool isHigh);
    }
}
