namespace Scanner.Runs;

/// <summary>duckdb_type: the numbers of duckdb.h, for the types that columns here have.</summary>
internal enum DuckDbType
{
    Boolean = 1,
    TinyInt = 2,
    SmallInt = 3,
    Integer = 4,
    BigInt = 5,
    UTinyInt = 6,
    USmallInt = 7,
    UInteger = 8,
    UBigInt = 9,
    Float = 10,
    Double = 11,
    Timestamp = 12,
    Date = 13,
    Time = 14,
    HugeInt = 16,
    VarChar = 17,
    Blob = 18,
    TimestampTz = 31,
    UHugeInt = 32,
}

/// <summary>Which C# type a column's values are read and written as.</summary>
internal static class ColumnStorage
{
    private const int FloatingPoint = 256;
    private const int None = 0;

    /// <summary>Width in bytes, marked where floating; columns of text and of nested types have none.</summary>
    public static int Of(DuckDbType type) => type switch
    {
        DuckDbType.Boolean or DuckDbType.TinyInt or DuckDbType.UTinyInt => 1,
        DuckDbType.SmallInt or DuckDbType.USmallInt => 2,
        DuckDbType.Integer or DuckDbType.UInteger or DuckDbType.Date => 4,
        DuckDbType.BigInt or DuckDbType.UBigInt or DuckDbType.Timestamp or DuckDbType.TimestampTz
            or DuckDbType.Time => 8,
        DuckDbType.HugeInt or DuckDbType.UHugeInt => 16,
        DuckDbType.Float => 4 | FloatingPoint,
        DuckDbType.Double => 8 | FloatingPoint,
        _ => None,
    };

    /// <summary>The same for a C# type; types that only happen to have a fitting size (DateTime) have none.</summary>
    public static int Of<T>() where T : unmanaged
    {
        if (typeof(T) == typeof(float) || typeof(T) == typeof(double))
            return System.Runtime.CompilerServices.Unsafe.SizeOf<T>() | FloatingPoint;
        if (typeof(T) == typeof(bool) || typeof(T) == typeof(byte) || typeof(T) == typeof(sbyte)
            || typeof(T) == typeof(short) || typeof(T) == typeof(ushort) || typeof(T) == typeof(int)
            || typeof(T) == typeof(uint) || typeof(T) == typeof(long) || typeof(T) == typeof(ulong)
            || typeof(T) == typeof(Int128) || typeof(T) == typeof(UInt128))
            return System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
        return None;
    }

    /// <summary>Whether values are text or bytes.</summary>
    public static bool IsText(DuckDbType type) => type is DuckDbType.VarChar or DuckDbType.Blob;

    /// <summary>Whether a column of this type can be read or written as T.</summary>
    public static bool Fits<T>(int storage) where T : unmanaged => storage != None && storage == Of<T>();
}
