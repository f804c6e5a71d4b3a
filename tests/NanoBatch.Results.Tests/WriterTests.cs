using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NanoBatch.Tests;

namespace NanoBatch.Results.Tests;

[TestClass]
public sealed class WriterTests
{
    [TestMethod]
    public void A_report_is_the_command_line_pages_line() => Assert.AreEqual(
        """{"type":"report","job":"irrigation","version":1,"task":1,"seq":0,"time":"2025-01-05T06:00:00Z","windowSeconds":"""
        + """21600,"expected":{"soil1":720},"counts":{"soil1":716},"fields":{"mean_soil1":21.43,"p10_soil1":20.9}}""" + "\n",
        Write(ResultFormat.Json, Sample.Report()));

    [TestMethod]
    public void An_alert_is_the_command_line_pages_line() => Assert.AreEqual(
        """{"type":"alert","job":"irrigation","task":1,"alert":"dry","state":"raised","time":"2025-01-05T06:15:00Z"}""" + "\n",
        Write(ResultFormat.Json, Sample.Alert()));

    [TestMethod]
    [DataRow(ResultFormat.Json, "json")]
    [DataRow(ResultFormat.Csv, "csv")]
    [DataRow(ResultFormat.SenML, "senml.json")]
    [DataRow(ResultFormat.Influx, "influx")]
    public void Every_format_is_as_approved(ResultFormat format, string extension) =>
        Golden.Check($"tests/Golden/results/mixed.{extension}", Write(format, [.. Sample.Mixed()]));

    [TestMethod]
    public void Csv_of_a_whole_result_set_has_one_section_for_each_task()
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var writer = new CsvSectionWriter(text))
        {
            Array.ForEach([.. Sample.Mixed(), .. Sample.Mixed()], writer.Write);
        }

        Golden.Check("tests/Golden/results/sections.csv", text.ToString());
        Assert.AreEqual(4, text.ToString().Split("\r\n").Count(line => line.StartsWith("type,", StringComparison.Ordinal)));
    }

    [TestMethod]
    [DataRow(ResultFormat.Json, "")]
    [DataRow(ResultFormat.Csv, "")]
    [DataRow(ResultFormat.SenML, "[]\n")]
    [DataRow(ResultFormat.Influx, "")]
    public void No_results_are_valid_output(ResultFormat format, string expected) => Assert.AreEqual(expected, Write(format));

    [TestMethod]
    public void Json_is_valid_whatever_the_values()
    {
        string[] lines = Write(ResultFormat.Json, [.. Sample.Mixed()]).TrimEnd('\n').Split('\n');
        Assert.HasCount(6, lines);
        using JsonDocument full = JsonDocument.Parse(lines[4]);
        JsonElement fields = full.RootElement.GetProperty("fields");
        Assert.AreEqual(JsonValueKind.Null, fields.GetProperty("none").ValueKind);
        Assert.AreEqual(JsonValueKind.Null, fields.GetProperty("nan").ValueKind);
        Assert.AreEqual(float.MaxValue, fields.GetProperty("huge").GetSingle());
        Assert.AreEqual(1e-7f, fields.GetProperty("tiny").GetSingle());
        Assert.AreEqual("fedcba9876543210", full.RootElement.GetProperty("epoch").GetString());
        Assert.AreEqual("2025-01-05T06:00:00.25Z", full.RootElement.GetProperty("time").GetString());
        using JsonDocument undated = JsonDocument.Parse(lines[5]);
        Assert.AreEqual(JsonValueKind.Null, undated.RootElement.GetProperty("time").ValueKind);
    }

    [TestMethod]
    public void SenML_is_valid_json_and_every_record_has_a_value()
    {
        using JsonDocument pack = JsonDocument.Parse(Write(ResultFormat.SenML, [.. Sample.Mixed()]));
        foreach (JsonElement record in pack.RootElement.EnumerateArray())
        {
            Assert.IsTrue(record.TryGetProperty("v", out _) ^ record.TryGetProperty("vb", out _), record.GetRawText());
        }
    }

    [TestMethod]
    [DataRow(21.43f, "21.43")]
    [DataRow(21f, "21")]
    [DataRow(0f, "0")]
    [DataRow(-0f, "0")]
    [DataRow(0.1f, "0.1")]
    [DataRow(1 / 3f, "0.33333334")]
    [DataRow(123456.7f, "123456.7")]
    [DataRow(16777216f, "16777216")]
    [DataRow(1e-7f, "1E-07")]
    public void Numbers_have_the_shortest_digits_that_read_back(float value, string text)
    {
        Assert.AreEqual(text, FieldValue.Of(value).ToString());
        Assert.AreEqual(value, float.Parse(text, CultureInfo.InvariantCulture));
    }

    [TestMethod]
    public void Random_floats_read_back_to_the_same_bits_from_json()
    {
        const int Seed = 4711;
        var random = new Random(Seed);
        for (int i = 0; i < 20_000; i++)
        {
            float value = BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
            FieldValue field = FieldValue.Of(value);
            using JsonDocument json = JsonDocument.Parse(field.Kind == FieldKind.Null ? "null" : field.ToString());
            Assert.AreEqual(float.IsFinite(value) ? value : 0f, json.RootElement.ValueKind == JsonValueKind.Null ? 0f : json.RootElement.GetSingle(), $"seed {Seed}, case {i}");
        }
    }

    [TestMethod]
    [DataRow(0L, "1970-01-01T00:00:00Z")]
    [DataRow(Sample.Six, "2025-01-05T06:00:00Z")]
    [DataRow(Sample.Six + 1, "2025-01-05T06:00:00.001Z")]
    [DataRow(Sample.Six + 100, "2025-01-05T06:00:00.1Z")]
    [DataRow(253_402_300_799_999L, "9999-12-31T23:59:59.999Z")]
    public void Times_have_a_fraction_only_where_it_is_not_zero(long ms, string text) => Assert.AreEqual(text, ResultTime.Text(ms));

    [TestMethod]
    public void Seconds_have_no_trailing_zeros()
    {
        Assert.AreEqual("21600", NumberText.Of(21600.000m));
        Assert.AreEqual("0.1", NumberText.Of(0.100m));
        Assert.AreEqual("100", NumberText.Of(100m));
    }

    [TestMethod]
    public void Tables_group_by_task_and_show_missing_data()
    {
        var tables = ResultTable.Of(Sample.Mixed());
        CollectionAssert.AreEqual(
            new[] { "irrigation, task 1", "irrigation, task 2", "irrigation, task 1, alerts", "field-7: irrigation, task 1", "field-7: irrigation, task 1, alerts" },
            tables.Select(table => table.Title).ToArray());
        CollectionAssert.AreEqual(new[] { "2025-01-05T06:15:00Z", "–", "-1.5", "2 % (12/720)" }, tables[0].Rows[1].ToArray());
        CollectionAssert.AreEqual(new[] { "time", "mean [%]", "count", "tiny", "huge", "temp [°C]", "none", "hist", "nan", "valid" },
            tables[3].Columns.Select(column => column.Heading).ToArray());
        CollectionAssert.AreEqual(new[] { "clock not set", "dry", "cleared" }, tables[4].Rows[0].ToArray());
        foreach (ResultTable table in tables)
        {
            Assert.IsTrue(table.Rows.All(row => row.Count == table.Columns.Count), table.Title);
        }
    }

    [TestMethod]
    [DataRow(1, 200, "")]
    [DataRow(199, 200, "")]
    [DataRow(200, 200, "")]
    [DataRow(201, 200, "100")]
    [DataRow(5, 2, "1 2 3")]
    [DataRow(5, 3, "2 3")]
    [DataRow(5, 1, "1 2 3 4")]
    public void Of_a_long_table_the_middle_is_left_out(int rows, int rowsMax, string hidden)
    {
        var tabulator = new ResultTabulator(rowsMax);
        for (int seq = 0; seq < rows; seq++)
        {
            tabulator.Add(Sample.Report(seq, Sample.Six + (1000 * seq)));
            tabulator.Add(Sample.Alert(seq % 2 == 0, Sample.Six + (1000 * seq)));
        }

        long[] left = [.. hidden.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(long.Parse)];
        string[] expected = [.. Enumerable.Range(0, rows).Where(seq => !left.Contains(seq)).Select(seq => ResultTime.Text(Sample.Six + (1000 * seq)))];
        Assert.HasCount(2, tabulator.Tables());
        foreach (ResultTable table in tabulator.Tables())
        {
            Assert.AreEqual(left.Length, table.HiddenCount);
            CollectionAssert.AreEqual(expected, table.Rows.Select(row => row[0]).ToArray(), table.Title);
        }
    }

    [TestMethod]
    public void Values_are_equal_by_content()
    {
        Assert.AreEqual(Sample.Full(), Sample.Full());
        Assert.AreEqual(Sample.Full().GetHashCode(), Sample.Full().GetHashCode());
        Assert.AreNotEqual(FieldValue.Of(21f), FieldValue.Of(21));
        Assert.AreNotEqual(FieldValue.Of([1L, 2]), FieldValue.Of([1L, 3]));
        Assert.AreNotEqual<Result>(Sample.Report(0), Sample.Report(1));
    }

    private static string Write(ResultFormat format, params Result[] results)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (IResultWriter writer = ResultWriters.Create(format, text))
        {
            foreach (Result result in results)
            {
                writer.Write(result);
            }
        }

        return text.ToString();
    }
}
