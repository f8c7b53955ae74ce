using System.Runtime.CompilerServices;

namespace Scanner.Tests.Gpu.Ptx;

using Work = (PtxScope Scope, Action<ReadOnlySpan<PtxThread>> Run);

/// <summary>What a thread does by itself, and how threads wait; PTX ISA 8.x, "Instruction Set".</summary>
internal static class PtxOperations
{
    /// <summary>Makes an instruction.</summary>
    public static Work Make(PtxCode code, string name, string[] operands)
    {
        var parts = name.Split('.');
        var type = parts[^1];
        return parts[0] switch
        {
            "ret" => Alone(thread => thread.HasReturned = true),
            "bar" when parts[1] == "sync" => (PtxScope.Group, Nothing),
            "bar" => (PtxScope.Warp, Nothing),
            "fence" => Alone(_ => { }),
            "redux" when parts[2] == "or" => (PtxScope.Warp, Or(code, operands)),
            "cp" => Copy(code, parts, operands),
            "ldmatrix" or "mma" or "wgmma" => PtxTensorCores.Make(code, name, operands),
            "ld" => Load(code, parts, operands),
            "st" => Store(code, parts, operands),
            "atom" or "red" => Add(code, type, operands),
            "setp" => Compare(code, parts[1], type, operands),
            "selp" => Select(code, operands),
            "mov" or "not" or "cvt" => Unary(code, parts, operands),
            "mad" => Ternary(code, type, operands),
            _ => Binary(code, parts, operands),
        };
    }

    private static Work Alone(Action<PtxThread> run) => (PtxScope.Thread, threads => run(threads[0]));

    private static void Nothing(ReadOnlySpan<PtxThread> threads)
    {
    }

    private static Action<ReadOnlySpan<PtxThread>> Or(PtxCode code, string[] operands)
    {
        int to = code.Register(operands[0]), from = code.Register(operands[1]);
        return threads =>
        {
            ulong all = 0;
            foreach (var thread in threads) all |= thread[from];
            foreach (var thread in threads) thread[to] = all;
        };
    }

    private static Work Copy(PtxCode code, string[] parts, string[] operands)
    {
        if (parts[2] == "commit_group") return Alone(thread => thread.Copies.Commit());
        if (parts[2] == "wait_group")
        {
            int groups = int.Parse(operands[0], null);
            return Alone(thread => thread.Copies.Wait(groups));
        }

        var (to, from) = (code.Address(operands[0]), code.Address(operands[1]));
        Assert.Equal("16", operands[2]);
        return Alone(thread =>
        {
            long target = (long)thread[to.Register] + to.Offset, source = (long)thread[from.Register] + from.Offset;
            Assert.Equal(0, target % 16 + source % 16);
            void Do()
            {
                var value = thread.Memory.Global<UInt128>(source);
                thread.Memory.Shared<ulong>(target) = (ulong)value;
                thread.Memory.Shared<ulong>(target + 8) = (ulong)(value >> 64);
            }

            if (thread.Memory.Timing.AreCopiesLate) thread.Copies.Add(Do);
            else Do();
        });
    }

    private static Work Load(PtxCode code, string[] parts, string[] operands)
    {
        int to = code.Register(operands[0]);
        var (register, offset) = code.Address(operands[1]);
        bool isLong = parts[^1].EndsWith("64", StringComparison.Ordinal);
        var space = parts.Length > 2 ? parts[1] : "";
        return Alone(thread =>
        {
            long address = (long)thread[register] + offset;
            thread[to] = isLong ? Place<ulong>(thread, space, address) : Place<uint>(thread, space, address);
        });
    }

    private static Work Store(PtxCode code, string[] parts, string[] operands)
    {
        var (register, offset) = code.Address(operands[0]);
        int[] from = code.Vector(operands[1]);
        bool isLong = parts[^1].EndsWith("64", StringComparison.Ordinal);
        return Alone(thread =>
        {
            long address = (long)thread[register] + offset;
            for (int i = 0; i < from.Length; i++)
            {
                if (isLong) Place<ulong>(thread, parts[1], address + i * 8) = thread[from[i]];
                else Place<uint>(thread, parts[1], address + i * 4) = (uint)thread[from[i]];
            }
        });
    }

    // Without a space's name an address says by itself where it is.
    private static ref T Place<T>(PtxThread thread, string space, long address) where T : unmanaged
    {
        if (space == "param") return ref Unsafe.As<byte, T>(ref thread.Memory.Parameters[address]);
        if (space == "local") return ref Unsafe.As<byte, T>(ref thread.Local[address]);
        if (space == "shared") return ref thread.Memory.Shared<T>(address);
        return ref thread.Memory.Global<T>(address);
    }

    private static Work Add(PtxCode code, string type, string[] operands)
    {
        int to = operands.Length == 3 ? code.Register(operands[0]) : -1;
        var (register, offset) = code.Address(operands[^2]);
        int from = code.Register(operands[^1]);
        return Alone(thread =>
        {
            long address = (long)thread[register] + offset;
            ulong before;
            if (type == "u64")
            {
                ref ulong place = ref thread.Memory.Global<ulong>(address);
                (before, place) = (place, place + thread[from]);
            }
            else
            {
                ref uint place = ref thread.Memory.Global<uint>(address);
                (before, place) = (place, place + (uint)thread[from]);
            }

            if (to >= 0) thread[to] = before;
        });
    }

    private static Work Compare(PtxCode code, string relation, string type, string[] operands)
    {
        int to = code.Register(operands[0]), one = code.Register(operands[1]), other = code.Register(operands[2]);
        return Alone(thread => thread[to] = Holds(thread) ? 1u : 0u);

        bool Holds(PtxThread thread)
        {
            ulong x = thread[one], y = thread[other];
            if (type == "f32" && (float.IsNaN(thread.Single(one)) || float.IsNaN(thread.Single(other))))
                return relation[^1] == 'u';

            int order = type switch
            {
                "f32" => thread.Single(one).CompareTo(thread.Single(other)),
                "s32" => ((int)x).CompareTo((int)y),
                "s64" => ((long)x).CompareTo((long)y),
                "u64" or "b64" => x.CompareTo(y),
                _ => ((uint)x).CompareTo((uint)y),
            };
            return relation switch
            {
                "eq" => order == 0,
                "ne" => order != 0,
                "lt" or "lo" or "ltu" => order < 0,
                "le" or "ls" or "leu" => order <= 0,
                "gt" or "hi" or "gtu" => order > 0,
                "ge" or "hs" or "geu" => order >= 0,
                _ => throw new FormatException($"setp.{relation} is not known"),
            };
        }
    }

    private static Work Select(PtxCode code, string[] operands)
    {
        int[] r = [.. operands.Select(code.Register)];
        return Alone(thread => thread[r[0]] = thread[thread[r[3]] != 0 ? r[1] : r[2]]);
    }

    private static Work Unary(PtxCode code, string[] parts, string[] operands)
    {
        int to = code.Register(operands[0]), from = code.Register(operands[1]);
        return (parts[0], parts[^2], parts[^1]) switch
        {
            ("mov", _, _) => Alone(thread => thread[to] = thread[from]),
            ("not", _, "pred") => Alone(thread => thread[to] = 1 - thread[from]),
            ("not", _, "b32") => Alone(thread => thread[to] = ~(uint)thread[from]),
            ("cvt", "f32", "s32") => Alone(thread => thread.Set(to, (int)thread[from])),
            ("cvt", "u64" or "s64", "s32") => Alone(thread => thread[to] = (ulong)(int)thread[from]),
            ("cvt", "u64", "u32") => Alone(thread => thread[to] = (uint)thread[from]),
            _ => throw new FormatException($"{string.Join('.', parts)} is not known"),
        };
    }

    private static Work Ternary(PtxCode code, string type, string[] operands)
    {
        int[] r = [.. operands.Select(code.Register)];
        return Alone(thread => thread[r[0]] = Cut(thread[r[1]] * thread[r[2]] + thread[r[3]], type));
    }

    private static Work Binary(PtxCode code, string[] parts, string[] operands)
    {
        int to = code.Register(operands[0]), one = code.Register(operands[1]), other = code.Register(operands[2]);
        var type = parts[^1];
        if (type == "f32")
        {
            Func<float, float, float> sum = parts[0] switch
            {
                "add" => (x, y) => x + y,
                "mul" => (x, y) => x * y,
                "max" => MathF.Max,
                _ => throw new FormatException($"{string.Join('.', parts)} is not known"),
            };
            return Alone(thread => thread.Set(to, sum(thread.Single(one), thread.Single(other))));
        }

        var work = Integer(parts[0], type);
        bool isWide = parts.Contains("wide");
        return Alone(thread =>
        {
            ulong result = work(thread[one], thread[other]);
            thread[to] = isWide ? result : Cut(result, type);
        });
    }

    private static Func<ulong, ulong, ulong> Integer(string name, string type) => (name, type[0]) switch
    {
        ("add", _) => (x, y) => x + y,
        ("sub", _) => (x, y) => x - y,
        ("mul", _) => (x, y) => x * y,
        ("and", _) => (x, y) => x & y,
        ("or", _) => (x, y) => x | y,
        ("xor", _) => (x, y) => x ^ y,
        ("shl", _) => (x, y) => x << (int)y,
        ("shr", 's') => (x, y) => (ulong)((int)x >> (int)y),
        ("shr", _) => (x, y) => x >> (int)y,
        ("div", 's') => (x, y) => (ulong)((int)x / (int)y),
        ("div", _) => (x, y) => x / y,
        ("rem", 's') => (x, y) => (ulong)((int)x % (int)y),
        ("min", 's') => (x, y) => (ulong)Math.Min((int)x, (int)y),
        ("max", 's') => (x, y) => (ulong)Math.Max((int)x, (int)y),
        _ => throw new FormatException($"{name}.{type} is not known"),
    };

    // Registers hold 64 bits; of a 32-bit result the lower ones.
    private static ulong Cut(ulong value, string type) =>
        type.EndsWith("64", StringComparison.Ordinal) ? value : (uint)value;
}
