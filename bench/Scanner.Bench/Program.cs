using BenchmarkDotNet.Running;
using Scanner.Bench;
using Scanner.Bench.Detection;

// These are the scale benches; everything else goes to BenchmarkDotNet.
if (args is ["join", .. var join]) return JoinScale.Run(join);
if (args is ["index", .. var index]) return IndexScale.Run(index);
if (args is ["peers", .. var peers]) return PeerTable.Run(peers);
if (args is ["tokenizers", .. var tokenizers]) return TokenizerParity.Run(tokenizers);
if (args is ["embed", .. var embed]) return EmbedScale.Run(embed);
if (args is ["quality", .. var quality]) return QualityTable.Run(quality);
if (args is ["pipeline", .. var pipeline]) return PipelineScale.Run(pipeline);
if (args is ["detection", .. var detection]) return DetectionBench.Run(detection);

// In process: no project is generated and restored for each benchmark, so it works offline and a dry run takes seconds.
var summaries = BenchmarkSwitcher.FromAssembly(typeof(JoinBenchmarks).Assembly).Run([.. args, "--inProcess"]);
bool failed = summaries.Any(
    summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success));
return failed ? 1 : 0;
