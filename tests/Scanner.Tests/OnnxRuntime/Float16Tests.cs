using Microsoft.ML.OnnxRuntime;

namespace Scanner.Tests.OnnxRuntime;

public sealed class Float16Tests
{
    [Fact]
    public void Every_float16_is_the_half_with_its_bits()
    {
        for (var bits = 0; bits <= ushort.MaxValue; bits++)
        {
            var half = BitConverter.UInt16BitsToHalf((ushort)bits);
            var value = new Float16((ushort)bits);
            Assert.Equal((float)half, (float)value);
            if (!Half.IsNaN(half))
                Assert.Equal(bits, ((Float16)(float)half).value);
        }
    }

    [Fact]
    public void Float16_tensors_hold_float16()
    {
        using var value = OrtValue.CreateTensorValueFromMemory([(Float16)0.5f, (Float16)2f], [2]);
        Assert.Equal(2f, (float)value.GetTensorDataAsSpan<Float16>()[1]);
        Assert.Throws<OnnxRuntimeException>(() => value.GetTensorDataAsSpan<ushort>().Length);
    }
}
