namespace Scanner.Join.Machine;

/// <summary>
/// General registers by their numbers; those that a callee need not keep, be it on Windows or elsewhere (System V
/// application binary interface, AMD64; x64 calling convention, Microsoft).
/// </summary>
internal enum Register
{
    Rax = 0, Rcx = 1, Rdx = 2, R8 = 8, R9 = 9, R10 = 10, R11 = 11,

    /// <summary>The first argument but on Windows, where it is rcx and this is the caller's.</summary>
    Rdi = 7,
}
