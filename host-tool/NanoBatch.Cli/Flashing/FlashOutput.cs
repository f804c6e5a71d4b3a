using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using NanoBatch.Cli.Rendering;
using NanoBatch.Devices;

namespace NanoBatch.Cli.Flashing;

/// <summary>What came of flashing, for persons and for programs.</summary>
internal static class FlashOutput
{
    /// <summary>Ends the command where the board does not run what was sent.</summary>
    /// <exception cref="CliFailure">Exit code 5, with what is on the board.</exception>
    public static void CheckProof(CliEnvironment environment, FlashPlan plan, FlashProof proof)
    {
        if (proof.IsProved)
        {
            foreach (string remark in Remarks(plan, proof))
            {
                environment.Note(environment.ErrorInk.Warning("note: ") + remark);
            }

            return;
        }

        string what = proof.Board.Assemblies.Count == 0 ? "has no application" : "still runs the old image";
        string[] differences = [.. proof.Missing.Select(missing => proof.OnBoard(missing.Name) is { } old
            ? $"  {missing.Name} is {old} on the board, {missing.Version} in the image"
            : $"  {missing.Name} {missing.Version} is not on the board")];
        throw CliFailure.Of(
            ExitCode.Mismatch,
            $"the tool said OK, but the board on {plan.Port} {what}:\n{string.Join('\n', differences)}",
            "press the board's EN (RST) button and run the same command again",
            plan.Target is null ? "if it stays so, write the firmware too: --target" : $"if it stays so, bring the tool up to date: {NanoffTool.UpdateCommand}");
    }

    private static IEnumerable<string> Remarks(FlashPlan plan, FlashProof proof)
    {
        if (proof.Extra.Count > 0)
        {
            yield return $"the board also has {string.Join(", ", proof.Extra)}, of another application";
        }

        if (plan.Target is { } target && proof.Board.Target is { } running && running != target)
        {
            yield return $"the board calls its firmware {running}, and {target} was asked for";
        }
    }

    /// <summary>In which state an interruption may leave a board.</summary>
    public static string Interruption(FlashStage stage) => stage switch
    {
        FlashStage.Firmware =>
            "interrupted while the firmware was written: the board may not start until it is flashed again; nothing is broken for good, run the same command again",
        FlashStage.Application =>
            "interrupted while the application was written: the firmware is whole, the application may be missing or half there; run the same command again",
        FlashStage.Proof => "interrupted before the proof: the image was written, but nobody has asked the board; run the same command again, or 'nanobatch info'",
        _ => "interrupted: nothing was written",
    };

    /// <summary>Prints a sentence, or an object.</summary>
    public static void Write(CliEnvironment environment, FlashPlan plan, LoadedImage image, FlashProof proof, BoardIdentity? board, bool isJson)
    {
        if (isJson)
        {
            JsonOutput.WriteDocument(environment.Out, json => Write(json, plan, image, proof, board));
            return;
        }

        string firmware = $"{proof.Board.Target ?? plan.Target ?? "nanoFramework"} {proof.Board.Firmware}".TrimEnd();
        string build = image.Build is null ? "" : $" of build {image.Build}";
        string assemblies = Words.Count(plan.Image.Assemblies.Count, "assembly", "assemblies");
        environment.Out.WriteLine($"{plan.Port}: firmware {firmware}; {assemblies}{build} written, and proved by the board");
        if (board is not null)
        {
            environment.Out.WriteLine($"{board.BoardId} answers with build {board.Build}");
        }
    }

    private static void Write(Utf8JsonWriter json, FlashPlan plan, LoadedImage image, FlashProof proof, BoardIdentity? board)
    {
        json.WriteStartObject();
        json.WriteString("port", plan.Port);
        json.WriteString("target", proof.Board.Target ?? plan.Target);
        json.WriteString("firmware", proof.Board.Firmware);
        json.WriteBoolean("firmwareWritten", plan.Target is not null);
        json.WriteString("image", image.Path);
        json.WriteString("build", image.Build);
        json.WriteBoolean("proved", proof.IsProved);
        json.WriteStartArray("assemblies");
        foreach (ImageAssembly assembly in plan.Image.Assemblies)
        {
            json.WriteStartObject();
            json.WriteString("name", assembly.Name);
            json.WriteString("version", assembly.Version);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("board", board?.BoardId);
        json.WriteString("boardBuild", board?.Build);
        json.WriteEndObject();
    }
}
