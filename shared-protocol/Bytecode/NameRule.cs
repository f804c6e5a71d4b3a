namespace NanoBatch.Protocol
{
    /// <summary>What a name may look like (JOB-LANGUAGE.md section 1); reserved words are the compiler's business.</summary>
    public static class NameRule
    {
        /// <summary>True for a letter followed by letters, digits and underscores, 32 characters at most.</summary>
        /// <param name="text">The name.</param>
        /// <param name="isJob">True allows hyphens too.</param>
        public static bool IsName(string text, bool isJob)
        {
            if (text.Length < 1 || text.Length > Limits.NameLengthMax)
            {
                return false;
            }

            for (int i = 0; i < text.Length; i++)
            {
                char c = text[i];
                bool isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
                bool isLater = (c >= '0' && c <= '9') || c == '_' || (isJob && c == '-');
                if (!isLetter && (i == 0 || !isLater))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
