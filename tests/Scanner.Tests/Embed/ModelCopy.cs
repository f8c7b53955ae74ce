using Scanner.Embed;

namespace Scanner.Tests.Embed;

/// <summary>The shipped model in a folder of its own, to be spoilt.</summary>
internal static class ModelCopy
{
    public static string Make(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(ModelFolder.Open("default").Path))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        return folder;
    }
}
