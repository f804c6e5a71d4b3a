using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace NanoBatch.Hub;

/// <summary>Users and their passwords from a file of lines <c>name:hash</c>, as mosquitto's <c>password_file</c>.</summary>
public sealed class UserFile
{
    // Comparing with this takes as long as comparing with a user's: who exists must not show.
    private static readonly PasswordHash s_nobody = PasswordHash.Of("nobody");

    private readonly Dictionary<string, PasswordHash> _users;

    private UserFile(Dictionary<string, PasswordHash> users)
    {
        _users = users;
    }

    public int Count => _users.Count;

    /// <summary>Reads a file.</summary>
    /// <exception cref="HubException">It cannot be read, or a line is none.</exception>
    public static UserFile Read(string path)
    {
        try
        {
            return Parse(File.ReadAllLines(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new HubException($"{path}: error: the file of users cannot be read ({e.Message.TrimEnd('.')})", "Make one with 'nanobatch hub user NAME --users FILE'.", e);
        }
    }

    /// <summary>Reads lines; empty ones and those that begin with '#' say nothing.</summary>
    /// <exception cref="HubException">A line is none; the message never repeats what may be a password.</exception>
    public static UserFile Parse(IReadOnlyList<string> lines, string path)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var users = new Dictionary<string, PasswordHash>();
        for (int i = 0; i < lines.Count; i++)
        {
            string line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            int colon = line.IndexOf(':', StringComparison.Ordinal);
            PasswordHash? hash = colon <= 0 ? null : PasswordHash.TryParse(line[(colon + 1)..]);
            string? problem = colon <= 0 ? "a line has a user's name, a colon and a hash"
                : hash is null ? $"what follows user '{line[..colon]}' is no hash of a password; a password itself does not belong here"
                : users.ContainsKey(line[..colon]) ? $"user '{line[..colon]}' is there twice" : null;
            if (problem is not null)
            {
                throw new HubException(
                    FormattableString.Invariant($"{path}:{i + 1}: error: {problem}"), "Make lines with 'nanobatch hub user NAME --users FILE', or with mosquitto_passwd.");
            }

            users[line[..colon]] = hash!;
        }

        return new UserFile(users);
    }

    /// <summary>Adds a user to a file, or gives the user a new password; the rest of the file stays.</summary>
    /// <returns>True where the user is new.</returns>
    /// <exception cref="HubException">The file cannot be read or written, or the name cannot be a user's.</exception>
    public static bool Set(string path, string name, string password)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is 0 or > 128 || name.Contains(':', StringComparison.Ordinal) || name[0] == '#' || name.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
        {
            throw new HubException("a user's name has 1 to 128 characters without ':' and spaces, and no '#' at its start", "A board's user is its id.");
        }

        try
        {
            string[] lines = File.Exists(path) ? File.ReadAllLines(path) : [];
            _ = Parse(lines, path);
            string[] others = [.. lines.Where(line => !line.Trim().StartsWith(name + ":", StringComparison.Ordinal))];
            string fresh = path + ".new";
            File.WriteAllLines(fresh, [.. others, $"{name}:{PasswordHash.Of(password)}"]);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(fresh, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            File.Move(fresh, path, overwrite: true);
            return others.Length == lines.Length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new HubException($"{path}: error: the file of users cannot be written ({e.Message.TrimEnd('.')})", "Name a file in a folder that you may write to.", e);
        }
    }

    /// <summary>Whether a password is a user's; takes as long for a user that there is not.</summary>
    public bool Matches(string? name, string password)
    {
        bool isKnown = _users.TryGetValue(name ?? string.Empty, out PasswordHash? hash);
        return (hash ?? s_nobody).Matches(password) && isKnown;
    }
}
