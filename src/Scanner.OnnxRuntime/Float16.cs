namespace Microsoft.ML.OnnxRuntime;

/// <summary>A 16-bit float: the element of half-precision tensors. Its bits are those of <see cref="Half"/>.</summary>
public readonly struct Float16 : IEquatable<Float16>, IComparable<Float16>
{
    /// <summary>The bits.</summary>
    public readonly ushort value;

    /// <summary>A float with the given bits; nothing is converted.</summary>
    public Float16(ushort v) => value = v;

    /// <summary>The value in 32 bits; exact.</summary>
    public float ToFloat() => (float)BitConverter.UInt16BitsToHalf(value);

    /// <summary>Rounds to nearest, ties to even.</summary>
    public static explicit operator Float16(float value) => new(BitConverter.HalfToUInt16Bits((Half)value));

    /// <summary>The value in 32 bits; exact.</summary>
    public static explicit operator float(Float16 value) => value.ToFloat();

    /// <summary>Equal as numbers.</summary>
    public static bool operator ==(Float16 left, Float16 right) => left.ToFloat() == right.ToFloat();

    /// <summary>Different as numbers.</summary>
    public static bool operator !=(Float16 left, Float16 right) => !(left == right);

    /// <summary>Less as numbers.</summary>
    public static bool operator <(Float16 left, Float16 right) => left.ToFloat() < right.ToFloat();

    /// <summary>Greater as numbers.</summary>
    public static bool operator >(Float16 left, Float16 right) => left.ToFloat() > right.ToFloat();

    /// <summary>Less or equal as numbers.</summary>
    public static bool operator <=(Float16 left, Float16 right) => left.ToFloat() <= right.ToFloat();

    /// <summary>Greater or equal as numbers.</summary>
    public static bool operator >=(Float16 left, Float16 right) => left.ToFloat() >= right.ToFloat();

    /// <inheritdoc/>
    public int CompareTo(Float16 other) => ToFloat().CompareTo(other.ToFloat());

    /// <inheritdoc/>
    public bool Equals(Float16 other) => ToFloat().Equals(other.ToFloat());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Float16 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => ToFloat().GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => $"{value} : {ToFloat()}";
}
