using System.Text.Json;
using Scanner.Embed;
using Scanner.ModelBuild;

// Builds the default model: dotnet run --project models/build -- --texts FOLDER --out models/default
// FOLDER holds .jsonl files with a field "text". Same texts, same bytes.
const int Dim = 256;
const int TokensMax = 1024;
const double Threshold = 0.8;
const ulong Seed = 20_261_120;

// 30,000 rows × 256 bytes = 7.7 MB: a repository and a download that nobody minds.
const int Buckets = 30_000;

if (args is not ["--texts", var texts, "--out", var output] || !Directory.Exists(texts))
{
    Console.Error.WriteLine("usage: dotnet run --project models/build -- --texts FOLDER --out models/default");
    return 2;
}

string[] files = [.. Directory.GetFiles(texts, "*.jsonl").Order(StringComparer.Ordinal)];
var (weights, textCount) = TokenWeights.Learn(files, new HashedWords(Buckets));
byte[] onnx = StaticModel.Build(SignRows.Make(Buckets, Dim, Seed), weights);

var indented = new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" };
Directory.CreateDirectory(output);
File.WriteAllBytes(Path.Combine(output, "model.onnx"), onnx);
Write("config.json", new { model_type = "static", hidden_size = Dim });
Write("tokenizer.json", new { version = "1.0", model = new { type = HashedWords.Type, buckets = Buckets } });
Write("scanner.json", new { name = "default", threshold = Threshold, max_tokens = TokensMax });
Console.WriteLine($"{textCount} texts of {files.Length} files; {Buckets} tokens × {Dim}; {onnx.Length} bytes.");
return 0;

void Write(string file, object content) =>
    File.WriteAllText(Path.Combine(output, file), JsonSerializer.Serialize(content, indented) + "\n");
