"""Makes both models that ship: python3 train.py --corpus FOLDER --packages FOLDER --out models

Same data and seeds, same models up to the rounding of the machine's float32 sums. See run for one command that fetches
what is needed, and ../README.md for the data's licences and what the models are measured to do.
"""
import argparse
import json
import os

import numpy as np
import torch

import model_file
import template_head
import text_head
from distillation import Distillation, centred
from features import EDGE, edge_ids, normalize, text_ids
from lessons import Lessons, bags as text_bags
from lexicon import Lexicon
from templates import Templates
from universal_encoder import UniversalEncoder

SEED, TOKENS_MAX = 20_261_128, 1_024
TEXT_THRESHOLD, TEMPLATE_THRESHOLD = 0.86, 0.75


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", required=True, help="folder of A_, B_ and C_*.jsonl")
    parser.add_argument("--packages", required=True, help="folder of the unpacked packages")
    parser.add_argument("--golden", help="JSON lines with a field text; gets the ids of both models beside each")
    parser.add_argument("--out", required=True, help="folder that gets default/ and template/")
    given = parser.parse_args()
    torch.set_num_threads(2)

    rows = template_head.train(Templates(given.corpus, SEED), SEED, print)
    write(given.out, "template", rows, TEMPLATE_THRESHOLD,
          {"type": "HashedEdges", "buckets": template_head.BUCKETS, "words": EDGE})

    words, rows = text_rows(given.corpus, given.packages, print)
    write(given.out, "default", rows, TEXT_THRESHOLD,
          {"type": "HashedWords", "buckets": text_head.BUCKETS, "words": words})
    if given.golden:
        write_golden(given.golden, {word: i for i, word in enumerate(words)})


def text_rows(corpus, packages, report):
    """The words of the text head and, after it has learnt from the teacher, the rows of words and buckets."""
    lexicon = Lexicon(packages)
    words = text_head.vocabulary(lexicon)
    vocabulary = {word: i for i, word in enumerate(words)}
    wording = text_head.kernel(lexicon, words)
    lessons = Lessons(corpus, packages, lexicon, SEED)
    report(f"text head: {len(lessons.english)} English texts, {len(lessons.names)} names, {len(lessons.others)} others")
    teacher = UniversalEncoder(packages)
    said = sorted({english for _, english in lessons.names})
    vectors, places = centred(teacher.encode(said)), {english: i for i, english in enumerate(said)}
    sign_of = np.array([places[english] for _, english in lessons.names])

    def bags(texts):
        return text_bags(texts, vocabulary, text_head.BUCKETS)

    distillation = Distillation(
        wording, bags(lessons.english), centred(teacher.encode(lessons.english)),
        bags([name for name, _ in lessons.names]), vectors[sign_of], sign_of, bags(lessons.others), SEED)
    return words, distillation.train(text_head.rows(lexicon, words, wording, SEED), report)


def write_golden(path, words):
    """Beside every text its ids, by which a test holds that the program cuts texts as this script does."""
    with open(path, encoding="utf-8") as lines:
        texts = [normalize(json.loads(line)["text"]) for line in lines]
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        for text in texts:
            ids = {"text": text, "words": text_ids(text, words, text_head.BUCKETS),
                   "edges": edge_ids(text, template_head.BUCKETS)}
            file.write(json.dumps(ids, ensure_ascii=False) + "\n")


def write(out, name, rows, threshold, tokenizer):
    settings = {"name": name, "threshold": threshold, "max_tokens": TOKENS_MAX}
    model_file.write(os.path.join(out, name), np.asarray(rows), tokenizer, settings)
    print(f"{name}: {rows.shape[0]} tokens × {rows.shape[1]}")


if __name__ == "__main__":
    main()
