namespace NanoBatch.Results;

/// <summary>A column of a <see cref="ResultTable"/>.</summary>
/// <param name="Name">Heading, without the unit.</param>
/// <param name="Unit">Unit of the cells, or null.</param>
/// <param name="IsNumeric">Whether cells belong at the right edge.</param>
public sealed record ResultColumn(string Name, string? Unit, bool IsNumeric)
{
    /// <summary>Heading with its unit in brackets.</summary>
    public string Heading => Unit is null ? Name : $"{Name} [{Unit}]";
}
