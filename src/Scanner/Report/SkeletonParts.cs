using System.Text.RegularExpressions;
using Scanner.Cluster;

namespace Scanner.Report;

/// <summary>A stretch of a skeleton: fixed wording, or the name of a slot.</summary>
public readonly record struct SkeletonPart(bool IsSlot, string Text);

/// <summary>Splits skeletons into fixed wording and slots.</summary>
public static partial class SkeletonParts
{
    /// <summary>The title of a skeleton that is all slots.</summary>
    public const string NoWording = "no fixed wording";

    /// <summary>The parts in order; <c>{number}</c> and the like are slots, any other brace is wording.</summary>
    public static IReadOnlyList<SkeletonPart> Split(string skeleton)
    {
        var parts = new List<SkeletonPart>();
        var from = 0;
        foreach (Match slot in Skeleton.SlotPattern().Matches(skeleton))
        {
            if (slot.Index > from) parts.Add(new SkeletonPart(false, skeleton[from..slot.Index]));
            parts.Add(new SkeletonPart(true, slot.Groups[1].Value));
            from = slot.Index + slot.Length;
        }
        if (from < skeleton.Length) parts.Add(new SkeletonPart(false, skeleton[from..]));
        return parts;
    }

    /// <summary>
    /// The fixed wording in one line of at most <paramref name="charactersMax"/> characters, slots as "…".
    /// </summary>
    public static string Title(string skeleton, int charactersMax)
    {
        var wording = string.Concat(Split(skeleton).Select(part => part.IsSlot ? " … " : part.Text));
        var line = WhiteSpace().Replace(wording, " ").Replace("… …", "…", StringComparison.Ordinal).Trim();
        line = SpaceBeforePoint().Replace(line, "$1");
        if (!line.Any(char.IsLetterOrDigit)) return NoWording;
        if (line.Length <= charactersMax) return line;
        var cut = line.LastIndexOf(' ', charactersMax - 1, charactersMax / 2);
        return line[..(cut > 0 ? cut : charactersMax - 1)].TrimEnd(' ', '…') + " …";
    }

    [GeneratedRegex(@" ([.,;:!?])")]
    private static partial Regex SpaceBeforePoint();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
