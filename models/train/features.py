"""Words and their numbers, as src/Scanner/Embed/HashedWords.cs and HashedEdges.cs make them: both must agree."""
import math
import unicodedata

SEPARATOR, LETTER, DIGIT, IDEOGRAPH, SYMBOL = range(5)
LETTERS = {"Lu", "Ll", "Lt", "Lm", "Lo", "Nl", "Mn", "Mc"}
SYMBOLS = {"Cs", "So", "Sc", "No"}

# Scripts without blanks between words: Thai and Lao, Myanmar, Khmer, kana, Han.
IDEOGRAPHS = ((0x0E01, 0x0E3E), (0x0E40, 0x0EDF), (0x1000, 0x109F), (0x1780, 0x17D3), (0x3041, 0x30FF),
              (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFF66, 0xFF9D))
EDGE = 6
_kinds, _buckets = {}, {}


def kind(character):
    known = _kinds.get(character)
    if known is None:
        code, category = ord(character), unicodedata.category(character)
        known = _kinds[character] = (
            SYMBOL if code > 0xFFFF
            else IDEOGRAPH if any(first <= code <= last for first, last in IDEOGRAPHS)
            else DIGIT if category == "Nd" else LETTER if category in LETTERS
            else SYMBOL if category in SYMBOLS else SEPARATOR)
    return known


def normalize(text):
    """What matters here of Scanner's normaliser: compatibility forms and case are folded, blanks are one."""
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())


def words(text, punctuation=False):
    """Runs of letters or of digits, and single other characters, each with its kind and its end."""
    found, start = [], 0
    while start < len(text):
        this, end = kind(text[start]), start + 1
        if this in (LETTER, DIGIT):
            while end < len(text) and kind(text[end]) == this:
                end += 1
        if this != SEPARATOR or (punctuation and not text[start].isspace()):
            found.append((text[start:end], this, end))
        start = end
    return found


def bucket(name, buckets):
    """FNV-1a over UTF-16 units, mixed by Murmur3's finaliser, scaled to [0, buckets)."""
    known = _buckets.get((name, buckets))
    if known is None:
        value, units = 2166136261, name.encode("utf-16-le", "surrogatepass")
        for i in range(0, len(units), 2):
            value = (value ^ (units[i] | units[i + 1] << 8)) * 16777619 & 0xFFFFFFFF
        value = (value ^ value >> 16) * 0x85EBCA6B & 0xFFFFFFFF
        value = (value ^ value >> 13) * 0xC2B2AE35 & 0xFFFFFFFF
        known = _buckets[name, buckets] = (value ^ value >> 16) * buckets >> 32
    return known


def counts(ids):
    """How often each id counts: 1 + ln n times, rounded, in order of first occurrence."""
    number = {}
    for i in ids:
        number[i] = number.get(i, 0) + 1
    return {i: round(1 + math.log(n)) for i, n in number.items()}


def text_ids(text, vocabulary, buckets):
    """Ids of the text head: known words by their place, others by bucket and by their first 3 and 4 letters."""
    ids, before, before_end = [], None, 0
    for word, this, end in words(text):
        known = vocabulary.get(word)
        if known is None:
            ids.append(len(vocabulary) + bucket(word, buckets))
            if this == LETTER:
                ids += [len(vocabulary) + bucket(prefix, buckets) for prefix in prefixes(word)]
        else:
            ids.append(known)
        if this == IDEOGRAPH:
            if before and before_end == end - len(word):
                known = vocabulary.get(before + word)
                ids.append(len(vocabulary) + bucket(before + word, buckets) if known is None else known)
            before, before_end = word, end
        else:
            before = None
    return counts(ids)


def prefixes(word):
    """The first 3 and 4 letters, marked, of a word that has more."""
    return [f"{word[:length]}-" for length in (3, 4) if len(word) > length]


def edge_ids(text, buckets):
    """Ids of the template head: the first and the last words of a text, and pairs of neighbours among them."""
    found = [word for word, _, _ in words(text, punctuation=True)]
    ids = []
    for mark, part in (("^", found[:EDGE]), ("$", found[-EDGE:])):
        ids += [bucket(mark + word, buckets) for word in part]
        ids += [bucket(f"{mark}{left} {right}", buckets) for left, right in zip(part, part[1:])]
    return counts(ids)
