using System.Collections.Concurrent;
using Microsoft.Playwright;
using Scanner.Report.Page;

namespace Scanner.Tests.Report;

/// <summary>
/// An installed Chromium, driven by Playwright. Nothing is downloaded: where there is none, tests are skipped.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Paths =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/opt/google/chrome/chrome"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (Array.Find(Paths, File.Exists) is not { } path) return;
        // Beside other tests on two cores a page may take its time.
        Assertions.SetDefaultExpectTimeout(30_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = path,
            Headless = true,
            // Containers give a browser neither a user namespace nor much shared memory.
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>Saves the page in a temporary folder and opens it from disk, at the place that is named.</summary>
    public async Task<PageView> Open(Markup page, int width = 1280, bool scripts = true, string hash = "")
    {
        Skip.If(_browser is null, $"no Chromium at {string.Join(", ", Paths)}");
        var folder = Directory.CreateTempSubdirectory("report-");
        var file = Path.Combine(folder.FullName, "report.html");
        await using (var writer = new StreamWriter(file)) page.WriteTo(writer);
        var context = await _browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            ReducedMotion = ReducedMotion.Reduce,
            JavaScriptEnabled = scripts,
        });
        var place = hash.Length > 0 ? $"#{hash}" : "";
        return await PageView.Open(context, folder, new Uri(file).AbsoluteUri + place);
    }
}

/// <summary>A page on screen, with all it asked for and all it complained about.</summary>
public sealed class PageView : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly DirectoryInfo _folder;

    private PageView(IBrowserContext context, DirectoryInfo folder, IPage page, string url)
    {
        (_context, _folder, Page, Url) = (context, folder, page, url);
        page.Request += (_, request) => Requests.Enqueue(request.Url);
        page.Console += (_, message) => Complaints.Enqueue(message.Text);
        page.PageError += (_, error) => Complaints.Enqueue(error);
        page.Dialog += (_, dialog) =>
        {
            Complaints.Enqueue(dialog.Message);
            _ = dialog.DismissAsync();
        };
    }

    public IPage Page { get; }

    public string Url { get; }

    public ConcurrentQueue<string> Requests { get; } = new();

    public ConcurrentQueue<string> Complaints { get; } = new();

    public static async Task<PageView> Open(IBrowserContext context, DirectoryInfo folder, string url)
    {
        var view = new PageView(context, folder, await context.NewPageAsync(), url);
        await view.Page.GotoAsync(url);
        return view;
    }

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        _folder.Delete(recursive: true);
    }
}
