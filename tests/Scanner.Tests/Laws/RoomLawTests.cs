using System.Reflection;
using System.Text.RegularExpressions;

namespace Scanner.Tests.Laws;

/// <summary>Laws 1, 2 and 6: which room uses which, what nothing may be called, which interfaces there are.</summary>
public sealed class RoomLawTests
{
    private static readonly string[] Homeless = ["Common", "Core", "Utils", "Helpers", "Models"];

    private static readonly Assembly[] Ours =
        [Assembly.Load("Scanner"), Assembly.Load("Scanner.Gpu"), Assembly.Load("scan")];

    [Fact]
    public void A_room_uses_only_rooms_to_its_left()
    {
        var files = SourceTree.CSharp("src/Scanner");
        Assert.NotEmpty(files);
        Assert.Empty(files.SelectMany(UsesToTheRight));
    }

    [Theory]
    [InlineData("using Scanner.Score;", "Score")]
    [InlineData("global using static Scanner.Report.Masking;", "Report")]
    [InlineData("var x = Scanner.Report.Masking.Mask(text);", "Report")]
    [InlineData("var x = Report.Masking.Mask(text);", "Report")]
    [InlineData("var x = Stage.Report.Name;", null)]
    [InlineData("// using Scanner.Report;", null)]
    [InlineData("var x = \"Report.Masking\";", null)]
    [InlineData("using Scanner.Runs;", null)]
    public void Uses_are_found_in_code_and_only_there(string source, string? room) =>
        Assert.Equal(room is null ? [] : [room], RoomsUsed(source, SourceTree.Rooms[3..]));

    [Fact]
    public void Every_folder_is_a_room()
    {
        var folders = Directory.GetDirectories(Path.Combine(SourceTree.Root, "src", "Scanner"))
            .Select(folder => Path.GetFileName(folder)!)
            .Where(folder => folder is not ("bin" or "obj"))
            .ToArray();
        Assert.NotEmpty(folders);
        Assert.Empty(folders.Except(SourceTree.Rooms));
    }

    [Fact]
    public void Nothing_lives_in_a_folder_for_homeless_things()
    {
        var parts = SourceTree.CSharp("src", "tests", "bench").SelectMany(file => file.Split('/')[..^1]);
        Assert.Empty(parts.Intersect(Homeless));
        var namespaces = Ours.SelectMany(assembly => assembly.GetTypes()).Select(type => type.Namespace ?? "");
        Assert.Empty(namespaces.SelectMany(name => name.Split('.')).Intersect(Homeless));
    }

    [Fact]
    public void No_type_bears_a_rooms_name() =>
        Assert.Empty(OurTypes().Select(PlainName).Intersect(SourceTree.Rooms));

    [Fact]
    public void An_interface_has_two_implementations()
    {
        var classes = OurTypes().Where(type => type is { IsInterface: false, IsAbstract: false }).ToArray();
        var lonely =
            from contract in OurTypes()
            where contract.IsInterface
            let count = classes.Count(type => Implements(type, contract)) + LeftOut(contract)
            where count < 2
            select $"{contract.FullName} has {count}";
        Assert.Empty(lonely);
    }

    // Where ILGPU is not to be had, the GPU part is judged by its sources.
    private static int LeftOut(Type contract) => Ours[1].GetTypes().Any(type => type.Name == "GpuDevice")
        ? 0
        : SourceTree.CSharp("src/Scanner.Gpu").Count(file => Regex.IsMatch(
            SourceTree.CodeOnly(SourceTree.Read(file)), $@"class \w+[^{{;]*:[^{{;]*\b{contract.Name}\b"));

    private static IEnumerable<string> UsesToTheRight(string file)
    {
        var room = Array.IndexOf(SourceTree.Rooms, file.Split('/')[2]);
        var forbidden = room < 0 ? [] : SourceTree.Rooms[(room + 1)..];
        return RoomsUsed(SourceTree.Read(file), forbidden).Select(used => $"{file} uses {used}");
    }

    // A room is used by a using directive, or by its name before a dot: Scanner.Join.Joiner or just Join.Joiner.
    private static string[] RoomsUsed(string source, string[] rooms)
    {
        var code = SourceTree.CodeOnly(source);
        return
        [
            .. rooms.Where(room => Regex.IsMatch(
                code, $@"using (static )?Scanner\.{room}\b|(?<![\w.])(Scanner\.)?{room}\.[A-Z]")),
        ];
    }

    private static IEnumerable<Type> OurTypes() => Ours
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.Namespace?.StartsWith("Scanner", StringComparison.Ordinal) == true);

    private static string PlainName(Type type) => type.Name.Split('`')[0];

    private static bool Implements(Type type, Type contract) => type.GetInterfaces().Any(
        candidate => (candidate.IsGenericType ? candidate.GetGenericTypeDefinition() : candidate) == contract);
}
