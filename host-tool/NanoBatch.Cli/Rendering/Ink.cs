namespace NanoBatch.Cli.Rendering;

/// <summary>Colour for running text, where tables are too much: plain text where nobody sees colours.</summary>
internal readonly struct Ink(bool hasColor)
{
    public string Error(string text) => In("1;31", text);

    public string Warning(string text) => In("1;33", text);

    public string Good(string text) => In("32", text);

    public string Strong(string text) => In("1", text);

    public string Faint(string text) => In("2", text);

    private string In(string code, string text) => hasColor ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
