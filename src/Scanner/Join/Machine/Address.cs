namespace Scanner.Join.Machine;

/// <summary>An address: base + index × scale + offset.</summary>
/// <param name="Base">A register.</param>
/// <param name="Offset">Bytes behind it.</param>
/// <param name="Index">A register; null for none.</param>
/// <param name="Scale">1, 2, 4 or 8.</param>
internal readonly record struct Address(Register Base, int Offset = 0, Register? Index = null, int Scale = 1);
