namespace Scanner.Cluster;

/// <summary>One line of templates.parquet.</summary>
/// <param name="Medoid">Text row of the medoid.</param>
/// <param name="Kinds">Bit mask of the segment kinds of the medoid: the skeleton is that of such segments.</param>
/// <param name="Texts">Distinct texts.</param>
/// <param name="Requests">Requests that hold any of them.</param>
/// <param name="Accounts">Accounts that sent those.</param>
/// <param name="Skeleton">Fixed wording and slots.</param>
public sealed record TemplateRow(int Medoid, int Kinds, int Texts, int Requests, int Accounts, Skeleton Skeleton);
