using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Npgsql;

namespace NanoBatch.Results;

/// <summary>Where results are kept: <c>sqlite:FILE</c>, or <c>postgres:CONNECTION</c> with a URI or keywords as Npgsql takes them.</summary>
/// <remarks>A password may also be in <c>PGPASSWORD</c>, or in the file that <c>PGPASSFILE</c> names (else <c>~/.pgpass</c>): a command line is seen by others.</remarks>
public sealed class StoreAddress
{
    private const string Sqlite = "sqlite:";
    private const string Postgres = "postgres:";
    private const string Example = "such as sqlite:results.db, postgres://user@host/database or 'postgres:Host=h;Database=d;Username=u'";

    private readonly string _connection;
    private readonly SqliteLimits _limits;

    private StoreAddress(StoreKind kind, string display, string connection, SqliteLimits? limits = null)
    {
        Kind = kind;
        Display = display;
        _connection = connection;
        _limits = limits ?? new SqliteLimits();
    }

    public StoreKind Kind { get; }

    /// <summary>What people may see: a file's path, or server and database without the password.</summary>
    public string Display { get; }

    /// <summary>The file of a SQLite store.</summary>
    public static StoreAddress OfFile(string path) => new(StoreKind.Sqlite, path, path);

    /// <summary>The same within limits.</summary>
    internal static StoreAddress OfFile(string path, SqliteLimits limits) => new(StoreKind.Sqlite, path, path, limits);

    /// <summary>Reads an address; total for any text.</summary>
    /// <param name="text">As a person wrote it.</param>
    /// <param name="problem">One sentence without a full stop where it is none; it never repeats a password.</param>
    public static StoreAddress? TryParse(string text, out string problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        problem = string.Empty;
        if (text.StartsWith(Sqlite, StringComparison.OrdinalIgnoreCase))
        {
            string path = text[Sqlite.Length..];
            problem = path.Trim().Length == 0 || path.Contains('\0') ? $"a database address needs the file behind '{Sqlite}', {Example}" : string.Empty;
            return problem.Length == 0 ? OfFile(path) : null;
        }

        if (text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase))
        {
            return OfUri(text, out problem);
        }

        if (text.StartsWith(Postgres, StringComparison.OrdinalIgnoreCase))
        {
            return OfKeywords(text[Postgres.Length..], out problem);
        }

        problem = $"a database address begins with '{Sqlite}' or '{Postgres}', {Example}";
        return null;
    }

    /// <summary>The dialect that this address is opened with.</summary>
    internal StoreDialect CreateDialect() => Kind == StoreKind.Sqlite ? new SqliteDialect(_connection, _limits) : new PostgresDialect(Display, _connection);

    /// <inheritdoc/>
    public override string ToString() => Display;

    private static StoreAddress? OfUri(string text, out string problem)
    {
        problem = string.Empty;
        var pairs = new List<(string Key, string Value)>();
        try
        {
            var uri = new Uri(text, UriKind.Absolute);
            string[] user = uri.UserInfo.Split(':', 2);
            pairs.Add(("Host", uri.Host));
            pairs.Add(("Port", (uri.Port < 0 ? NpgsqlConnection.DefaultPort : uri.Port).ToString(CultureInfo.InvariantCulture)));
            pairs.Add(("Database", Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/'))));
            pairs.Add(("Username", Uri.UnescapeDataString(user[0])));
            pairs.Add(("Password", user.Length > 1 ? Uri.UnescapeDataString(user[1]) : string.Empty));
            foreach (string pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
            {
                string[] parts = pair.Split('=', 2);
                pairs.Add((Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : string.Empty));
            }
        }
        catch (UriFormatException)
        {
            problem = $"the database address is no URI that can be read, {Example}";
            return null;
        }

        return Build(pairs.Where(pair => pair.Value.Length > 0), out problem);
    }

    private static StoreAddress? OfKeywords(string text, out string problem)
    {
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(text);
            return Finish(builder, out problem);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or OverflowException or NotSupportedException or KeyNotFoundException)
        {
            problem = $"the database connection has a keyword or value that cannot be read, {Example}";     // what it says may hold a password
            return null;
        }
    }

    private static StoreAddress? Build(IEnumerable<(string Key, string Value)> pairs, out string problem)
    {
        var builder = new NpgsqlConnectionStringBuilder();
        foreach ((string key, string value) in pairs)
        {
            try
            {
                builder[key == "sslmode" ? "SSL Mode" : key] = value;
            }
            catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or OverflowException or NotSupportedException or KeyNotFoundException)
            {
                problem = $"the database connection's '{key}' is unknown, or its value cannot be read, {Example}";
                return null;
            }
        }

        return Finish(builder, out problem);
    }

    private static StoreAddress? Finish(NpgsqlConnectionStringBuilder builder, out string problem)
    {
        problem = string.IsNullOrEmpty(builder.Host) ? $"the database connection names no host, {Example}"
            : string.IsNullOrEmpty(builder.Database) ? $"the database connection names no database, {Example}"
            : string.Empty;
        if (problem.Length > 0)
        {
            return null;
        }

        builder.SearchPath ??= PostgresDialect.Schema;
        builder.MaxAutoPrepare = builder.MaxAutoPrepare == 0 ? 40 : builder.MaxAutoPrepare;
        builder.Timeout = builder.ContainsKey("Timeout") && builder.Timeout != 0 ? builder.Timeout : 15;
        builder.IncludeErrorDetail = false;
        builder.Pooling = false;        // one connection for the life of a store; a lost one is opened anew
        string user = string.IsNullOrEmpty(builder.Username) ? string.Empty : builder.Username + "@";
        string display = string.Create(CultureInfo.InvariantCulture, $"postgres://{user}{builder.Host}:{builder.Port}/{builder.Database}");
        return new StoreAddress(StoreKind.Postgres, display, builder.ToString());
    }
}
