namespace NanoBatch.SelfTest
{
    /// <summary>Takes the lines of a <see cref="CaseLog"/>.</summary>
    public interface ICaseOutput
    {
        /// <summary>One line, without its end.</summary>
        void Line(string text);
    }
}
