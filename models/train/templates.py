"""Templates around payloads: what the template head learns from.

The templates of the C files (none of the data sets that T0's pairs are made of), filled with texts of the A and B files;
and sentences of instructions set before, behind or around other texts. Templates of one data set share their payloads,
so that the payload alone says nothing about the template.
"""
import collections
import json
import os
import random
import re

# Data sets of T0 that the D set of template pairs is made of: their templates are not learnt from.
JUDGED = (
    "adversarial_qa", "ag_news", "amazon_polarity", "app_reviews", "cnn_dailymail", "common_gen", "dbpedia_14", "dream",
    "duorc", "gigaword", "imdb", "kilt_tasks", "multi_news", "quarel", "quartz", "ropes", "rotten_tomatoes", "samsum",
    "sciq", "trec", "wiki_bio", "wiki_hop", "wiki_qa", "wiqa", "xsum", "yelp_review_full")
TEMPLATES = (
    "C_promptsource", "C_lm_eval_harness", "C_deepeval_judges", "C_alpaca_eval_judges", "C_alpaca_farm_judges",
    "C_llmbar_judges", "C_airoboros_distillation", "C_instructlab_distillation", "C_fastchat_judge",
    "C_agentbench_prompts", "C_deepeval_synthesizer", "C_webarena_agent_prompts", "C_self_instruct_templates")
PAYLOADS = (
    "B_agentbench", "B_agieval", "B_anthropic_evals_opinion", "B_bfcl_tool_use", "B_exercism", "B_gsm8k",
    "B_gsm8k_solutions_to_grade", "B_humaneval", "B_llmbar_responses_to_grade", "B_mbpp", "B_nl2bash",
    "B_text2sql_wikisql", "B_truthfulqa", "B_webarena", "A_query_wellformedness", "A_followbench", "A_self_instruct",
    "A_llmbar", "A_gpteacher_codegen", "A_awesome_chatgpt_prompts", "A_arena_hard", "A_ifeval", "A_snips",
    "A_plexpt_zh_questions", "A_gorilla_apibench", "A_chatterbot_multilingual")
INSTRUCTIONS = (
    "A_self_instruct", "A_ifeval", "A_arena_hard", "A_followbench", "A_llmbar", "A_gpteacher_codegen",
    "A_gpteacher_roleplay", "A_awesome_chatgpt_prompts", "A_mtbench_vicuna", "A_plexpt_zh_personas",
    "A_query_wellformedness", "A_plexpt_zh_questions", "C_deepeval_judges", "C_deepeval_synthesizer",
    "C_airoboros_distillation", "C_alpaca_farm_judges", "C_instructlab_distillation", "C_agentbench_prompts")
SLOT = re.compile(r"\{\{(.*?)\}\}|\{([a-zA-Z_][a-zA-Z_0-9]*)\}|\[\[([A-Z_]+)\]\]", re.S)
STATEMENT = re.compile(r"\{#.*?#\}|\{%.*?%\}", re.S)
LONG = re.compile("passage|article|context|text|document|story|review|abstract|dialog|content|paragraph|body|source|"
                  "background|evidence|output|response|problem|trace|input|example|turns|conversation|comment|goal|"
                  "instruction")
SENTENCE = re.compile("sentence|premise|hypothesis|claim|fact|statement|headline|title|summary|scenario|sent|utterance")
CHOICES = (("yes", "no"), ("positive", "negative"), ("true", "false"), ("A", "B", "C", "D"), ("yes", "no", "maybe"),
           ("good", "bad"), ("entailment", "neutral", "contradiction"), ("1", "2", "3", "4", "5"))


class Templates:
    def __init__(self, corpus, seed):
        self.random = random.Random(seed)
        texts = [record["text"][:4_000] for name in PAYLOADS for record in self._some(corpus, name, 6_000)]
        self.long = [text for text in texts if len(text) > 250]
        short = [text for text in texts if len(text) <= 250]
        self.questions = [text for text in short if text.rstrip().endswith(("?", "？"))]
        self.short = [text for text in short if not text.rstrip().endswith(("?", "？"))]
        self.sentences = [part for text in self.long for part in sentences(text) if 20 < len(part) < 300]
        self.words = [word for text in short for word in re.findall(r"[^\W\d_]{3,}", text)]
        self.groups = collections.defaultdict(list)
        for name in TEMPLATES:
            for record in read(corpus, name):
                group = record.get("group") or record["id"]
                parts = cut(record["text"])
                fixed = "".join(parts[::2])
                if len(parts) > 1 and len(re.findall(r"\w+", fixed)) > 1 \
                        and not (name == "C_promptsource" and group.startswith(JUDGED)):
                    self.groups[f"{name}:{group}"].append(parts)
        self.names = list(self.groups)
        self.instructions = [part for name in INSTRUCTIONS for record in self._some(corpus, name, 3_000)
                             for part in sentences(record["text"])[:6] if 10 < len(part) < 300]
        self.instructions += 3 * [part for group in self.groups.values() for parts in group
                                  for fixed in parts[::2] for part in sentences(fixed) if len(part) > 12]

    def _some(self, corpus, name, most):
        records = read(corpus, name)
        self.random.shuffle(records)
        return records[:most]

    def batch(self, groups, templates):
        """
        Two lists of texts, those at one place of one template: in the first all texts of a group are around one payload,
        in the second each is around its own. And the group of each place.
        """
        left, right, members = [], [], []
        for group in range(groups):
            if self.random.random() < 0.6:
                name = self.random.choice(self.names)
                chosen = self.random.sample(self.groups[name], min(templates, len(self.groups[name])))
            else:
                name = f"made {self.random.randrange(1 << 30)}"
                chosen = [self.made() for _ in range(templates)]
            shared = self.random.randrange(1 << 40)
            for parts in chosen:
                left.append(self.filled(parts, shared, name))
                right.append(self.filled(parts, self.random.randrange(1 << 40), name))
                members.append(group)
        return left, right, members

    def made(self):
        """A template of instructions before, behind or around a text."""
        def some():
            return " ".join(self.random.choice(self.instructions) for _ in range(self.random.choice((1, 1, 2))))

        label = self.random.choice(("", "", "\n", "\nText: ", "\nQuestion: ", "\nInput: ", "\n\n", "\""))
        end = self.random.choice(("", "", "\nAnswer:", "\nOutput:", "\"", "\n"))
        draw = self.random.random()
        if draw < 0.4:
            return [f"{some()} {label}", "text", end]
        return [label if draw < 0.8 else some() + label, "text", f"\n{some()}{end}"]

    def filled(self, parts, payload, group):
        return "".join(part if i % 2 == 0 else self.value(part, payload, group) for i, part in enumerate(parts)).strip()

    def value(self, slot, payload, group):
        """What stands in a slot: the same for one payload, so that templates of a group share it."""
        name = slot.split("|")[0].strip().lower()
        own = random.Random(f"{payload}/{name}")
        if re.match("^['\"].*['\"]$", slot):
            return slot.strip("'\"")
        if re.search("answer_choices|option|label|categor", name):
            same = random.Random(f"{group}/{name}")
            choices = same.choice(CHOICES) if same.random() < 0.6 else [self.phrase(own) for _ in range(4)]
            at = re.search(r"\[(\d)\]", name)
            return ", ".join(choices) if "join" in slot else choices[int(at[1]) % len(choices)] if at else own.choice(choices)
        if LONG.search(name):
            draw = own.random()
            return self.long_text(own) if draw < 0.6 else own.choice(self.sentences if draw < 0.85 else self.short)
        if "question" in name or "query" in name:
            return own.choice(self.questions)
        if SENTENCE.search(name):
            return own.choice(self.sentences if own.random() < 0.7 else self.short)
        return self.phrase(own) if len(name) == 1 or re.search("choice|answer|name|word|span|entity|candidate", name) \
            else own.choice(self.short)

    def phrase(self, own):
        return " ".join(own.choice(self.words) for _ in range(own.randint(1, 3)))

    def long_text(self, own):
        if own.random() < 0.4:
            return own.choice(self.long)[:own.choice((400, 800, 1_500, 3_000))]
        return " ".join(own.choice(self.sentences) for _ in range(own.randint(2, 14)))


def cut(template):
    """Fixed texts and, between them, the names of slots."""
    parts, end = [], 0
    template = STATEMENT.sub("", template)
    for slot in SLOT.finditer(template):
        parts += [template[end:slot.start()], next(name for name in slot.groups() if name is not None).strip()]
        end = slot.end()
    return parts + [template[end:]]


def sentences(text):
    return [part.strip() for part in re.split(r"(?<=[.!?。！？])\s+|\n+", text) if part.strip()]


def read(corpus, name):
    with open(os.path.join(corpus, f"{name}.jsonl"), encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
