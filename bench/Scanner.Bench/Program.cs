using BenchmarkDotNet.Running;
using Scanner.Bench;

// "join …" is the scale bench of the join; everything else goes to BenchmarkDotNet.
if (args is ["join", .. var rest]) return JoinScale.Run(rest);

// In process: no project is generated and restored for each benchmark, so it works offline and a dry run takes seconds.
var summaries = BenchmarkSwitcher.FromAssembly(typeof(JoinBenchmarks).Assembly).Run([.. args, "--inProcess"]);
bool failed = summaries.Any(
    summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success));
return failed ? 1 : 0;
