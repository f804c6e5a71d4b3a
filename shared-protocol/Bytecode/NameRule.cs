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
            return IsShaped(text, Limits.NameLengthMax, isJob);
        }

        /// <summary>True for a field's name; one that is made of an aggregate and a channel may be longer than what a person may write.</summary>
        public static bool IsFieldName(string text)
        {
            return IsShaped(text, Limits.FieldNameLengthMax, false);
        }

        private static bool IsShaped(string text, int lengthMax, bool isJob)
        {
            if (text.Length < 1 || text.Length > lengthMax)
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
