using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Globalization;

namespace NanoBatch.Results;

/// <summary>One connection with its transaction and the commands that were made on it. For one thread.</summary>
internal sealed class StoreSession(DbConnection connection) : IDisposable
{
    // A command that is kept is prepared once; there are some thirty texts in all.
    private readonly Dictionary<string, DbCommand> _commands = [];
    private DbTransaction? _transaction;

    /// <summary>Whether a transaction is under way.</summary>
    public bool IsInTransaction => _transaction is not null;

    /// <summary>False once a server is gone; a new session is needed then.</summary>
    public bool IsOpen => connection.State == ConnectionState.Open;

    public void Begin() => _transaction = connection.BeginTransaction();

    public void Commit()
    {
        DbTransaction transaction = _transaction!;
        _transaction = null;
        using (transaction)
        {
            transaction.Commit();
        }
    }

    /// <summary>Takes back what was not committed; a connection that is lost has done so already.</summary>
    public void Rollback()
    {
        DbTransaction? transaction = _transaction;
        _transaction = null;
        try
        {
            transaction?.Rollback();
        }
        catch (Exception e) when (e is DbException or InvalidOperationException or System.IO.IOException)
        {
            // The fault that led here is the one to tell.
        }
        finally
        {
            transaction?.Dispose();
        }
    }

    /// <summary>A command with its parameters; the same object for the same text.</summary>
    public DbCommand Command(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (!_commands.TryGetValue(sql, out DbCommand? command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            foreach ((string name, _) in parameters)
            {
                DbParameter parameter = command.CreateParameter();
                parameter.ParameterName = name;
                command.Parameters.Add(parameter);
            }

            _commands[sql] = command;
        }

        command.Transaction = _transaction;
        for (int i = 0; i < parameters.Length; i++)
        {
            command.Parameters[i].Value = parameters[i].Value ?? DBNull.Value;
        }

        return command;
    }

    /// <summary>Runs a statement.</summary>
    /// <returns>Rows that it changed.</returns>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) => Command(sql, parameters).ExecuteNonQuery();

    /// <summary>The first column of the first row, or null.</summary>
    public object? Scalar(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
        => Command(sql, parameters).ExecuteScalar() is { } value and not DBNull ? value : null;

    /// <summary>The same as a number; 0 where there is none.</summary>
    public long Number(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
        => Convert.ToInt64(Scalar(sql, parameters), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public void Dispose()
    {
        Rollback();
        foreach (DbCommand command in _commands.Values)
        {
            command.Dispose();
        }

        connection.Dispose();
    }
}
