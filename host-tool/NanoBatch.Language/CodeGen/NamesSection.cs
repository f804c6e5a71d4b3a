using NanoBatch.Language.Model;
using NanoBatch.Language.Text;
using NanoBatch.Protocol;

namespace NanoBatch.Language.CodeGen;

/// <summary>What <c>--strip</c> leaves out: field and alert names, and the source line of each report and alert.</summary>
internal static class NamesSection
{
    /// <summary>Writes the section; a field name that the code implies is one byte.</summary>
    /// <param name="writer">Behind the last task.</param>
    /// <param name="job">The job.</param>
    /// <param name="source">Its text, for lines.</param>
    /// <param name="stripped">The same job without names, verified.</param>
    public static void Write(ByteWriter writer, JobModel job, SourceText source, JobPackage stripped)
    {
        writer.U8(PackageReader.NamesItem);
        for (int t = 0; t < job.Tasks.Count; t++)
        {
            TaskModel task = job.Tasks[t];
            if (task.Report is { } report)
            {
                string[] derived = PackageNames.DerivedFields(stripped, t);
                for (int f = 0; f < report.Fields.Count; f++)
                {
                    string name = report.Fields[f].Name;
                    writer.Name(name == derived[f] ? "" : name);
                }
            }

            foreach (AlertModel alert in task.Alerts)
            {
                writer.Name(alert.Name);
            }

            if (task.Report is not null)
            {
                writer.Varint(source.GetLine(task.Report.Span.Start));
            }

            foreach (AlertModel alert in task.Alerts)
            {
                writer.Varint(source.GetLine(alert.Span.Start));
            }
        }
    }
}
