"""The template head: texts of one template lie close whatever their payload.

A text is the sum of learnt rows of its edges' words and pairs of words, brought to unit length. Each text of a batch is
to find the other one of its template (InfoNCE; van den Oord and others, 2018) among all of the batch; those of its own
group, around the same payload, count e^1.5 times.
"""
import numpy as np
import torch
from torch.nn import functional

from features import edge_ids, normalize

DIM, BUCKETS = 64, 65_536
STEPS, GROUPS, TEMPLATES, RATE, TEMPERATURE, HARDER = 400, 12, 8, 0.01, 0.07, 1.5


def bag(texts):
    found = [edge_ids(normalize(text), BUCKETS) for text in texts]
    ids = torch.tensor([i for ids in found for i in ids])
    starts = torch.from_numpy(np.cumsum([0] + [len(ids) for ids in found[:-1]]))
    return ids, starts, torch.tensor([float(count) for ids in found for count in ids.values()])


def train(templates, seed, report):
    """[buckets × dim] float32."""
    torch.manual_seed(seed)
    rows = torch.nn.EmbeddingBag(BUCKETS, DIM, mode="sum", sparse=True)
    torch.nn.init.normal_(rows.weight, 0, 0.01)
    optimizer = torch.optim.SparseAdam(list(rows.parameters()), lr=RATE)
    for step in range(STEPS):
        optimizer.param_groups[0]["lr"] = RATE * (1 - step / STEPS) + 1e-4
        left, right, groups = templates.batch(GROUPS, TEMPLATES)
        ids, starts, counts = bag(left + right)
        vectors = functional.normalize(rows(ids, starts, per_sample_weights=counts) + 1e-6, dim=1)
        places = torch.arange(len(left))
        partner = torch.cat([places + len(left), places])
        group = torch.tensor(groups + groups)
        scores = vectors @ vectors.T / TEMPERATURE + HARDER * (group[:, None] == group[None])
        scores[torch.arange(len(partner)), partner] -= HARDER
        scores.fill_diagonal_(-1e9)
        loss = functional.cross_entropy(scores, partner)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if step % 50 == 49:
            report(f"template head, step {step + 1} of {STEPS}: loss {loss.item():.3f}")
    return rows.weight.detach().numpy()
