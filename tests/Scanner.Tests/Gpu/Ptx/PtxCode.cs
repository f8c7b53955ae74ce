using System.Text.RegularExpressions;

namespace Scanner.Tests.Gpu.Ptx;

/// <summary>Whom an instruction waits for before it runs.</summary>
internal enum PtxScope
{
    Thread,
    Warp,
    Warpgroup,
    Group,
}

/// <summary>An instruction as a machine runs it.</summary>
/// <param name="Text">As written.</param>
/// <param name="Guard">Register of its predicate, -1 for none.</param>
/// <param name="IsGuardNegated">Whether it runs where the predicate is false.</param>
/// <param name="Scope">Whom it waits for.</param>
/// <param name="Run">What a thread does, or the first of those that wait for each other, for all.</param>
internal readonly record struct PtxInstruction(
    string Text, int Guard, bool IsGuardNegated, PtxScope Scope, Action<ReadOnlySpan<PtxThread>> Run);

/// <summary>
/// One kernel of a PTX text, ready to run. Knows the instructions that the tensor kernel holds, and refuses others.
/// </summary>
internal sealed partial class PtxCode
{
    private readonly Dictionary<string, int> _registers = [];
    private readonly Dictionary<string, int> _labels = [];
    private readonly List<(int Register, ulong Value)> _constants = [];

    public PtxCode(string text)
    {
        var parameters = Parameter().Matches(text);
        foreach (Match parameter in parameters)
        {
            Constant(parameter.Groups["name"].Value, (ulong)ParameterBytes);
            ParameterBytes += int.Parse(parameter.Groups["bytes"].Value, null);
        }

        int open = text.IndexOf('{', StringComparison.Ordinal);
        var body = Comment().Replace(text[(open + 1)..text.LastIndexOf('}')], "");
        var statements = new List<string>();
        foreach (var part in Label().Replace(body, "$1:;").Split(';', StringSplitOptions.TrimEntries))
        {
            if (part.EndsWith(':')) _labels.Add(part[..^1], statements.Count);
            else if (part.StartsWith(".reg", StringComparison.Ordinal)) Declare(part);
            else if (part.StartsWith(".local", StringComparison.Ordinal)) Constant(part.Split(' ', '[')[^2], 0);
            else if (part.Length > 0) statements.Add(part);
        }

        Instructions = [.. statements.Select(Read)];
    }

    /// <summary>The instructions.</summary>
    public PtxInstruction[] Instructions { get; }

    /// <summary>Bytes of all parameters.</summary>
    public int ParameterBytes { get; }

    /// <summary>Registers of a thread, constants among them.</summary>
    public int Registers { get; private set; }

    /// <summary>The registers of a thread at the kernel's begin.</summary>
    public ulong[] Begin(uint thread, uint group, int sharedBytes, ulong sharedBase)
    {
        var registers = new ulong[Registers];
        foreach (var (register, value) in _constants) registers[register] = value;
        Set("%tid.x", thread);
        Set("%ctaid.x", group);
        Set("%dynamic_smem_size", (ulong)sharedBytes);
        Set("__dyn_shared_alloca", sharedBase);
        return registers;

        void Set(string name, ulong value)
        {
            if (_registers.TryGetValue(name, out int register)) registers[register] = value;
        }
    }

    /// <summary>The register of an operand; a number gets one of its own.</summary>
    public int Register(string operand)
    {
        if (_registers.TryGetValue(operand, out int known)) return known;
        if (Hexadecimal().Match(operand) is { Success: true } number16)
            return Constant(operand, Convert.ToUInt64(number16.Groups["digits"].Value, 16));
        if (long.TryParse(operand, out long number)) return Constant(operand, (ulong)number);
        if (operand.StartsWith('%') || operand == "__dyn_shared_alloca") return Constant(operand, 0);

        throw new FormatException($"the register {operand} is not declared");
    }

    /// <summary>Registers of an operand in braces.</summary>
    public int[] Vector(string operand) =>
        [.. operand.Trim('{', '}').Split(',', StringSplitOptions.TrimEntries).Select(Register)];

    /// <summary>Register and offset of an address in brackets.</summary>
    public (int Register, long Offset) Address(string operand)
    {
        var parts = operand.Trim('[', ']').Split('+');
        return (Register(parts[0]), parts.Length > 1 ? long.Parse(parts[1], null) : 0);
    }

    private PtxInstruction Read(string statement)
    {
        var match = Statement().Match(statement);
        var guard = match.Groups["guard"].Value;
        var name = match.Groups["name"].Value;
        var operands = Operand().Matches(match.Groups["operands"].Value)
            .Select(operand => operand.Value.Trim()).Where(operand => operand.Length > 0).ToArray();
        var (scope, run) = name is "bra" or "bra.uni" ? Jump(operands[0]) : PtxOperations.Make(this, name, operands);
        return new PtxInstruction(
            statement, guard.Length > 0 ? Register(guard.TrimStart('!')) : -1, guard.StartsWith('!'), scope, run);
    }

    private (PtxScope, Action<ReadOnlySpan<PtxThread>>) Jump(string label) =>
        (PtxScope.Thread, threads => threads[0].Next = _labels[label]);

    private void Declare(string declaration)
    {
        var names = declaration.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[2..];
        foreach (var name in string.Join(' ', names).Split(',', StringSplitOptions.TrimEntries))
        {
            var range = name.Split('<', '>');
            if (range.Length == 1) _registers.Add(name, Registers++);
            else for (int i = 0; i < int.Parse(range[1], null); i++) _registers.Add($"{range[0]}{i}", Registers++);
        }
    }

    private int Constant(string name, ulong value)
    {
        _constants.Add((Registers, value));
        _registers.Add(name, Registers);
        return Registers++;
    }

    [GeneratedRegex(@"\.param \.align 8 \.b8 (?<name>\w+)\[(?<bytes>\d+)\]")]
    private static partial Regex Parameter();

    [GeneratedRegex("//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^\s*(\w+):", RegexOptions.Multiline)]
    private static partial Regex Label();

    [GeneratedRegex(@"^(@(?<guard>!?%?\w+)\s+)?(?<name>[\w.:]+)\s*(?<operands>.*)$", RegexOptions.Singleline)]
    private static partial Regex Statement();

    [GeneratedRegex("^0[fx](?<digits>[0-9A-Fa-f]+)U?$")]
    private static partial Regex Hexadecimal();

    [GeneratedRegex(@"\{[^}]*\}|[^,{]+")]
    private static partial Regex Operand();
}
