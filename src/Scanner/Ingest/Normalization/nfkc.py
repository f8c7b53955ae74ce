"""Writes nfkc.txt, the Unicode tables that Nfkc.cs reads: python3 nfkc.py > nfkc.txt

.NET without ICU (InvariantGlobalization) returns text unnormalised, so the tables come along. Lines:
  D code mapping...   full compatibility decomposition (Hangul syllables are computed, not listed)
  K first last class  canonical combining class of a range, where it is not 0
  C first second code primary composite of two characters
All numbers are hexadecimal, except the classes.
"""
import sys
import unicodedata as u

CODES = [c for c in range(sys.maxunicode + 1) if not 0xD800 <= c <= 0xDFFF]
HANGUL = range(0xAC00, 0xD7A4)


def hexes(text):
    return " ".join("%X" % ord(c) for c in text)


print("# Unicode %s, written by nfkc.py; Unicode License, https://www.unicode.org/license.txt" % u.unidata_version)
for c in CODES:
    full = u.normalize("NFKD", chr(c))
    if full != chr(c) and c not in HANGUL:
        print("D %X %s" % (c, hexes(full)))

start = None
for c in CODES + [sys.maxunicode + 1]:
    ccc = u.combining(chr(c)) if c <= sys.maxunicode else 0
    if start is not None and ccc != start[1]:
        print("K %X %X %d" % (start[0], c - 1, start[1]))
        start = None
    if ccc and start is None:
        start = (c, ccc)

for c in CODES:
    parts = u.decomposition(chr(c)).split()
    if len(parts) == 2 and parts[0][0] != "<" and u.normalize("NFKC", chr(c)) == chr(c):
        print("C %s %s %X" % (parts[0].lstrip("0"), parts[1].lstrip("0"), c))
