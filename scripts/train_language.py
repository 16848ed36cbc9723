"""Fit ``src/winnow/language/model/``: parser, parts of speech, names, sentence borders.

    PYTHONPATH=. python scripts/train_language.py [--data FOLDER] [--out FOLDER] [--only PART]

Needs the extra ``train`` (PyTorch).  Trained on: the train parts of ``ud_english_ewt`` and ``gum``
(without the genre *speech*, whose texts have no licence that covers all) and the train documents of
``wikigold``.  The development parts are printed and never fitted; the test parts are not opened.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from language_borders import fit_borders
from language_net import Names, Parser, padded
from torch import Tensor, nn

from benchmarks.common import default_data
from benchmarks.language_data import GoldSentence, part, read_columns, read_treebank
from winnow.language.decode import allowed_marks, best_marks, runs_of
from winnow.language.features import flags, hashed
from winnow.language.labels import KINDS, UPOS
from winnow.language.states import load_states
from winnow.language.tokens import tokenize

ROOT = Path(__file__).resolve().parents[1]
#: Genres of GUM that are not trained on.
LEFT_OUT = ("GUM_speech_",)
IGNORED = -100
#: Relations seen less often take the name of their universal part.
LEAST_SEEN = 8
SEED = 1

# Chosen on the development parts.  Batches of 700 tokens with the LSTM gave after one round what 1,500
# without it gave after four.  Names are learned by heart after the fifth or sixth round.
PARSER_EPOCHS, PARSER_TOKENS = 10, 700
NAME_EPOCHS, NAME_TOKENS = 5, 400
RATE = 2e-3


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence as arrays; labels are ``IGNORED`` where its set says nothing."""

    states: np.ndarray
    letters: np.ndarray
    flags: np.ndarray
    tags: np.ndarray
    heads: np.ndarray
    relations: np.ndarray
    marks: np.ndarray

    def __len__(self) -> int:
        return len(self.letters)


def main(argv: Sequence[str] | None = None) -> None:
    """Write the model folder; print what the development parts say after every round."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=default_data())
    parser.add_argument("--out", type=Path, default=ROOT / "src/winnow/language/model")
    parser.add_argument("--only", choices=("parser", "names", "borders"))
    args = parser.parse_args(argv)
    torch.set_num_threads(1)
    args.out.mkdir(parents=True, exist_ok=True)
    if args.only in (None, "borders"):
        borders = fit_borders(treebanks(args.data, "train"), treebanks(args.data, "dev"))
        np.savez_compressed(args.out / "borders.npz", **borders)
    if args.only in (None, "names"):
        fit_names(args.data, args.out)
    if args.only in (None, "parser"):
        fit_parser(args.data, args.out)
    write_checksums(args.out)


# ----------------------------------------------------------------------------------------- data


def treebanks(data: Path, which: str) -> list[GoldSentence]:
    """Return the sentences of both treebanks; those of GUM with names."""
    gum = read_treebank(data / f"gum/dep.{which}.conllu.gz", names=True)
    kept = [s for s in gum if not s.document.startswith(LEFT_OUT)]
    return read_treebank(data / f"ud_english_ewt/{which}.conllu.gz") + kept


def with_names(data: Path, which: str) -> list[GoldSentence]:
    """Return the sentences that have names, those of wikigold in our own tokens."""
    gold = part(read_columns(data / "ner_wikigold_re3d/wikigold.conll.gz"), which)
    own = [replace(s, spans=tokenize(s.text)) for s in gold]
    return [s for s in treebanks(data, which) if s.names is not None] + own


def examples(sentences: Sequence[GoldSentence], relations: Sequence[str]) -> list[Example]:
    """Return the arrays of all sentences; the encoder runs once over each."""
    reader = load_states(1)
    index = {name: n for n, name in enumerate(relations)}
    found = []
    for start in range(0, len(sentences), 256):
        chunk = sentences[start : start + 256]
        rows = reader.states([s.text for s in chunk], [s.spans for s in chunk])
        found += [_example(s, r, index) for s, r in zip(chunk, rows, strict=True)]
    return found


def _example(s: GoldSentence, states: np.ndarray, index: dict[str, int]) -> Example:
    words = [s.text[start:end] for start, end in s.spans]
    silent = [IGNORED] * len(words)
    return Example(
        states.astype(np.float16),
        hashed(words),
        flags(words),
        np.array([UPOS.index(tag) for tag in s.upos] or silent),
        np.array([head + 1 for head in s.heads] or silent),
        np.array([_relation(index, name) for name in s.deprels] or silent),
        np.array(_marks(s)),
    )


def _relation(index: dict[str, int], name: str) -> int:
    return index.get(name, index.get(name.split(":")[0], 0))


def _marks(s: GoldSentence) -> list[int]:
    """Return the mark of every token: 0, or begin and inside of a kind of name."""
    if s.names is None:
        return [IGNORED] * len(s.spans)
    marks = []
    for number, (start, end) in enumerate(s.spans):
        found = next((n for n in s.names if n[0] < end and start < n[1]), None)
        mark = 0 if found is None else 1 + 2 * KINDS.index(found[2]) + (start > found[0])
        marks.append(IGNORED if number in s.unsure else mark)
    return marks


def relation_names(sentences: Sequence[GoldSentence]) -> list[str]:
    """Return the relations that are told apart."""
    seen = Counter(name for s in sentences for name in s.deprels)
    return sorted(name for name, count in seen.items() if count >= LEAST_SEEN)


def batches(found: Sequence[Example], tokens: int, dice: random.Random) -> list[list[Example]]:
    """Return batches of sentences of like length, in random order."""
    order = sorted(found, key=lambda e: len(e) + dice.random() * 4)
    groups: list[list[Example]] = [[]]
    for one in order:
        longest = max([len(one), *map(len, groups[-1][-1:])])
        if groups[-1] and (len(groups[-1]) + 1) * longest > tokens:
            groups.append([])
        groups[-1].append(one)
    dice.shuffle(groups)
    return groups


def inputs_of(batch: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    return (
        padded([e.states for e in batch], torch.float32),
        padded([e.letters for e in batch], torch.long),
        padded([e.flags for e in batch], torch.float32),
        torch.tensor([len(e) for e in batch]),
    )


def labels_of(batch: Sequence[Example], name: str) -> Tensor:
    return padded([getattr(e, name) for e in batch], torch.long, IGNORED)


def loss_of(scores: Tensor, labels: Tensor) -> Tensor:
    return nn.functional.cross_entropy(scores.flatten(0, 1), labels.flatten(), ignore_index=IGNORED)


# --------------------------------------------------------------------------------------- fitting


def fit(
    net: nn.Module, found: Sequence[Example], epochs: int, tokens: int, loss_in
) -> Iterator[dict[str, Tensor]]:
    """Fit ``net`` and yield, after every round, the running mean of its weights."""
    dice = random.Random(SEED)
    steps = len(batches(found, tokens, dice)) * epochs
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, betas=(0.9, 0.98), weight_decay=0.01)
    mean = {name: value.clone() for name, value in net.state_dict().items()}
    step = 0
    for _ in range(epochs):
        net.train()
        for batch in batches(found, tokens, dice):
            for group in optimiser.param_groups:
                group["lr"] = RATE * min(1, step / 200) * max(0.02, 1 - step / steps)
            optimiser.zero_grad()
            loss_in(net, batch).backward()
            nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            optimiser.step()
            step += 1
            update_mean(mean, net, min(0.998, step / (step + 50)))
        yield mean


@torch.no_grad()
def update_mean(mean: dict[str, Tensor], net: nn.Module, kept: float) -> None:
    for name, value in net.state_dict().items():
        mean[name].lerp_(value, 1 - kept)


def fit_parser(data: Path, out: Path) -> None:
    """Write ``parser.npz`` and ``relations.json``."""
    train = treebanks(data, "train")
    relations = relation_names(train)
    found, held_out = examples(train, relations), examples(treebanks(data, "dev"), relations)
    torch.manual_seed(SEED)
    net, shown = Parser(len(UPOS), len(relations)), Parser(len(UPOS), len(relations))
    for mean in fit(net, found, PARSER_EPOCHS, PARSER_TOKENS, parser_loss):
        shown.load_state_dict(mean)
        print("parser, dev:", parser_figures(shown, held_out), flush=True)
        write_weights(out / "parser.npz", mean)
    (out / "relations.json").write_text(json.dumps(relations) + "\n", "utf-8")


def parser_loss(net: Parser, batch: Sequence[Example]) -> Tensor:
    inputs = inputs_of(batch)
    x = net(*inputs)
    heads = labels_of(batch, "heads")
    arcs = loss_of(net.arcs(x, inputs[3]), heads)
    relations = loss_of(net.relations(x, heads.clamp(min=0)), labels_of(batch, "relations"))
    return arcs + relations + 0.5 * loss_of(net.tag(x), labels_of(batch, "tags"))


@torch.no_grad()
def parser_figures(net: Parser, found: Sequence[Example]) -> dict[str, float]:
    """Return shares of tokens on the development parts, best heads taken one by one."""
    net.eval()
    counts: Counter[str] = Counter()
    for batch in batches(found, PARSER_TOKENS, random.Random(SEED)):
        inputs = inputs_of(batch)
        x, heads = net(*inputs), labels_of(batch, "heads")
        best = net.arcs(x, inputs[3]).argmax(dim=-1)
        attached = best == heads
        named = net.relations(x, best).argmax(dim=-1) == labels_of(batch, "relations")
        counts["n"] += int((heads >= 0).sum())
        counts["upos"] += int((net.tag(x).argmax(dim=-1) == labels_of(batch, "tags")).sum())
        counts["uas"] += int(attached.sum())
        counts["las"] += int((attached & named).sum())
    return {name: round(counts[name] / counts["n"], 4) for name in ("upos", "uas", "las")}


def fit_names(data: Path, out: Path) -> None:
    """Write ``names.npz``."""
    train = with_names(data, "train")
    found, held_out = examples(train, ["root"]), examples(with_names(data, "dev"), ["root"])
    # The columns that were marked for names alone count twice: the treebank's are derived.
    found += [e for e in found if e.tags[0] == IGNORED]
    torch.manual_seed(SEED)
    net, shown = Names(2 * len(KINDS) + 1), Names(2 * len(KINDS) + 1)
    for mean in fit(net, found, NAME_EPOCHS, NAME_TOKENS, name_loss):
        shown.load_state_dict(mean)
        print("names, dev:", name_figures(shown, held_out), flush=True)
        write_weights(out / "names.npz", mean)


@torch.no_grad()
def name_figures(net: Names, found: Sequence[Example]) -> dict[str, float]:
    """Return F1 on the development parts, of the treebank and of the columns, unsure tokens as none."""
    net.eval()
    allowed = allowed_marks(len(KINDS))
    counts: Counter[tuple[str, str]] = Counter()
    for one in found:
        scores = net(*inputs_of([one]))[0].numpy()
        said = set(
            runs_of(
                [
                    0 if m == IGNORED else x
                    for x, m in zip(best_marks(scores, allowed), one.marks, strict=True)
                ]
            )
        )
        truth = set(runs_of([max(0, m) for m in one.marks.tolist()]))
        of = "wikigold" if one.tags[0] == IGNORED else "gum"
        counts[of, "hit"] += len(said & truth)
        counts[of, "all"] += len(said) + len(truth)
    return {of: round(2 * counts[of, "hit"] / counts[of, "all"], 4) for of in ("gum", "wikigold")}


def name_loss(net: Names, batch: Sequence[Example]) -> Tensor:
    return loss_of(net(*inputs_of(batch)), labels_of(batch, "marks"))


# ---------------------------------------------------------------------------------------- output


def write_weights(path: Path, weights: dict[str, Tensor]) -> None:
    """Write the weights in half precision."""
    np.savez_compressed(path, **{k: v.numpy().astype(np.float16) for k, v in weights.items()})


def write_checksums(out: Path) -> None:
    """Write SHA256SUMS over the files that are read at run time."""
    names = sorted(p.name for p in out.iterdir() if p.suffix in {".npz", ".json"})
    lines = [f"{hashlib.sha256((out / n).read_bytes()).hexdigest()}  {n}" for n in names]
    (out / "SHA256SUMS").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
