"""Writes unicode.txt, the Unicode tables that UnicodeTables.cs reads: python3 unicode.py > unicode.txt

.NET without ICU (InvariantGlobalization) returns text unnormalised, so the tables come along. Lines:
  D code mapping...   full compatibility decomposition, where there is no canonical one
                      (Hangul syllables are computed, not listed)
  B code mapping...   full decomposition, canonical and compatibility alike
  N code mapping...   full canonical decomposition, where the compatibility one (a line D) is another
  K first last class  canonical combining class of a range, where it is not 0
  C first second code primary composite of two characters; in KC only where no D line changes it
All numbers are hexadecimal, except the classes.
"""
import sys
import unicodedata as u

CODES = [c for c in range(sys.maxunicode + 1) if not 0xD800 <= c <= 0xDFFF]
HANGUL = range(0xAC00, 0xD7A4)


def hexes(text):
    return " ".join("%X" % ord(c) for c in text)


print("# Unicode %s, written by unicode.py; Unicode License, https://www.unicode.org/license.txt" % u.unidata_version)
for c in CODES:
    full, canonical = u.normalize("NFKD", chr(c)), u.normalize("NFD", chr(c))
    if full != chr(c) and c not in HANGUL:
        print("%s %X %s" % ("B" if full == canonical else "D", c, hexes(full)))
        if canonical not in (full, chr(c)):
            print("N %X %s" % (c, hexes(canonical)))

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
    if len(parts) == 2 and parts[0][0] != "<" and u.normalize("NFC", chr(c)) == chr(c):
        print("C %s %s %X" % (parts[0].lstrip("0"), parts[1].lstrip("0"), c))
