using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Scanner.Report.Page;

/// <summary>
/// A piece of HTML made from an interpolated string: what stands in the source is markup, what comes through a hole is
/// text and is escaped. No other way leads a value into a page unescaped, so nothing a prompt holds can become markup.
/// </summary>
/// <example><c>Markup cell = $"""&lt;td title="{account.Id}"&gt;{account.Requests:N0}&lt;/td&gt;""";</c></example>
[InterpolatedStringHandler]
public readonly struct Markup
{
    private readonly StringBuilder? _html;

    /// <summary>Called by the compiler for an interpolated string.</summary>
    public Markup(int literalLength, int formattedCount) =>
        _html = new StringBuilder(literalLength + 16 * formattedCount);

    /// <summary>No markup.</summary>
    public static Markup None => default;

    /// <summary>Called by the compiler: the source's own markup, taken as it is.</summary>
    public void AppendLiteral(string markup) => _html!.Append(markup);

    /// <summary>A hole that holds text, or the value of a quoted attribute.</summary>
    public void AppendFormatted(string? text) => Escaping.Append(_html!, text);

    /// <summary>A hole that holds a number or a time; always in the invariant culture.</summary>
    public void AppendFormatted<T>(T value, string? format = null) where T : IFormattable =>
        Escaping.Append(_html!, value.ToString(format, CultureInfo.InvariantCulture));

    /// <summary>A hole that holds a piece of markup, which did its own escaping.</summary>
    public void AppendFormatted(Markup part)
    {
        if (part._html is not null) _html!.Append(part._html);
    }

    /// <summary>A hole that holds pieces of markup, one after the other.</summary>
    public void AppendFormatted(IEnumerable<Markup> parts)
    {
        foreach (var part in parts) AppendFormatted(part);
    }

    /// <summary>A style sheet or script that was built into this assembly; never text from a run.</summary>
    internal static Markup Asset(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Scanner.Report.Assets.{name}")
            ?? throw new InvalidOperationException($"The assembly holds no resource {name}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        // A browser folds line ends before it hashes; so must we, whatever the checkout did.
        var text = reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
        var asset = new Markup(text.Length, 0);
        asset.AppendLiteral(text);
        return asset;
    }

    /// <summary>Writes the markup out without building one large string.</summary>
    public void WriteTo(TextWriter output)
    {
        if (_html is null) return;
        foreach (var chunk in _html.GetChunks()) output.Write(chunk.Span);
    }

    /// <summary>The markup.</summary>
    public override string ToString() => _html?.ToString() ?? "";
}
