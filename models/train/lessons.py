"""Texts that the text head learns from: English ones that the teacher reads, names of emoji in thirty languages, and
texts of other languages, most of them drawn by how frequent words are.

None is of a data set that the D sets are made of (CLINC150, Advising, GSM8K, STS-B, T0).
"""
import collections
import re
from random import Random

import numpy as np
from scipy.sparse import csr_matrix

from features import normalize, text_ids
from lexicon import LANGUAGES, annotations
from templates import JUDGED, cut, read, sentences

ENGLISH = (
    "A_arena_hard", "A_awesome_chatgpt_prompts", "A_followbench", "A_gorilla_apibench", "A_gpteacher_codegen",
    "A_gpteacher_roleplay", "A_ifeval", "A_llmbar", "A_mtbench_vicuna", "A_query_wellformedness", "A_self_instruct",
    "A_snips", "B_agentbench", "B_agieval", "B_anthropic_evals_opinion", "B_bfcl_tool_use", "B_exercism",
    "B_llmbar_responses_to_grade", "B_mbpp", "B_nl2bash", "B_text2sql_wikisql", "B_truthfulqa", "B_webarena",
    "C_promptsource", "C_lm_eval_harness", "C_deepeval_judges", "C_alpaca_farm_judges", "C_instructlab_distillation")
OTHERS = ("A_chatterbot_multilingual", "A_plexpt_zh_personas", "A_plexpt_zh_questions")
# Sentences of one file, texts of one file of another language, drawn texts of one language.
SENTENCES_MAX, OTHERS_MAX, DRAWN = 8_000, 12_000, 1_200
WORDS_MAX, DRAWN_WORDS, DRAWN_NUMBERS = 40, (6, 70), 6
FOREIGN = re.compile("[\u0e00-\uffff]")


class Lessons:
    """english: texts. names: texts in all languages, each with the English words that say the same. others: texts."""

    def __init__(self, corpus, packages, lexicon, seed):
        self.random = Random(seed)
        self.english = list(dict.fromkeys(text for name in ENGLISH for text in self._sentences(corpus, name)))
        self.names = names(packages)
        self.others = [record["text"] for name in OTHERS for record in self._some(read(corpus, name), OTHERS_MAX)]
        self.others += drawn(lexicon, seed)

    def _some(self, records, most):
        self.random.shuffle(records)
        return records[:most]

    def _sentences(self, corpus, name):
        """Of texts the first twelve sentences, of templates all that stand between slots."""
        found = []
        for record in self._some(read(corpus, name), SENTENCES_MAX):
            if name == "C_promptsource" and (record.get("group") or "").startswith(JUDGED):
                continue
            texts = cut(record["text"])[::2] if name.startswith("C_") else [record["text"]]
            found += [part for text in texts if not FOREIGN.search(text) for part in sentences(text)[:12]]
        found = [" ".join(part.split()[:WORDS_MAX]) for part in found]
        said = [part for part in found if len(part) < 300 and len(re.findall("[A-Za-z]{2,}", part)) >= 3]
        return said[:SENTENCES_MAX]


def names(packages):
    """(text, English) pairs: what emoji are called, and their keywords."""
    english, found = annotations(packages, "en"), []
    for code in ["en", *LANGUAGES.values()]:
        for sign, phrases in annotations(packages, code).items():
            if sign in english:
                found += [(text, said) for text, said in zip(both(phrases), both(english[sign])) if text and said]
    return found


def both(phrases):
    """The name of a sign, which is the last of its phrases, and all its keywords."""
    return phrases[-1], ", ".join(phrases[:-1])


def drawn(lexicon, seed):
    """Texts whose words are drawn by how frequent they are in a language, with up to five numbers below 100."""
    random, found, of = np.random.default_rng(seed), [], collections.defaultdict(list)
    for word in lexicon.share:
        of[lexicon.language[word]].append(word)
    for words in of.values():
        shares = np.array([lexicon.share[word] for word in words])
        for _ in range(DRAWN):
            chosen = random.choice(len(words), random.integers(*DRAWN_WORDS), p=shares / shares.sum())
            numbers = random.integers(1, 100, random.integers(DRAWN_NUMBERS))
            found.append(" ".join([words[i] for i in chosen] + [str(number) for number in numbers]))
    return found


def bags(texts, vocabulary, buckets):
    """Counts of ids, [texts × ids], as a sparse matrix of scipy."""
    found = [text_ids(normalize(text), vocabulary, buckets) for text in texts]
    starts = np.cumsum([0] + [len(ids) for ids in found])
    return csr_matrix(([count for ids in found for count in ids.values()], [i for ids in found for i in ids], starts),
                      (len(texts), len(vocabulary) + buckets), dtype=np.float32)
