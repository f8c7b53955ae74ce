"""Peers of the HNSW index on the same vectors: hnswlib with float32 rows, as Debian builds it. The first rows are the
history, the next ones ask for their ten nearest; recall is counted by similarity against all rows compared.

    python3 bench/peers/index.py V.npy [ROWS] [QUERIES] [THREADS] [EF,...]

Debian: python3-hnswlib python3-numpy."""
import json
import os
import sys
import time

import hnswlib
import numpy as np

TOP, M, EF_CONSTRUCTION = 10, 16, 200
rows, queries, threads = (int(sys.argv[i]) if len(sys.argv) > i else otherwise
                          for i, otherwise in ((2, 200_000), (3, 2_000), (4, os.cpu_count())))
efs = [int(ef) for ef in (sys.argv[5] if len(sys.argv) > 5 else "64,128,200,250,300,400").split(",")]
vectors = np.load(sys.argv[1], mmap_mode="r")[:rows + queries].astype(np.float32)
history, asked = vectors[:rows], vectors[rows:]
dim = vectors.shape[1]
least = np.concatenate([np.partition(asked[i:i + 500] @ history.T, rows - TOP, axis=1)[:, rows - TOP]
                        for i in range(0, queries, 500)])


def timed(run):
    wall, busy = time.perf_counter(), time.process_time()
    found = run()
    return time.perf_counter() - wall, time.process_time() - busy, found


index = hnswlib.Index("ip", dim)
index.init_index(rows, M=M, ef_construction=EF_CONSTRUCTION, random_seed=100)
index.set_num_threads(threads)
wall, busy, _ = timed(lambda: index.add_items(history))
links = 4 * (2 * M + 1) + 4 * (M + 1) / (M - 1)
print(json.dumps({"bench": "index-build-peer", "peer": "hnswlib", "rows": rows, "dim": dim, "threads": threads, "m": M,
                  "ef_construction": EF_CONSTRUCTION, "seconds": round(wall, 1), "rows_per_second": round(rows / wall),
                  "rows_per_core_second": round(rows / busy),
                  "mib": int(rows * (4 * dim + 8 + links)) >> 20}), flush=True)
for ef in efs:
    index.set_ef(ef)
    wall, busy, (found, _) = timed(lambda: index.knn_query(asked, k=TOP))
    similarities = np.einsum("qkd,qd->qk", history[found], asked)
    print(json.dumps({"bench": "index-search-peer", "peer": "hnswlib", "rows": rows, "dim": dim, "threads": threads,
                      "ef": ef, "recall": round(float((similarities >= least[:, None] - 1e-5).mean()), 4),
                      "queries_per_second": round(queries / wall),
                      "queries_per_core_second": round(queries / busy)}), flush=True)
