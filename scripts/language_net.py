"""The two networks that ``train_language.py`` fits (PyTorch): the parser's and the names'.

``src/winnow/language/network.py`` computes the same with NumPy.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn

from winnow.language.features import FLAGS, TABLES
from winnow.language.network import REACH
from winnow.language.states import WIDTH

PARSER_TABLES = {"word": 64, "suffix3": 48, "suffix2": 24, "prefix3": 32, "shape": 32}
# No whole words: with so few names to learn from they would be learned by heart.
NAME_TABLES = {"suffix3": 24, "prefix3": 24, "shape": 24}
ARC, REL = 256, 80
NOT_A_HEAD = -1e9


def gelu(x: Tensor) -> Tensor:
    return nn.functional.gelu(x, approximate="tanh")


def mask_of(x: Tensor, lengths: Tensor) -> Tensor:
    """Return 1 for tokens and 0 for padding: (sentences, tokens, 1)."""
    return (torch.arange(x.shape[1])[None] < lengths[:, None])[..., None].to(x.dtype)


class Block(nn.Module):
    """A convolution over three tokens, added to what came in."""

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.mix = nn.Linear(3 * width, width)
        self.norm = nn.LayerNorm(width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        x = x * mask
        padded = nn.functional.pad(x, (0, 0, 1, 1))
        window = torch.cat([padded[:, :-2], x, padded[:, 2:]], dim=-1)
        return self.norm(x + self.dropout(gelu(self.mix(window))))


class Body(nn.Module):
    """States, letters and flags of tokens → rows that know their near neighbours."""

    def __init__(self, tables: dict[str, int], width: int, dropout: float, forget: float) -> None:
        super().__init__()
        self.tables = nn.ModuleDict({k: nn.Embedding(TABLES[k], n) for k, n in tables.items()})
        for table in self.tables.values():
            nn.init.normal_(table.weight, std=0.1)
        self.columns = [list(TABLES).index(name) for name in tables]
        self.states = nn.Linear(WIDTH, width)
        self.enter = nn.Linear(width + sum(tables.values()) + FLAGS, width)
        self.enter_norm = nn.LayerNorm(width)
        self.blocks = nn.ModuleList(Block(width, dropout) for _ in range(2))
        self.drop = nn.Dropout(dropout)
        #: How often the letters of a token are hidden, so that its context has to serve.
        self.forget = forget

    def rows(self, states: Tensor, letters: Tensor, flags: Tensor, lengths: Tensor) -> Tensor:
        columns = zip(self.columns, self.tables.values(), strict=True)
        known = torch.cat([table(letters[..., at]) for at, table in columns], dim=-1)
        if self.training:
            known = known * (torch.rand(known.shape[:2]) > self.forget)[..., None]
        seen = self.drop(self.states(self.drop(states)))
        x = self.enter_norm(gelu(self.enter(torch.cat([seen, known, flags], dim=-1))))
        mask = mask_of(x, lengths)
        for block in self.blocks:
            x = block(self.drop(x), mask)
        return x


class Names(Body):
    """Scores of name marks."""

    def __init__(self, marks: int) -> None:
        super().__init__(NAME_TABLES, 160, dropout=0.3, forget=0.3)
        self.out = nn.Linear(160, marks)

    def forward(self, *inputs: Tensor) -> Tensor:
        return self.out(self.drop(self.rows(*inputs)))


class Parser(Body):
    """Scores of parts of speech, arcs and relations (Dozat and Manning 2017)."""

    def __init__(self, tags: int, relations: int, *, width: int = 256, units: int = 256) -> None:
        super().__init__(PARSER_TABLES, width, dropout=0.3, forget=0.15)
        self.lstm = nn.LSTM(width, units, bidirectional=True, batch_first=True)
        wide = width + 2 * units
        self.tag = nn.Linear(wide, tags)
        self.arc_dep, self.arc_head = nn.Linear(wide, ARC), nn.Linear(wide, ARC)
        self.arc = nn.Parameter(torch.randn(ARC, ARC) * ARC**-0.5 / 4)
        self.arc_bias = nn.Parameter(torch.zeros(ARC))
        self.distance = nn.Parameter(torch.zeros(2 * REACH + 1))
        self.root = nn.Parameter(torch.randn(wide) * 0.05)
        self.rel_dep, self.rel_head = nn.Linear(wide, REL), nn.Linear(wide, REL)
        self.rel = nn.Parameter(torch.randn(REL + 1, relations, REL + 1) / REL)

    def forward(self, states: Tensor, letters: Tensor, flags: Tensor, lengths: Tensor) -> Tensor:
        x = self.drop(self.rows(states, letters, flags, lengths))
        packed = nn.utils.rnn.pack_padded_sequence(
            x, lengths, batch_first=True, enforce_sorted=False
        )
        read, _ = nn.utils.rnn.pad_packed_sequence(
            self.lstm(packed)[0], batch_first=True, total_length=x.shape[1]
        )
        return self.drop(torch.cat([x, read], dim=-1))

    def _with_root(self, x: Tensor) -> Tensor:
        return torch.cat([self.root.expand(len(x), 1, -1), x], dim=1)

    def arcs(self, x: Tensor, lengths: Tensor) -> Tensor:
        """Return scores (sentence, dependent, head), the root being head 0."""
        dep = self.drop(gelu(self.arc_dep(x)))
        head = self.drop(gelu(self.arc_head(self._with_root(x))))
        places = torch.arange(x.shape[1])
        apart = (places[None] - places[:, None]).clamp(-REACH, REACH) + REACH
        bias = torch.cat([torch.zeros(len(places), 1), self.distance[apart]], dim=1)
        scores = dep @ self.arc @ head.transpose(1, 2) + (head @ self.arc_bias)[:, None] + bias
        padding = mask_of(x, lengths)[:, None, :, 0] == 0
        tokens = scores[:, :, 1:].masked_fill(padding, NOT_A_HEAD)
        return torch.cat([scores[:, :, :1], tokens], dim=-1)

    def relations(self, x: Tensor, heads: Tensor) -> Tensor:
        """Return scores (sentence, dependent, relation) of every token to its given head."""
        dep = self.drop(gelu(self.rel_dep(x)))
        head = self.drop(gelu(self.rel_head(self._with_root(x))))
        head = torch.gather(head, 1, heads[..., None].expand(-1, -1, REL))
        one = torch.ones(*dep.shape[:2], 1)
        dep, head = torch.cat([dep, one], dim=-1), torch.cat([head, one], dim=-1)
        return (torch.tensordot(dep, self.rel, dims=1) * head[:, :, None]).sum(dim=-1)


def padded(arrays: Sequence[np.ndarray], dtype: torch.dtype, fill: int = 0) -> Tensor:
    """Return rows of tokens as one tensor (sentences, most tokens, …)."""
    length = max(map(len, arrays))
    out = np.full((len(arrays), length, *arrays[0].shape[1:]), fill, arrays[0].dtype)
    for row, one in enumerate(arrays):
        out[row, : len(one)] = one
    return torch.from_numpy(out).to(dtype)
