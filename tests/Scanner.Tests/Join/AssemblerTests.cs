using Scanner.Join.Machine;

namespace Scanner.Tests.Join;

/// <summary>Each instruction as GNU as writes it.</summary>
public sealed class AssemblerTests
{
    private static readonly (string Expected, Action<Assembler> Write)[] Instructions =
    [
        ("488bcf", to => to.Mov(Register.Rcx, Register.Rdi)),
        ("4c8b8108000000", to => to.Mov(Register.R8, new Address(Register.Rcx, 8))),
        ("4f8d848800000000", to => to.Lea(Register.R8, new Address(Register.R8, Index: Register.R9, Scale: 4))),
        ("4c2b8118000000", to => to.Sub(Register.R8, new Address(Register.Rcx, 24))),
        ("4d3bc2", to => to.Cmp(Register.R8, Register.R10)),
        ("48ffc8", to => to.Dec(Register.Rax)),
        ("62617e486faa40000000", to => to.VMovDqu32(29, new Address(Register.Rdx, 64))),
        ("62e17e487f9280000000", to => to.VMovDqu32(new Address(Register.Rdx, 128), 18)),
        ("62617d486fda", to => to.VMovDqa32(27, 2)),
        ("62027d4858bc1800000000", to => to.VPBroadcastD(31, new Address(Register.R8, Index: Register.R11))),
        ("6282054050c4", to => to.VPDpBusd(16, 31, 28)),
        ("62b17d40dbd9", to => to.VPAndD(3, 16, 17)),
        ("62b36d4025db80", to => to.VPAnd3D(3, 18, 19)),
        ("62f27e4839cb", to => to.VPMovD2M1(3)),
        ("c5f898c9", to => to.KOrTestW1()),
        ("c5f877", to => to.VZeroUpper()),
        ("c3", to => to.Ret()),
    ];

    [Fact]
    public void Instructions_are_encoded_as_the_manual_says() =>
        Assert.All(Instructions, instruction =>
        {
            var to = new Assembler();
            instruction.Write(to);
            Assert.Equal(instruction.Expected, Convert.ToHexStringLower(to.ToArray()));
        });

    [Fact]
    public void Jumps_end_where_they_are_told()
    {
        var to = new Assembler();
        int begin = to.Place;
        int ahead = to.JumpNoCarry();
        to.JumpBelow(begin);
        to.JumpNotZero(begin);
        to.Land(ahead);
        to.Ret();

        // Distances count from behind a jump: 12 bytes on, 12 back, 18 back.
        Assert.Equal("0f830c000000" + "0f82f4ffffff" + "0f85eeffffff" + "c3", Convert.ToHexStringLower(to.ToArray()));
    }
}
