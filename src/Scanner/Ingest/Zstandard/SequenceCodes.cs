namespace Scanner.Ingest.Zstandard;

/// <summary>The fixed tables of sequences (RFC 8878, sections 3.1.1.3.2.1 and 3.1.1.3.2.2).</summary>
internal static class SequenceCodes
{
    /// <summary>Per literal length code the least length and the number of extra bits.</summary>
    public static readonly (int Base, int Bits)[] LiteralLengths =
    [
        .. Enumerable.Range(0, 16).Select(length => (length, 0)),
        (16, 1), (18, 1), (20, 1), (22, 1), (24, 2), (28, 2), (32, 3), (40, 3), (48, 4), (64, 6), (128, 7), (256, 8),
        (512, 9), (1024, 10), (2048, 11), (4096, 12), (8192, 13), (16384, 14), (32768, 15), (65536, 16),
    ];

    /// <summary>Per match length code the least length and the number of extra bits.</summary>
    public static readonly (int Base, int Bits)[] MatchLengths =
    [
        .. Enumerable.Range(3, 32).Select(length => (length, 0)),
        (35, 1), (37, 1), (39, 1), (41, 1), (43, 2), (47, 2), (51, 3), (59, 3), (67, 4), (83, 4), (99, 5), (131, 7),
        (259, 8), (515, 9), (1027, 10), (2051, 11), (4099, 12), (8195, 13), (16387, 14), (32771, 15), (65539, 16),
    ];

    /// <summary>The table of literal lengths where a block brings none.</summary>
    public static readonly FseTable DefaultLiteralLengths = FseTable.Of(
        [
            4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1,
            -1, -1, -1, -1,
        ],
        6);

    /// <summary>The table of match lengths where a block brings none.</summary>
    public static readonly FseTable DefaultMatchLengths = FseTable.Of(
        [1, 4, 3, 2, 2, 2, 2, 2, 2, .. Enumerable.Repeat((short)1, 37), -1, -1, -1, -1, -1, -1, -1], 6);

    /// <summary>The table of offsets where a block brings none.</summary>
    public static readonly FseTable DefaultOffsets = FseTable.Of(
        [1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1], 5);
}
