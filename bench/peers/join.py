"""Peers of the join on the same vectors: numpy's sgemm (alone as a ceiling, then thresholded over the upper triangle) and
FAISS range_search (the usual answer, which compares every ordered pair). Threads as OMP_NUM_THREADS says.

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python3 bench/peers/join.py V.npy [ROWS]

Debian: python3-numpy libopenblas0-pthread python3-faiss."""
import json
import os
import sys
import time


def processor_has(feature):
    try:
        return f" {feature} " in open("/proc/cpuinfo").read()
    except OSError:
        return False


# Debian's OpenBLAS takes kernels of 2004 on a processor that it does not know, at a quarter of the speed.
if processor_has("avx512f"):
    os.environ.setdefault("OPENBLAS_CORETYPE", "SKYLAKEX")
elif processor_has("avx2"):
    os.environ.setdefault("OPENBLAS_CORETYPE", "HASWELL")

import numpy as np  # noqa: E402 (OpenBLAS reads its environment when it is loaded)

# The reference BLAS, which stands in where there is no other, is fifty times slower: no peer.
if os.path.exists("/proc/self/maps") and "openblas" not in open("/proc/self/maps").read():
    sys.exit("skipped: numpy runs without OpenBLAS. Install libopenblas0-pthread.")

THRESHOLD, BLOCK = 0.8, 2048
threads = int(os.environ.get("OMP_NUM_THREADS", "1"))
vectors = np.load(sys.argv[1], mmap_mode="r")
rows = int(sys.argv[2]) if len(sys.argv) > 2 else min(60_000, len(vectors))
vectors = np.ascontiguousarray(vectors[:rows], dtype=np.float32)
dim = vectors.shape[1]


def say(peer, wall, busy, pairs, work):
    """work: multiplications and additions done. The join's own figure counts rows² × dim, whatever a peer does for it."""
    record = {"bench": "join-peer", "peer": peer, "rows": rows, "dim": dim, "threads": threads, "seconds": round(wall, 2),
              "core_seconds": round(busy, 2), "gflops_per_core_done": round(work / busy / 1e9, 1)}
    if pairs is not None:
        record |= {"gflops_per_core": round(rows * rows * dim / busy / 1e9, 1), "pairs": pairs}
    print(json.dumps(record), flush=True)


def timed(run):
    wall, busy = time.perf_counter(), time.process_time()
    pairs = run()
    return time.perf_counter() - wall, time.process_time() - busy, pairs


def sgemm_upper():
    """Blocks of the upper triangle, thresholded: what one would write with numpy."""
    pairs = 0
    for i in range(0, rows, BLOCK):
        for j in range(i, rows, BLOCK):
            hits = vectors[i:i + BLOCK] @ vectors[j:j + BLOCK].T >= THRESHOLD
            pairs += int(np.count_nonzero(np.triu(hits, 1) if i == j else hits))
    return pairs


def sgemm_alone():
    """The multiplication alone, no threshold: a ceiling."""
    out = np.empty((BLOCK, BLOCK), np.float32)
    left, right = vectors[:BLOCK], np.ascontiguousarray(vectors[BLOCK:2 * BLOCK].T)
    for _ in range(64):
        np.matmul(left, right, out=out)
    return None


wall, busy, pairs = timed(sgemm_alone)
say("numpy sgemm alone", wall, busy, pairs, 64 * 2 * BLOCK * BLOCK * dim)
wall, busy, pairs = timed(sgemm_upper)
say("numpy upper triangle", wall, busy, pairs, rows * rows * dim)
try:
    import faiss
except ImportError:
    sys.exit("skipped FAISS: python3-faiss is not installed")
faiss.omp_set_num_threads(threads)
index = faiss.IndexFlatIP(dim)
index.add(vectors)
wall, busy, found = timed(lambda: index.range_search(vectors, THRESHOLD))
say("FAISS range_search", wall, busy, (int(found[0][-1]) - rows) // 2, 2 * rows * rows * dim)
