namespace Scanner.Join.Machine;

/// <summary>
/// Writes x64 machine code: the few instructions that <see cref="VnniCode"/> needs, each under its own name. Vectors
/// are of 512 bits. Source: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2, sections 2.1
/// (ModR/M, SIB, REX) and 2.7 (EVEX).
/// </summary>
internal sealed class Assembler
{
    private const int Map0F = 1, Map0F38 = 2, Map0F3A = 3;
    private const int Prefix66 = 1, PrefixF3 = 2;

    private readonly List<byte> _code = [];

    /// <summary>The register of a function's first argument.</summary>
    public static Register Argument => OperatingSystem.IsWindows() ? Register.Rcx : Register.Rdi;

    /// <summary>Where the next instruction will stand.</summary>
    public int Place => _code.Count;

    /// <summary>What was written.</summary>
    public byte[] ToArray() => [.. _code];

    public void Mov(Register to, Register from) => Scalar(0x8B, (int)to, (int)from);

    public void Mov(Register to, Address from) => Scalar(0x8B, (int)to, from);

    public void Lea(Register to, Address of) => Scalar(0x8D, (int)to, of);

    public void Sub(Register from, Address what) => Scalar(0x2B, (int)from, what);

    public void Cmp(Register one, Register other) => Scalar(0x3B, (int)one, (int)other);

    public void Dec(Register register) => Scalar(0xFF, 1, (int)register);

    /// <summary>Jumps back where the first was below the second.</summary>
    public void JumpBelow(int place) => JumpBack(0x82, place);

    /// <summary>Jumps back where the result was not zero.</summary>
    public void JumpNotZero(int place) => JumpBack(0x85, place);

    /// <summary>Jumps ahead where there was no carry.</summary>
    /// <returns>What <see cref="Land"/> takes.</returns>
    public int JumpNoCarry()
    {
        _code.AddRange([0x0F, 0x83, 0, 0, 0, 0]);
        return Place;
    }

    /// <summary>Makes a jump ahead end here.</summary>
    public void Land(int jump)
    {
        for (int i = 0; i < 4; i++) _code[jump - 4 + i] = (byte)((Place - jump) >> 8 * i);
    }

    public void Ret() => _code.Add(0xC3);

    public void VZeroUpper() => _code.AddRange([0xC5, 0xF8, 0x77]);

    public void VMovDqu32(int to, Address from) => Vector(Map0F, PrefixF3, 0x6F, to, 0, from);

    public void VMovDqu32(Address to, int from) => Vector(Map0F, PrefixF3, 0x7F, from, 0, to);

    public void VMovDqa32(int to, int from) => Vector(Map0F, Prefix66, 0x6F, to, 0, from);

    public void VPBroadcastD(int to, Address from) => Vector(Map0F38, Prefix66, 0x58, to, 0, from);

    /// <summary>Adds the products of four unsigned bytes of one with four signed bytes of another.</summary>
    public void VPDpBusd(int sums, int unsigned, int signed) =>
        Vector(Map0F38, Prefix66, 0x50, sums, unsigned, signed);

    public void VPAndD(int to, int one, int other) => Vector(Map0F, Prefix66, 0xDB, to, one, other);

    /// <summary>And of three.</summary>
    public void VPAnd3D(int to, int one, int other)
    {
        Vector(Map0F3A, Prefix66, 0x25, to, one, other);
        _code.Add(0x80);
    }

    /// <summary>Moves the signs of 16 numbers to mask 1.</summary>
    public void VPMovD2M1(int from) => Vector(Map0F38, PrefixF3, 0x39, 1, 0, from);

    /// <summary>Sets the carry where mask 1 has all of 16 bits.</summary>
    public void KOrTestW1() => _code.AddRange([0xC5, 0xF8, 0x98, 0xC9]);

    private void JumpBack(byte opcode, int place)
    {
        int distance = place - (Place + 6);
        _code.AddRange([0x0F, opcode]);
        Offset(distance);
    }

    private void Scalar(byte opcode, int reg, int rm) =>
        _code.AddRange([(byte)(0x48 | reg >> 3 << 2 | rm >> 3), opcode, (byte)(0xC0 | (reg & 7) << 3 | rm & 7)]);

    private void Scalar(byte opcode, int reg, Address address)
    {
        int index = (int)(address.Index ?? 0) >> 3;
        _code.AddRange([(byte)(0x48 | reg >> 3 << 2 | index << 1 | (int)address.Base >> 3), opcode]);
        Memory(reg, address);
    }

    // Bits of EVEX that extend numbers of registers are stored inverted.
    private void Vector(int map, int prefix, byte opcode, int reg, int second, int rm)
    {
        Evex(map, prefix, reg, second, rm >> 4 & 1, rm >> 3 & 1);
        _code.AddRange([opcode, (byte)(0xC0 | (reg & 7) << 3 | rm & 7)]);
    }

    private void Vector(int map, int prefix, byte opcode, int reg, int second, Address address)
    {
        Evex(map, prefix, reg, second, (int)(address.Index ?? 0) >> 3, (int)address.Base >> 3);
        _code.Add(opcode);
        Memory(reg, address);
    }

    private void Evex(int map, int prefix, int reg, int second, int x, int b) => _code.AddRange([
        0x62,
        (byte)((~reg >> 3 & 1) << 7 | (~x & 1) << 6 | (~b & 1) << 5 | (~reg >> 4 & 1) << 4 | map),
        (byte)((~second & 15) << 3 | 4 | prefix),
        (byte)(2 << 5 | (~second >> 4 & 1) << 3),
    ]);

    // Offsets always of 32 bits: those of 8 bits would count in vectors.
    private void Memory(int reg, Address address)
    {
        int first = 0x80 | (reg & 7) << 3, register = (int)address.Base & 7;
        int scale = int.Log2(address.Scale) << 6;
        if (address.Index is { } index)
            _code.AddRange([(byte)(first | 4), (byte)(scale | ((int)index & 7) << 3 | register)]);
        else _code.Add((byte)(first | register));
        Offset(address.Offset);
    }

    private void Offset(int bytes)
    {
        for (int i = 0; i < 4; i++) _code.Add((byte)(bytes >> 8 * i));
    }
}
