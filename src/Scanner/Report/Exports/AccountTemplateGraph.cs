using System.Globalization;
using System.Text;
using System.Xml;
using Scanner.Ingest;

namespace Scanner.Report.Exports;

/// <summary>
/// The accounts and templates of campaigns as GraphML: an edge for each template that an account sent, as heavy as the
/// requests are many. Gephi, yEd and NetworkX read it.
/// </summary>
internal static class AccountTemplateGraph
{
    private const string Space = "http://graphml.graphdrawing.org/xmlns";

    // Id of the key, what it belongs to, name and type.
    private static readonly (string Id, string For, string Name, string Type)[] Keys =
    [
        ("label", "node", "label", "string"),
        ("kind", "node", "kind", "string"),
        ("campaigns", "node", "campaigns", "string"),
        ("requests", "node", "requests", "long"),
        ("wording", "node", "wording", "string"),
        ("weight", "edge", "weight", "double"),
        ("campaign", "edge", "campaign", "string"),
    ];

    public static void Write(ReportContent content, IEnumerable<Membership> members, Stream output)
    {
        var settings = new XmlWriterSettings
        {
            Indent = true,
            NewLineChars = "\n",
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        using var xml = XmlWriter.Create(output, settings);
        xml.WriteStartDocument();
        xml.WriteStartElement("graphml", Space);
        foreach (var (id, of, name, type) in Keys)
        {
            xml.WriteStartElement("key", Space);
            xml.WriteAttributeString("id", id);
            xml.WriteAttributeString("for", of);
            xml.WriteAttributeString("attr.name", name);
            xml.WriteAttributeString("attr.type", type);
            xml.WriteEndElement();
        }
        xml.WriteStartElement("graph", Space);
        xml.WriteAttributeString("id", "accounts-and-templates");
        xml.WriteAttributeString("edgedefault", "undirected");
        WriteNodes(content, xml);
        foreach (var (edge, index) in members.Select((edge, index) => (edge, index)))
            WriteEdge(edge, index, xml);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteNodes(ReportContent content, XmlWriter xml)
    {
        var campaigns = content.Found.Campaigns;
        foreach (var group in campaigns
            .SelectMany(campaign => campaign.Accounts.Select(account => (Account: account, Campaign: campaign.Id)))
            .GroupBy(item => item.Account.Id))
            WriteNode(xml, $"a:{group.Key}",
                ("label", group.Key), ("kind", "account"),
                ("campaigns", string.Join(' ', group.Select(item => item.Campaign))),
                ("requests", Text(group.Sum(item => item.Account.Requests))));
        foreach (var group in campaigns
            .SelectMany(campaign => campaign.Templates.Select(template => (Template: template, Campaign: campaign.Id)))
            .GroupBy(item => item.Template.Id))
        {
            var template = group.First().Template;
            WriteNode(xml, $"t:{group.Key}",
                ("label", group.Key), ("kind", "template"),
                ("campaigns", string.Join(' ', group.Select(item => item.Campaign))),
                ("requests", Text(template.Requests)), ("wording", template.Skeleton));
        }
    }

    private static void WriteNode(XmlWriter xml, string id, params ReadOnlySpan<(string Key, string Value)> data)
    {
        xml.WriteStartElement("node", Space);
        xml.WriteAttributeString("id", Legible(id));
        WriteData(xml, data);
        xml.WriteEndElement();
    }

    private static void WriteEdge(Membership edge, int index, XmlWriter xml)
    {
        xml.WriteStartElement("edge", Space);
        xml.WriteAttributeString("id", $"e{index.ToString(CultureInfo.InvariantCulture)}");
        xml.WriteAttributeString("source", Legible($"a:{edge.Account}"));
        xml.WriteAttributeString("target", Legible($"t:{edge.Template}"));
        WriteData(xml, ("weight", Text(edge.Requests)), ("campaign", edge.Campaign));
        xml.WriteEndElement();
    }

    private static void WriteData(XmlWriter xml, params ReadOnlySpan<(string Key, string Value)> data)
    {
        foreach (var (key, value) in data)
        {
            xml.WriteStartElement("data", Space);
            xml.WriteAttributeString("key", key);
            xml.WriteString(Legible(value));
            xml.WriteEndElement();
        }
    }

    /// <summary>XML has no place for most control characters, not even escaped.</summary>
    private static string Legible(string text) => UnseenCharacters.ShowLines(text);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>An account of a campaign sent one of its templates.</summary>
/// <param name="Campaign">Campaign.</param>
/// <param name="Account">Account, under the name asked for.</param>
/// <param name="Template">Template, as in assignments.</param>
/// <param name="Requests">How often.</param>
internal readonly record struct Membership(string Campaign, string Account, string Template, long Requests);
