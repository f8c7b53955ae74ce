"""Small models with random weights, and what PyTorch makes of them: python3 make.py TESTS OUT [full]

Reads TESTS/{wordpiece,unigram}-golden.json (ids by Hugging Face's tokenizers), writes OUT/{minilm,bge,e5}: config.json,
modules.json, 1_Pooling/config.json, sentence_bert_config.json, onnx/model.onnx, and expected.json, the vectors of the
texts; for minilm model_fp16.onnx and model_int8.onnx, too (narrow.py). Shapes are those of the families, sizes as
small as they can be; full: one of MiniLM's size (6 × 384), for the bench of speed. Debian's python3-torch and python3-onnx do.
"""
import json
import math
import os
import sys
import warnings

import torch
from torch import nn

import narrow

tests, out = sys.argv[1:3]
IS_FULL = sys.argv[3:] == ["full"]
HIDDEN, INNER, HEADS, LAYERS, TOKENS_MAX, TEXTS = (384, 1536, 12, 6, 256, 4) if IS_FULL else (24, 48, 3, 2, 40, 60)
warnings.filterwarnings("ignore")
torch.set_num_threads(1)


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.query, self.key, self.value, self.output = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))

    def forward(self, states, bias):
        def heads(x):
            return x.view(x.shape[0], x.shape[1], HEADS, HIDDEN // HEADS).transpose(1, 2)

        scores = heads(self.query(states)) @ heads(self.key(states)).transpose(2, 3) / math.sqrt(HIDDEN // HEADS)
        mixed = torch.softmax(scores + bias, dim=-1) @ heads(self.value(states))
        return self.output(mixed.transpose(1, 2).reshape(states.shape))


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.attention, self.norm, self.last_norm = Attention(), nn.LayerNorm(HIDDEN, 1e-12), nn.LayerNorm(HIDDEN, 1e-12)
        self.up, self.down = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)

    def forward(self, states, bias):
        states = self.norm(states + self.attention(states, bias))
        return self.last_norm(states + self.down(nn.functional.gelu(self.up(states))))


class Bert(nn.Module):
    """BERT (Devlin and others, 2018); positions of XLM-RoBERTa begin behind the padding token's id."""

    def __init__(self, vocabulary, first_position):
        super().__init__()
        self.first_position = first_position
        self.words, self.types = nn.Embedding(vocabulary, HIDDEN), nn.Embedding(2, HIDDEN)
        self.positions = nn.Embedding(TOKENS_MAX + first_position, HIDDEN)
        self.norm, self.layers = nn.LayerNorm(HIDDEN, 1e-12), nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, input_ids, attention_mask, token_type_ids=None):
        if self.first_position == 0:
            positions = torch.cumsum(torch.ones_like(input_ids), 1) - 1
        else:
            positions = torch.cumsum(attention_mask, 1) * attention_mask + self.first_position - 1
        types = torch.zeros_like(input_ids) if token_type_ids is None else token_type_ids
        states = self.norm(self.words(input_ids) + self.positions(positions) + self.types(types))
        bias = (1 - attention_mask[:, None, None, :].float()) * -1e9
        for layer in self.layers:
            states = layer(states, bias)
        return states


def write(folder, name, content):
    path = os.path.join(out, folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(json.dumps(content, ensure_ascii=False) + "\n")


def make(name, golden, ids, pooling, first_position, inputs, prefix, seed):
    torch.manual_seed(seed)
    with open(os.path.join(tests, golden + "-golden.json"), encoding="utf-8") as file:
        golden = json.load(file)
    vocabulary = len(golden["tokenizer"]["model"]["vocab"])
    model = Bert(vocabulary, first_position).eval()
    # Random weights of usual size make all texts alike: larger ones tell them apart, and show errors.
    with torch.no_grad():
        for weight in model.parameters():
            if weight.dim() > 1:
                weight.mul_(2)

    texts, vectors = [], []
    for text, found in list(zip(golden["texts"], golden[ids]))[-TEXTS:]:
        cut = found if len(found) <= TOKENS_MAX else found[:TOKENS_MAX - 1] + found[-1:]
        tokens = torch.tensor([cut])
        with torch.no_grad():
            states = model(tokens, torch.ones_like(tokens))[0]
        vector = states[0] if pooling == "cls_token" else states.mean(0)
        texts.append(text)
        vectors.append([round(x, 7) for x in (vector / vector.norm()).tolist()])

    write(name, "config.json", {
        "model_type": "xlm-roberta" if first_position else "bert", "hidden_size": HIDDEN, "vocab_size": vocabulary,
        "max_position_embeddings": TOKENS_MAX + first_position, "pad_token_id": 1 if first_position else 0})
    write(name, "sentence_bert_config.json", {"max_seq_length": TOKENS_MAX})
    write(name, "1_Pooling/config.json", {
        "word_embedding_dimension": HIDDEN, **{f"pooling_mode_{way}": way == pooling for way in (
            "cls_token", "mean_tokens", "max_tokens", "mean_sqrt_len_tokens", "lasttoken")}})
    write(name, "modules.json", [
        {"idx": i, "name": str(i), "path": path, "type": "sentence_transformers.models." + kind}
        for i, (path, kind) in enumerate((("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")))])
    if prefix:
        write(name, "config_sentence_transformers.json", {
            "prompts": {"query": prefix, "passage": "passage: "}, "default_prompt_name": "query"})
    write(name, "expected.json", {"texts": texts, "vectors": vectors})

    os.makedirs(os.path.join(out, name, "onnx"), exist_ok=True)
    example = torch.ones((2, 5), dtype=torch.int64)
    torch.onnx.export(
        model, tuple(example for _ in inputs), os.path.join(out, name, "onnx/model.onnx"), input_names=list(inputs),
        output_names=["last_hidden_state"], opset_version=14,
        dynamic_axes={key: {0: "batch", 1: "tokens"} for key in (*inputs, "last_hidden_state")})


BERT_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
make("minilm", "wordpiece", "ids", "mean_tokens", 0, BERT_INPUTS, None, 1)
narrow.write(os.path.join(out, "minilm", "onnx"))
if IS_FULL:
    sys.exit()
make("bge", "wordpiece", "ids", "cls_token", 0, BERT_INPUTS, None, 2)
make("e5", "unigram", "prefixed", "mean_tokens", 2, BERT_INPUTS[:2], "query: ", 3)
