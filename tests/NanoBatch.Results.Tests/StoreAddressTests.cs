using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace NanoBatch.Results.Tests;

[TestClass]
public sealed class StoreAddressTests
{
    [TestMethod]
    [DataRow("sqlite:a.db", "a.db")]
    [DataRow("SQLite:/data/a b.db", "/data/a b.db")]
    [DataRow("postgres://anna:pass@db.example:6543/results", "postgres://anna@db.example:6543/results")]
    [DataRow("postgresql://db.example/results?sslmode=require", "postgres://db.example:5432/results")]
    [DataRow("postgres://anna:p%40ss@[::1]/results", "postgres://anna@[::1]:5432/results")]
    [DataRow("postgres:Host=db.example;Database=results;Username=anna;Password=pass", "postgres://anna@db.example:5432/results")]
    public void An_address_is_read_and_shown_without_its_password(string text, string display)
    {
        StoreAddress? address = StoreAddress.TryParse(text, out string problem);
        Assert.AreEqual((display, string.Empty), (address?.Display, problem));
        Assert.DoesNotContain("pass", address!.ToString());
    }

    [TestMethod]
    [DataRow("", "begins with 'sqlite:' or 'postgres:'")]
    [DataRow("a.db", "begins with 'sqlite:' or 'postgres:'")]
    [DataRow("sqlite:", "needs the file behind")]
    [DataRow("sqlite: ", "needs the file behind")]
    [DataRow("mysql://secret@host/db", "begins with 'sqlite:' or 'postgres:'")]
    [DataRow("postgres:", "names no host")]
    [DataRow("postgres:Host=h", "names no database")]
    [DataRow("postgres:Host=h;Database=d;Passwort=secret", "has a keyword or value that cannot be read")]
    [DataRow("postgres:Host=h;Database=d;Port=secret", "has a keyword or value that cannot be read")]
    [DataRow("postgres://user:secret@", "no URI")]
    [DataRow("postgres://user:secret@host", "names no database")]
    [DataRow("postgres://user:secret@host:99999/db", "no URI")]
    [DataRow("postgres://user:secret@host/db?colour=red", "'colour' is unknown")]
    public void What_is_none_is_one_sentence_that_keeps_secrets(string text, string expected)
    {
        Assert.IsNull(StoreAddress.TryParse(text, out string problem));
        Assert.Contains(expected, problem);
        Assert.DoesNotContain("secret", problem);
        Assert.DoesNotEndWith(".", problem);
    }
}
