"""Count ``src/winnow/stages/assign_background.txt``: in how many texts does each term stand?

    PYTHONPATH=. python scripts/count_background.py [--data FOLDER]

Reads summaries of events (Wikipedia's current events) and a treebank of web English (UD EWT), both CC BY-SA,
in pieces of about the length of an article's beginning.  Terms that stand in one piece alone are left out.
"""

from __future__ import annotations

import argparse
import gzip
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.common import ROOT, default_data, read_jsonl
from winnow.text.similarity import content_terms

_WORDS = 250
_HEADER = """\
# In how many pieces of English text of about 250 words a term stands; terms are those of winnow.text.similarity.
# Counted by scripts/count_background.py from Wikipedia, Portal:Current events 2022-2024, and Universal
# Dependencies English EWT (train), both CC BY-SA 4.0; this table may be used under the same licence.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=default_data())
    data = parser.parse_args().data
    counts, pieces = Counter[str](), 0
    for texts in (_events(data), _web(data)):
        for piece in _pieces(texts):
            counts.update(set(content_terms(piece)))
            pieces += 1
    lines = [f"{term} {count}" for term, count in sorted(counts.items()) if count > 1]
    path = ROOT / "src/winnow/stages/assign_background.txt"
    path.write_text("\n".join([_HEADER + f"articles {pieces}", *lines]) + "\n", "utf-8")
    print(f"{pieces} pieces, {len(lines)} terms; wrote {path.relative_to(ROOT)}")


def _events(data: Path) -> Iterator[str]:
    for path in sorted((data / "wikipedia_current_events").glob("*.jsonl.gz")):
        for day in read_jsonl(path):
            yield from (item["text"] for item in day["items"] if not item["is_heading"])


def _web(data: Path) -> Iterator[str]:
    with gzip.open(data / "ud_english_ewt/train.conllu.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# text = "):
                yield line.removeprefix("# text = ").strip()


def _pieces(texts: Iterable[str]) -> Iterator[str]:
    piece: list[str] = []
    for text in texts:
        piece.append(text)
        if sum(len(one.split()) for one in piece) >= _WORDS:
            yield "\n".join(piece)
            piece = []
    if piece:
        yield "\n".join(piece)


if __name__ == "__main__":
    main()
