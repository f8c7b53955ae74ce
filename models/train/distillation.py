"""The text head learns: similarities of 256 numbers follow those of exact wording and of a teacher's meaning.

The goal for two texts is the cosine of their exact bags of words, and where the teacher has read both, its share of the
teacher's cosine (similarity-preserving distillation; Tung and Mori, 2019). The names of emoji in all languages have the
teacher's vector of the English name (Reimers and Gurevych, 2020). So rows of frequent words come to lie apart by more
than chance, and words of like meaning close.
"""
import math

import numpy as np
import torch
from scipy.sparse import csr_matrix, vstack
from torch.nn import functional

STEPS, RATE, WARM, TEACHER_SHARE, LIKE_WEIGHT = 1_000, 0.004, 30, 0.8, 60
# A step takes English texts with those of a pool that the teacher finds nearest, names of one sign, and texts of all
# languages with words of another text in place of some of theirs.
POOL, GROUPS, NEAREST, SIGNS, SIGN_NAMES, OTHERS, VARIANTS = 20_000, 112, 7, 32, 4, 120, 4
MOMENTS = (0.9, 0.99)


class Distillation:
    """Texts as sparse counts of ids; the teacher's vectors [texts × 512], around zero and of unit length."""

    def __init__(self, wording, english, english_vectors, names, name_vectors, sign_of, others, seed):
        self.wording = wording
        self.english, self.english_vectors = english, english_vectors
        self.names, self.name_vectors, self.others = names, name_vectors, others
        self.signs = np.split(np.argsort(sign_of, kind="stable"), np.cumsum(np.bincount(sign_of))[:-1])
        self.random = np.random.default_rng(seed)

    def train(self, rows, report):
        """[ids × dim] float32: rows after all steps (Adam for the rows of a step; the rate falls by a cosine)."""
        rows = torch.from_numpy(rows)
        first, second, seen = torch.zeros_like(rows), torch.zeros_like(rows), torch.zeros(len(rows), 1)
        for step in range(1, STEPS + 1):
            texts, goal = self.batch()
            used = np.flatnonzero(texts.getnnz(0))
            own = rows[used].requires_grad_()
            loss = distance(texts[:, used], own, goal)
            loss.backward()
            rate = RATE * min(1, step / WARM) * (0.05 + 0.95 * (1 + math.cos(math.pi * step / STEPS)) / 2)
            seen[used] += 1
            first[used] += (1 - MOMENTS[0]) * (own.grad - first[used])
            second[used] += (1 - MOMENTS[1]) * (own.grad ** 2 - second[used])
            rows[used] -= rate * (first[used] / (1 - MOMENTS[0] ** seen[used])) \
                / ((second[used] / (1 - MOMENTS[1] ** seen[used])).sqrt() + 1e-8)
            if step % 100 == 0:
                report(f"text head, step {step} of {STEPS}: loss {loss.item():.5f}")
        return rows.numpy()

    def batch(self):
        """Texts as counts of ids, and how similar each two are to be."""
        pool = self.random.choice(self.english.shape[0], min(POOL, self.english.shape[0]), replace=False)
        seeds = self.random.choice(len(pool), GROUPS, replace=False)
        scores = torch.from_numpy(self.english_vectors[pool[seeds]]) @ torch.from_numpy(self.english_vectors[pool]).T
        english = pool[np.unique(scores.topk(NEAREST + 1).indices.numpy())]
        signs = [self.signs[i] for i in self.random.choice(len(self.signs), SIGNS, replace=False)]
        names = np.concatenate([self.random.choice(sign, SIGN_NAMES) for sign in signs])
        texts = csr_matrix(vstack([self.english[english], self.names[names], self._variants()]))
        goal = cosines(texts @ self.wording)
        vectors = np.concatenate([self.english_vectors[english], self.name_vectors[names]])
        read = np.s_[:len(vectors), :len(vectors)]
        goal[read] = (goal[read] + TEACHER_SHARE * vectors @ vectors.T) / (1 + TEACHER_SHARE)
        return texts, torch.from_numpy(goal)

    def _variants(self):
        """Each some share of the words of one text, and the rest of another's."""
        ids, counts, ends = [], [], [0]
        for one in self.random.choice(self.others.shape[0], OTHERS, replace=False):
            for _ in range(VARIANTS):
                share = self.random.uniform(0.2, 1)
                for text, kept in ((one, share), (self.random.integers(self.others.shape[0]), 1 - share)):
                    row = self.others[text]
                    taken = self.random.random(row.nnz) < kept
                    ids.append(row.indices[taken])
                    counts.append(row.data[taken])
                ends.append(ends[-1] + len(ids[-1]) + len(ids[-2]))
        return csr_matrix((np.concatenate(counts), np.concatenate(ids), ends), (len(ends) - 1, self.others.shape[1]))


def distance(texts, rows, goal):
    """Mean square of what the cosines of texts, sums of rows, miss the goal by; what is to be alike counts more."""
    texts = texts.tocoo()
    counts = torch.sparse_coo_tensor(np.stack([texts.row, texts.col]), texts.data, texts.shape)
    vectors = functional.normalize(torch.sparse.mm(counts, rows), dim=1)
    weights = (1 + LIKE_WEIGHT * goal.clamp(min=0) ** 2).fill_diagonal_(0)
    return (weights * (vectors @ vectors.T - goal) ** 2).sum() / weights.sum()


def cosines(features):
    products = (features @ features.T).toarray()
    lengths = np.sqrt(np.maximum(products.diagonal(), 1e-12))
    return (products / lengths[:, None] / lengths).astype(np.float32)


def centred(vectors):
    """Around zero and of unit length: of unlike texts the teacher's cosines are not 0."""
    vectors = vectors - vectors.mean(0)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
