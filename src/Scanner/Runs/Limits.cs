namespace Scanner.Runs;

/// <summary>
/// Every limit of the system, each with its reason. Exceeding one names the option to change, or says why not.
/// </summary>
public static class Limits
{
    /// <summary>
    /// Bytes in one log line. A request with a whole book is 2 MiB; far beyond lies garbage. Longer lines are rejected.
    /// </summary>
    public const int LineBytesMax = 64 << 20;

    /// <summary>
    /// Bytes that a Zstandard match may reach back: 2^27, the most that zstd itself reads unless told otherwise. The
    /// window is held in memory.
    /// </summary>
    public const int ZstdWindowBytesMax = 1 << 27;

    /// <summary>Distinct texts in one run: rows are int, and a text needs about 1 KiB on disk.</summary>
    public const int TextsMax = 1 << 30;

    /// <summary>
    /// Bytes of packed vectors that the join holds: 150,000 × 256 × 6.7 bytes (float32, int8 twice, prefixes) are 245
    /// MiB and go in one band, half of this. Beyond, it works by bands, which pack rows again: 1 % of the time.
    /// </summary>
    public const long PackedBytesMax = 512L << 20;

    /// <summary>
    /// Neighbours stored for a row unless --cap says otherwise: enough to find a medoid; 300,000 rows × 64 × 8 bytes
    /// are 147 MiB.
    /// </summary>
    public const int NeighborsStored = 64;

    /// <summary>Largest --cap: 4,096 neighbours of 300,000 rows would be 9 GiB where all are similar.</summary>
    public const int NeighborsStoredMax = 4096;

    /// <summary>
    /// Pairs that --keep-all-pairs keeps at most: 12 bytes each, and 8 to 16 while they are gathered, hence up to 2.6
    /// GiB.
    /// </summary>
    public const int PairsKeptMax = 100_000_000;

    /// <summary>
    /// 10^9 multiplications and additions of a join from which on --device auto takes a GPU: two cores do 400 a second,
    /// so that below they are done in two seconds, about what it takes to wake a GPU and to compile its kernel.
    /// </summary>
    public const double AutoGigaflopsMin = 800;

    /// <summary>
    /// Seconds between two savings of a join: what a kill costs at most, beside the rows under way. Short joins save
    /// nothing.
    /// </summary>
    public const int CheckpointSeconds = 60;

    /// <summary>Largest M of an index: the paper uses 5 to 48; 256 are 2 KiB of links a row.</summary>
    public const int HnswLinksMax = 256;

    /// <summary>Largest ef of an index: a walk with more candidates costs as much as comparing everything.</summary>
    public const int HnswCandidatesMax = 10_000;

    /// <summary>
    /// Queries whose true neighbours are sought after a search by index: 100 tell a recall of 0.95 with ten neighbours
    /// each to within 0.02, and compare 100 × 10 M rows of an index in about 10 s on two cores.
    /// </summary>
    public const int HnswRecallQueries = 100;

    /// <summary>Rows per chunk of a DuckDB result or append: DuckDB's own vector size.</summary>
    public const int ChunkRows = 2048;

    /// <summary>
    /// Slots of the span miner's sketch, as a power of two: 2^25 slots of 8 bytes are 256 MiB. 200,000 prompts of 180
    /// words have 12 M fingerprints, so that a slot is shared by three of them once in about 200 slots.
    /// </summary>
    public const int SpanSketchSlotsLog2 = 25;

    /// <summary>
    /// Fingerprints kept of a response: a prompt that holds a third of it has five of sixteen, and three are asked for.
    /// Two million responses are 32 M rows of 12 bytes, in the database.
    /// </summary>
    public const int ResponseFingerprintsMax = 16;

    /// <summary>
    /// Bits of the filter that prompts are read past, as a power of two: 64 MiB. Two million responses fill 6 % of it,
    /// so that of 100 runs of words of a prompt six are looked up for nothing.
    /// </summary>
    public const int ReplayFilterBitsLog2 = 29;

    /// <summary>
    /// Rows per row group of a Parquet file: DuckDB's own default, 60 chunks. A multiple of the chunk, so that row
    /// groups end at the same rows whatever the number of threads.
    /// </summary>
    public const int ParquetRowGroupRows = 122_880;

    /// <summary>Components of a vector: the widest embedding models have 8,192; beyond lies a wrong file.</summary>
    public const int VectorDimMax = 1 << 16;

    /// <summary>
    /// Rows of all accounts tables of a report together. A row is about 240 bytes of HTML: 20,000 are 5 MB. The full
    /// lists are in members.parquet.
    /// </summary>
    public const int ReportAccountRowsMax = 20_000;

    /// <summary>Rows that a campaign's accounts table has at least: a person reads as many.</summary>
    public const int ReportAccountRowsMin = 20;

    /// <summary>
    /// Rows of one campaign's accounts table: more than a person reads, enough to sort and search in.
    /// </summary>
    public const int ReportCampaignAccountRowsMax = 500;

    /// <summary>
    /// Campaigns, the strongest, that a browser reads whole when a report opens: about 600 elements each. It takes five
    /// microseconds an element, so that hundreds of campaigns would keep it for seconds; the page's script opens the
    /// others when they are reached, and while nothing else is to be done.
    /// </summary>
    public const int ReportOpenCampaignsMax = 20;

    /// <summary>
    /// Rows of the table of campaigns that stand open, six screens: a browser lays out all rows of a table before it
    /// shows one.
    /// </summary>
    public const int ReportCampaignRowsMax = 50;

    /// <summary>
    /// Templates shown per campaign; the rest is in campaigns.json. Of hundreds of campaigns each shows fewer: a
    /// template is 2 to 6 KB, those of all together 4 MB.
    /// </summary>
    public const int ReportTemplatesMax = 6;

    /// <inheritdoc cref="ReportTemplatesMax"/>
    public const int ReportTemplatesOfAllMax = 1_000;

    /// <summary>Slots shown per template: a skeleton with more is mostly slots.</summary>
    public const int ReportSlotsMax = 12;

    /// <inheritdoc cref="ReportSlotsMax"/>
    public const int ReportSlotsOfAllMax = 2_000;

    /// <summary>Look-alikes shown; they are ordered by accounts, so the rest is small.</summary>
    public const int ReportClearedMax = 50;

    /// <summary>
    /// Example requests per campaign: three to five are compared side by side, more are not read. Of hundreds of
    /// campaigns each shows two: an example is 1 to 3 KB.
    /// </summary>
    public const int ReportExamplesMax = 5;

    /// <inheritdoc cref="ReportExamplesMax"/>
    public const int ReportExamplesOfAllMax = 1_000;

    /// <summary>
    /// Shared values shown per trait. Of hundreds of campaigns each shows fewer: a value is 400 bytes with its marks.
    /// </summary>
    public const int ReportTraitValuesMax = 8;

    /// <inheritdoc cref="ReportTraitValuesMax"/>
    public const int ReportTraitValuesOfAllMax = 1_000;

    /// <summary>Characters of a campaign's title: one line of a heading at 1280 pixels.</summary>
    public const int ReportTitleCharactersMax = 90;

    /// <summary>Characters of a skeleton on the page: two screens; half a one where there are hundreds.</summary>
    public const int ReportSkeletonCharactersMax = 4_000;

    /// <inheritdoc cref="ReportSkeletonCharactersMax"/>
    public const int ReportSkeletonCharactersOfAllMax = 400_000;

    /// <summary>Characters of a slot's example.</summary>
    public const int ReportSlotCharactersMax = 80;

    /// <summary>
    /// Characters of an example's beginning and end: the fixed text of a template stands in one or the other.
    /// </summary>
    public const int ReportExcerptHeadCharacters = 1_200;

    /// <inheritdoc cref="ReportExcerptHeadCharacters"/>
    public const int ReportExcerptTailCharacters = 600;

    /// <summary>
    /// Characters read from either end of an example before masking. A private key, the longest secret masked as one
    /// piece, has about 3,300 characters; an excerpt's edge must not lie within reach of one that the window cuts.
    /// </summary>
    public const int ReportWindowCharacters = 8_000;

    /// <summary>Input files named in the command that makes a run again; a folder of logs may hold thousands.</summary>
    public const int ReportCommandFilesMax = 20;

    /// <summary>
    /// Bins of a timeline: two weeks by the hour, about three pixels each at 1280 pixels. Of hundreds of campaigns each
    /// shows fewer: a bin is 15 bytes in the timeline, and as many in each row of a heat map.
    /// </summary>
    public const int ReportTimelineBinsMax = 360;

    /// <inheritdoc cref="ReportTimelineBinsMax"/>
    public const int ReportTimelineBinsOfAllMax = 60_000;

    /// <summary>
    /// Cells of all heat maps of a report together. Where each second one is marked, a mark is 9 bytes: 2 MB. More than
    /// <see cref="ReportHeatRowsMax"/> accounts fill a screen; of fewer than <see cref="ReportHeatRowsMin"/> none sees
    /// who acts with whom.
    /// </summary>
    public const int ReportHeatCellsMax = 450_000;

    /// <inheritdoc cref="ReportHeatCellsMax"/>
    public const int ReportHeatRowsMax = 60;

    /// <inheritdoc cref="ReportHeatCellsMax"/>
    public const int ReportHeatRowsMin = 5;

    /// <summary>Accounts in the matrix of what is shared: three pixels each; fewer of hundreds of campaigns.</summary>
    public const int ReportMatrixColumnsMax = 120;

    /// <inheritdoc cref="ReportMatrixColumnsMax"/>
    public const int ReportMatrixColumnsOfAllMax = 12_000;

    /// <summary>
    /// Templates on the map besides those that were judged: 1,500 circles of 200 bytes are 300 KB, and more hide one
    /// another.
    /// </summary>
    public const int ReportMapPointsMax = 1_500;

    /// <summary>
    /// Accounts of all campaigns together that can be searched for beyond those in tables: 100 bytes each, 6 MB.
    /// </summary>
    public const int ReportSearchableAccountsMax = 60_000;

    /// <summary>
    /// Templates of one request that are compared with each other when templates merge: pairs grow as the square, and a
    /// prompt of 100,000 words pasted from shared sources can hold hundreds of spans.
    /// </summary>
    public const int TemplatesPerRequestMax = 64;

    /// <summary>
    /// Memory of DuckDB in the stages after Ingest: their tables are narrow, and it spills to disk beyond.
    /// </summary>
    public const long DatabaseBytesMax = 1L << 30;

    /// <summary>
    /// Largest max_tokens of a model: long-context embedding models take 32,768; beyond lies a wrong setting.
    /// </summary>
    public const int TextTokensMax = 1 << 17;

    /// <summary>
    /// Bytes of vectors kept from run to run, of all models together; beyond, the oldest go. 2 GiB are 4 million texts
    /// × 256 components, whose keys take 200 MiB of memory when all are of one model.
    /// </summary>
    public const long VectorCacheBytesMax = 2L << 30;

    /// <summary>
    /// Texts of a block that goes through Embed's stages: enough to find batches of like length among, so that one
    /// token in a hundred is padding. Two blocks a thread and two more are held at a time.
    /// </summary>
    public const int EmbedBlockTexts = 1024;

    /// <summary>
    /// Characters from which a block of texts is full: 1 Mi are 2 MiB, as many as 1,024 texts of 1,000 characters.
    /// </summary>
    public const int EmbedBlockCharacters = 1 << 20;
}
