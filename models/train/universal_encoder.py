"""The teacher: Universal Sentence Encoder Lite (Cer and others, 2018), English sentences to 512 numbers.

Its weights come with the npm package of EnergeticAI (Apache-2.0); this is the same network in PyTorch: subwords of a
SentencePiece vocabulary, two transformer layers, the mean over tokens, a hidden layer, unit length. It gives what the
package's own program gives (cosine above 0.9999 for 199 of 200 texts; the other has characters without a subword).
"""
import glob
import json
import os
import unicodedata

import numpy as np
import torch
from torch.nn import functional

from lexicon import find

# The first six places are signs, not subwords; a character that no subword has costs more than any subword.
SIGNS, UNKNOWN_COST, TOKENS, HEADS, BATCH = 6, 20, 128, 4, 512


class UniversalEncoder:
    def __init__(self, packages):
        folder = find(packages, "model-embeddings-en", "dist")
        self.weights = read_weights(folder)
        pieces = json.load(open(os.path.join(folder, "vocab.json"), encoding="utf-8"))
        self.pieces = {}
        for i, (piece, score) in enumerate(pieces[SIGNS:], SIGNS):
            if score is not None:
                self.pieces.setdefault(piece, (i, score))
        self.longest = max(map(len, self.pieces))

    @torch.no_grad()
    def encode(self, texts):
        """[texts × 512] float32, of unit length."""
        ids = [self.ids(text) for text in texts]
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
        vectors = np.zeros((len(ids), 512), np.float32)
        for start in range(0, len(order), BATCH):
            batch = order[start:start + BATCH]
            vectors[batch] = self._run([ids[i] for i in batch])
        return vectors

    def ids(self, text):
        """Places of the likeliest sequence of subwords (Viterbi), at most 128; what is unknown is one 0."""
        text = "▁" + unicodedata.normalize("NFKC", text).replace(" ", "▁")
        best, before = [0.0] + [-np.inf] * len(text), [(0, 0)] * (len(text) + 1)
        for start in range(len(text)):
            for end in range(start + 1, min(len(text), start + self.longest) + 1):
                piece, score = self.pieces.get(text[start:end], (0, -UNKNOWN_COST if end == start + 1 else -np.inf))
                if best[start] + score > best[end]:
                    best[end], before[end] = best[start] + score, (start, piece)
        found, end = [], len(text)
        while end > 0:
            end, piece = before[end]
            if piece or not found or found[-1]:
                found.append(piece)
        return found[::-1][:TOKENS]

    def _run(self, ids):
        longest = max(map(len, ids))
        tokens = torch.tensor([row + [0] * (longest - len(row)) for row in ids])
        mask = torch.tensor([[1.0] * len(row) + [0.0] * (longest - len(row)) for row in ids])[..., None]
        places = torch.arange(longest)[:, None] * self._one("TimingSignal/ExpandDims_1")
        x = (2 * self._one("Embeddings_en")[tokens] + torch.cat([places.sin(), places.cos()], 1)) * mask
        for layer in range(2):
            x = self._attention(x, mask, layer) + (self._linear(x, 0, "TransformerLayer/dense") if layer == 0 else x)
            inner = torch.relu(self._linear(self._norm(x, layer, "/FFN/"), layer, "conv1"))
            x = x + self._linear(inner, layer, "conv2")
        mean = (x * mask).sum(1) / mask.sum(1)
        hidden = torch.tanh(mean @ self._one("tanh_layer_0/weights") + self._one("tanh_layer_0/bias"))
        return functional.normalize(hidden, dim=1).numpy()

    def _attention(self, x, mask, layer):
        def heads(part):
            return part.unflatten(2, (HEADS, -1)).transpose(1, 2)

        query, key, value = self._linear(self._norm(x, layer, ""), layer, "qkv_transform_single").chunk(3, -1)
        scores = heads(query) @ heads(key).transpose(2, 3) / (query.shape[2] / HEADS) ** 0.5
        shares = torch.softmax(scores - 1e9 * (1 - mask[:, None, None, :, 0]), -1)
        return self._linear((shares @ heads(value)).transpose(1, 2).flatten(2), layer, "output_transform_single")

    def _norm(self, x, layer, part):
        centred = x - x.mean(-1, keepdim=True)
        scale, shift = (self._one(f"/Layer_{layer}/", part, name, without="" if part else "/FFN/")
                        for name in ("layer_norm_scale", "layer_norm_bias"))
        return centred * torch.rsqrt((centred ** 2).mean(-1, keepdim=True) + 1e-6) * scale + shift

    def _linear(self, x, layer, name):
        kernel = self._one(f"Layer_{layer}/", name + "/", without="bias")
        return x @ kernel.reshape(kernel.shape[-2:]) + self._one(f"Layer_{layer}/", name + "/", "bias")

    def _one(self, *parts, without=""):
        found = [name for name in self.weights
                 if all(part in name for part in parts) and not (without and without in name)]
        assert len(found) == 1, (parts, found)
        return self.weights[found[0]]


def read_weights(folder):
    """Tensors by name, as the model.json of TensorFlow.js describes them."""
    weights = json.load(open(os.path.join(folder, "model.json")))["weightsManifest"][0]["weights"]
    data = b"".join(open(path, "rb").read() for path in sorted(glob.glob(os.path.join(folder, "group1-shard*"))))
    found, start = {}, 0
    for weight in weights:
        count = int(np.prod(weight["shape"]))
        values = np.frombuffer(data, weight["dtype"], count, start).reshape(weight["shape"])
        start += values.nbytes
        if weight["dtype"] == "float32" and count > 1:
            found[weight["name"]] = torch.from_numpy(values.copy())
    return found
