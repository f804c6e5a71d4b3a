namespace NanoBatch.Esp32
{
    /// <summary>What this image was built from, as <c>info</c> shows it (DECISIONS 51).</summary>
    internal static partial class BuildIdentity
    {
        /// <summary>Commit and content, such as <c>5402400d1f3a+9c01b2e4a7d6</c>; <c>source</c> where an editor built it, which computes neither.</summary>
        public static string Text
        {
            get
            {
                string text = "source";
                Fill(ref text);
                return text;
            }
        }

        /// <summary>Written by the image build.</summary>
        static partial void Fill(ref string text);
    }
}
