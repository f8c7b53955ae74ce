"""The text head: which row every token has, so that texts of like wording and meaning lie close.

Before it learns, a word's row is its weight times the sum of fixed random signs for the word (Achlioptas, 2003), for
its first three and four letters (so that inflected forms are alike), and its meaning turned into the same space. Its
weight is that of smooth inverse frequency (Arora and others, 2017): a / (a + p).
"""
import numpy as np
from scipy.sparse import csr_matrix, diags

from features import bucket, prefixes

DIM, WORDS, ENGLISH, BUCKETS = 256, 52_000, 26_000, 24_576

# SIF's a as an idf: an English word e^2.5 times as rare as the most frequent one weighs half. Lists of other languages
# rank more forms of a word apart.
HALF_IDF, HALF_IDF_OTHERS = 2.5, 3.5
PREFIX_SHARES, MEANING_SHARE = (1, 0.7), 0.6

# Numbers of one or two digits say more than most words: of two wordings of one task they are what stays.
NUMBER_WEIGHT, NUMBERS = 2.5, [str(i) for i in range(100)] + [f"0{i}" for i in range(10)]


def vocabulary(lexicon):
    """The words that have a row of their own: small numbers, and the most frequent words, half of them English."""
    ordered = sorted(lexicon.share, key=lambda word: (-lexicon.share[word], word))
    ordered = [word for word in ordered if word not in NUMBERS]
    english = [word for word in ordered if lexicon.language[word] == "en"][:ENGLISH]
    others = [word for word in ordered if lexicon.language[word] != "en"][:WORDS - len(NUMBERS) - len(english)]
    return NUMBERS + sorted(english + others, key=lambda word: (-lexicon.share[word], word))


def kernel(lexicon, names):
    """
    [ids × ids] sparse: what every id is made of, times its weight. Products of its rows are the similarity of wording
    that as many random signs as there are ids would give.
    """
    size = len(names) + BUCKETS
    parts, weights = [(i, i, 1.0) for i in range(size)], np.ones(size, np.float32)
    for i, word in enumerate(names):
        weights[i] = NUMBER_WEIGHT if word in NUMBERS else weight(lexicon, word)
        parts += [(i, len(names) + bucket(prefix, BUCKETS), share)
                  for share, prefix in zip(PREFIX_SHARES, prefixes(word) if word.isalpha() else [])]
    rows, columns, shares = zip(*parts)
    return csr_matrix(diags(weights) @ csr_matrix((shares, (rows, columns)), (size, size)), dtype=np.float32)


def weight(lexicon, word):
    half = HALF_IDF if lexicon.language[word] == "en" else HALF_IDF_OTHERS
    return 1 / (1 + np.exp(half - lexicon.idf(word)))


def rows(lexicon, names, wording, seed):
    """[words + buckets × dim] float32, before they learn."""
    random = np.random.default_rng(seed)
    signs = (random.integers(0, 2, (wording.shape[1], DIM)) * 2 - 1).astype(np.float32) / np.sqrt(DIM)
    turn = np.linalg.qr(random.standard_normal((DIM, 100)))[0].T.astype(np.float32)
    table, weights = wording @ signs, wording.diagonal()
    for i, word in enumerate(names):
        if word in lexicon.meaning:
            table[i] += weights[i] * MEANING_SHARE * (lexicon.meaning[word] - lexicon.mean) @ turn
    return table
