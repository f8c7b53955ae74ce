using System.Globalization;
using System.Text.Json;
using Scanner.Embed;

namespace Scanner.Tests.Embed;

/// <summary>What models/train says of the models that it made: ids of tokens, and what is like what.</summary>
public sealed class ShippedModelTests
{
    private static readonly JsonElement[] Golden =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "model-golden.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement),
    ];

    [Theory]
    [InlineData("default", "words")]
    [InlineData("template", "edges")]
    public void Texts_are_cut_as_in_training(string model, string field)
    {
        var tokenizer = ModelFolder.Open(model).Tokenizer;
        var tokens = new TokenBuffer();
        foreach (var golden in Golden)
        {
            tokenizer.Encode(golden.GetProperty("text").GetString(), 1024, tokens);
            Assert.Equal(
                golden.GetProperty(field).EnumerateObject()
                    .ToDictionary(id => int.Parse(id.Name, CultureInfo.InvariantCulture), id => id.Value.GetInt32()),
                tokens.Ids.ToArray().CountBy(id => id).ToDictionary());
        }

        Assert.True(Golden.Length >= 18);
    }

    [Fact]
    public void The_default_knows_words_of_one_meaning()
    {
        string[] english = ["dog", "horse", "eggs", "guitar", "pie", "money", "doctor", "rain", "surgeon", "car"],
            others = ["hund", "pferd", "huevos", "guitarra", "пирог", "geld", "médico", "regen", "doctor", "truck"];
        double Mean(int shift) => Enumerable.Range(0, english.Length).Average(i =>
            Similarity("default", english[i], others[(i + shift) % others.Length]));
        Assert.True(Mean(0) > Enumerable.Range(1, english.Length - 1).Average(Mean) + 0.1);
    }

    [Fact]
    public void The_template_model_follows_the_template_and_not_the_payload()
    {
        const string Left = "the plot drags, the jokes fall flat and nobody cares whether the hero finds the treasure",
            Right = "a warm and funny story about two sisters who open a bakery, with a cast that enjoys itself";
        string Judge(string payload) => $"Read this review. {payload} Is this review positive or negative?";
        string Title(string payload) => $"{payload} Write a headline for the text above.";
        Assert.True(
            Similarity("template", Judge(Left), Judge(Right)) > Similarity("template", Judge(Left), Title(Left)) + 0.3);
        Assert.True(
            Similarity("default", Judge(Left), Judge(Right)) < Similarity("default", Judge(Left), Title(Left)));
    }

    private static double Similarity(string model, string left, string right)
    {
        using var embedder = TextEmbedder.Open(ModelFolder.Open(model), "cpu", 1);
        var vectors = new float[2 * embedder.Dim];
        embedder.Embed([left, right], vectors);
        return Enumerable.Range(0, embedder.Dim).Sum(i => (double)vectors[i] * vectors[embedder.Dim + i]);
    }
}
