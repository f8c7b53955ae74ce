"""The text head: which row every token has, so that texts of like wording and meaning lie close.

A word's row is its weight times the sum of fixed random signs for the word (Achlioptas, 2003), for its first three and
four letters (so that inflected forms are alike), and its meaning turned into the same space. Its weight is that of
smooth inverse frequency (Arora and others, 2017): a / (a + p).
"""
import numpy as np

from features import bucket, prefixes

DIM, WORDS, ENGLISH, BUCKETS = 256, 52_000, 26_000, 24_576

# SIF's a as an idf: a word e^3 times as rare as the most frequent one weighs half.
HALF_IDF = 3
PREFIX_SHARES, MEANING_SHARE = (1, 0.7), 0.9


def vocabulary(lexicon):
    """The words that have a row of their own: the most frequent ones, half of them English."""
    ordered = sorted(lexicon.share, key=lambda word: (-lexicon.share[word], word))
    english = [word for word in ordered if lexicon.english[word] == "en"][:ENGLISH]
    others = [word for word in ordered if lexicon.english[word] != "en"][:WORDS - len(english)]
    return sorted(english + others, key=lambda word: (-lexicon.share[word], word))


def rows(lexicon, names, seed):
    """[words + buckets × dim] float32."""
    random = np.random.default_rng(seed)
    signs = (random.integers(0, 2, (len(names) + BUCKETS, DIM)) * 2 - 1).astype(np.float32) / np.sqrt(DIM)
    turn = np.linalg.qr(random.standard_normal((DIM, 100)))[0].T.astype(np.float32)
    table = signs.copy()
    for i, word in enumerate(names):
        for share, prefix in zip(PREFIX_SHARES, prefixes(word) if word.isalpha() else []):
            table[i] += share * signs[len(names) + bucket(prefix, BUCKETS)]
        if word in lexicon.meaning:
            table[i] += MEANING_SHARE * (lexicon.meaning[word] - lexicon.mean) @ turn
        table[i] *= 1 / (1 + np.exp(HALF_IDF - lexicon.idf(word)))
    return table
