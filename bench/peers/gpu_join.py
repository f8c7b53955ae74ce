"""Peer of the join on GPUs: PyTorch's tiled matmul, threshold and nonzero over the upper triangle, as one would write it,
on the same vectors. Prints one JSON object.

    python3 bench/peers/gpu_join.py V.npy [ROWS]

float16 in and out, as torch.matmul gives it: similarities near the threshold are rounded to 1/2048, so that the pairs are not
exactly those of the join. peak_tflops is torch.matmul alone on 8192 x 8192 x 8192 random float16."""
import json
import sys
import time

import numpy as np

try:
    import torch
except ImportError:
    sys.exit("skipped: torch is not installed")
if not torch.cuda.is_available():
    sys.exit("skipped: torch sees no GPU")

THRESHOLD = 0.8
vectors = np.load(sys.argv[1], mmap_mode="r")
rows = int(sys.argv[2]) if len(sys.argv) > 2 else len(vectors)
dim = vectors.shape[1]


def timed(run, repeats):
    torch.cuda.synchronize()
    start = time.perf_counter()
    for _ in range(repeats):
        result = run()
    torch.cuda.synchronize()
    return (time.perf_counter() - start) / repeats, result


def join(tile):
    """Every unordered pair of two different rows, as indexes."""
    found = []
    for i in range(0, rows, tile):
        for j in range(i, rows, tile):
            hits = x[i:i + tile] @ x[j:j + tile].T >= THRESHOLD
            if i == j:
                hits = torch.triu(hits, 1)
            found.append(hits.nonzero() + torch.tensor([i, j], device=x.device))
    return sum(len(pairs) for pairs in found)


side = 8192
a, b = (torch.randn(side, side, device="cuda", dtype=torch.float16) for _ in range(2))
timed(lambda: a @ b, 3)
peak = max(2 * side ** 3 / timed(lambda: a @ b, 20)[0] for _ in range(3))

start = time.perf_counter()
x = torch.from_numpy(np.ascontiguousarray(vectors[:rows], dtype=np.float16)).cuda()
torch.cuda.synchronize()
loading = time.perf_counter() - start

# The tile that suits PyTorch best is found on the first rows, then all are timed.
whole, rows, best = rows, min(rows, 131072), None
for tile in (8192, 16384, 32768):
    timed(lambda: join(tile), 1)
    seconds, _ = timed(lambda: join(tile), 1)
    if best is None or seconds < best[0]:
        best = (seconds, tile)
rows = whole
seconds, pairs = min(timed(lambda: join(best[1]), 1) for _ in range(2))
print(json.dumps({
    "peer": "PyTorch matmul + threshold + nonzero", "torch": torch.__version__, "rows": rows, "dim": dim, "tile": best[1],
    "seconds": round(seconds, 3), "loading_seconds": round(loading, 3), "tflops": round(rows * rows * dim / seconds / 1e12, 1),
    "peak_tflops": round(peak / 1e12, 1), "pairs": pairs}))
