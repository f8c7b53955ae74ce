using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Scanner.Runs;

/// <summary>
/// The identity of what a stage makes: SHA-256 over stage, version, canonical JSON of the options, and the fingerprint
/// of the upstream stage. Equal fingerprints mean equal artifacts.
/// </summary>
public static class Fingerprint
{
    /// <summary>How options and summaries are written: enums by name, no number refused.</summary>
    public static JsonSerializerOptions Json { get; } = new()
    {
        Converters = { new JsonStringEnumConverter() },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        WriteIndented = true,
    };

    /// <summary>Fingerprint of a stage, as 64 hexadecimal digits.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="version">Version of its code.</param>
    /// <param name="options">
    /// Its options; properties that never change a result carry <see cref="JsonIgnoreAttribute"/>.
    /// </param>
    /// <param name="upstream">Fingerprint of the upstream stage; null for Ingest.</param>
    public static string Of<TOptions>(Stage stage, int version, TOptions options, string? upstream)
    {
        var json = Encoding.UTF8.GetString(Canonical(JsonSerializer.SerializeToElement(options, Json)));
        var identity = $"{stage.Verb()}\n{version}\n{upstream}\n{json}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)));
    }

    /// <summary>JSON without white space, the properties of every object in ordinal order.</summary>
    public static ReadOnlySpan<byte> Canonical(JsonElement element)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            Write(element, writer);
        return buffer.WrittenSpan;
    }

    private static void Write(JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    Write(property.Value, writer);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                    Write(item, writer);
                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
