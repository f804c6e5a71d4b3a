using NanoBatch.Hub;

namespace NanoBatch.Cli.ManyBoards;

/// <summary>Makes users of the embedded broker.</summary>
internal sealed class HubUserService(CliEnvironment environment)
{
    /// <summary>The variable that holds a password; a line on standard input does as well.</summary>
    public const string Variable = "NANOBATCH_MQTT_PASSWORD";

    /// <summary>Writes the user into the file.</summary>
    /// <param name="name">User, or board id.</param>
    /// <param name="path">File of users; made where it is missing.</param>
    public ExitCode Run(string name, string path)
    {
        string? password = environment.Variable(Variable) is { Length: > 0 } given ? given : environment.In.ReadLine();
        if (string.IsNullOrEmpty(password))
        {
            throw CliFailure.Usage("no password is given", $"put it into {Variable}, or into a line on standard input; never on the command line, which others can see");
        }

        try
        {
            bool isNew = UserFile.Set(path, name, password);
            environment.Out.WriteLine($"{path}: user {name} {(isNew ? "is added" : "has a new password")}");
            return ExitCode.Done;
        }
        catch (HubException e)
        {
            throw CliFailure.OfFileText($"{e.Message}\n  = hint: {e.Help}\n");
        }
    }
}
