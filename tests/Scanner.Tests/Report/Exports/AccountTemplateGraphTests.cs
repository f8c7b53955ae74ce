using System.Diagnostics;
using System.Xml.Linq;

namespace Scanner.Tests.Report.Exports;

public sealed class AccountTemplateGraphTests
{
    private const string Python = "/usr/bin/python3";

    private static string Graph() => ExportedRun.Text((export, output) => export.WriteGraph(null, output));

    [Fact]
    public void Edges_lie_between_accounts_and_templates()
    {
        var graph = XDocument.Parse(Graph()).Root!;
        var space = graph.GetDefaultNamespace();
        var nodes = graph.Descendants(space + "node").Select(node => (string)node.Attribute("id")!).ToHashSet();
        Assert.Equal(9, nodes.Count);
        var edges = graph.Descendants(space + "edge").ToList();
        Assert.Equal(8, edges.Count);
        Assert.All(edges, edge => Assert.Contains((string)edge.Attribute("source")!, nodes));
        Assert.All(edges, edge => Assert.Equal("t:T0", (string)edge.Attribute("target")!));
        var keys = graph.Elements(space + "key").Select(key => (string)key.Attribute("id")!).ToHashSet();
        Assert.All(graph.Descendants(space + "data"), data => Assert.Contains((string)data.Attribute("key")!, keys));
    }

    [SkippableFact]
    public void Another_program_reads_the_same_graph()
    {
        Skip.IfNot(Has(), $"{Python} has no networkx");
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, Graph());
            Assert.Equal("9 8 49.0 template", Run(
                "import networkx, sys; g = networkx.read_graphml(sys.argv[1]); "
                + "print(len(g.nodes), len(g.edges), sum(w for _, _, w in g.edges.data('weight')), "
                + "g.nodes['t:T0']['kind'])", file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static bool Has() => File.Exists(Python) && Run("import networkx; print('here')") == "here";

    private static string Run(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(Python, ["-c", script, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output.Trim();
    }
}
