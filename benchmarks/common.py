"""What the benchmarks share: reading, writing the result, floors, the printed table."""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import resource
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ROOT / "benchmarks" / "floors.json"
#: A figure may lie so far under its floor before it counts as lost (other processors round).
TOLERANCE = 0.002


@dataclass(frozen=True, slots=True)
class Result:
    """What a benchmark writes: one file, one row per metric."""

    benchmark: str
    #: Name of the data folder: the key of its floors.
    data: str
    n: int
    metrics: Mapping[str, float]
    baselines: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


def default_data() -> Path:
    """Return the folder of real evaluation data: ``WINNOW_DATA``, else beside the project."""
    return Path(os.environ.get("WINNOW_DATA") or ROOT.parent / "shared" / "data")


def arguments(description: str, argv: Sequence[str] | None = None) -> argparse.Namespace:
    """Return the options that every benchmark takes."""
    return option_parser(description).parse_args(argv)


def option_parser(description: str) -> argparse.ArgumentParser:
    """Return the parser of the options that every benchmark takes, to which some add their own."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--data", type=Path, required=True, help="folder of evaluation data")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    parser.add_argument("--protocol", choices=("cv", "frozen"), default="frozen")
    parser.add_argument("--raise-floors", action="store_true", help="lift floors to these figures")
    parser.add_argument("--articles", type=Path, help="folder of articles the data refers to")
    return parser


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a ``.jsonl`` or ``.jsonl.gz`` file."""
    opener: Callable[..., Any] = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def finish(result: Result, options: argparse.Namespace) -> int:
    """Write and print the result; return 1 when a figure lies under its floor, else 0."""
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(asdict(result), indent=2) + "\n", "utf-8")
    print_table(result)
    floored = _under_protocol(result, options)
    lost = below_floor(floored, read_floors())
    for line in lost:
        Console().print(f"[red]below the floor:[/red] {line}")
    if options.raise_floors:
        raise_floors(floored)
    return 1 if lost else 0


def _under_protocol(result: Result, options: argparse.Namespace) -> Result:
    """Name the data by protocol, too: what is fitted in folds has floors of its own."""
    if getattr(options, "protocol", "frozen") == "frozen":
        return result
    return replace(result, data=f"{result.data} {options.protocol}")


def print_table(result: Result) -> None:
    """Print the metrics beside those of every baseline."""
    table = Table(title=f"{result.benchmark} · {result.data} · n={result.n}")
    table.add_column("metric")
    for name in ("winnow", *result.baselines):
        table.add_column(name, justify="right")
    for metric, value in result.metrics.items():
        others = [base.get(metric) for base in result.baselines.values()]
        cells = ["" if x is None else f"{x:.4g}" for x in (value, *others)]
        table.add_row(metric, *cells)
    Console().print(table)


#: Costs, lengths, counts, and what is traded for another figure: for these, more is not better.
UNFLOORED = frozenset(
    {
        "agreeing_together",
        "articles_per_s",
        "asserted",
        "b3_f1_high",
        "b3_f1_low",
        "b3_p",
        "b3_r",
        "checks_per_s",
        "coverage",
        "dispute_found",
        "disputes_per_page",
        "facts_per_page",
        "false_abstention",
        "false_alarm",
        "false_dispute",
        "fill_ms_per_article_ratio",
        "fill_remembered_ratio",
        "fill_s",
        "fill_vocabulary_ratio",
        "growth",
        "growth_same_window",
        "load_s",
        "ms_median",
        "ms_per_article",
        "ms_worst",
        "ms_worst_filling",
        "opened_share",
        "opposed_apart",
        "order_change",
        "peak_mb",
        "remembered",
        "restart_changes",
        "save_s",
        "saved_mb",
        "seconds",
        "sentences_per_s",
        "state_mb",
        "summedits_abstained",
        "summedits_false_alarm",
        "summedits_unsupported_caught",
        "summedits_unsupported_failed",
        "violation_share",
        "violations",
        "vocabulary",
        "wice_abstained",
        "wice_false_alarm",
        "wice_unsupported_caught",
        "wice_unsupported_failed",
        "words_per_fact",
    }
)


def read_floors() -> dict[str, dict[str, dict[str, float]]]:
    """Return benchmark → data → metric → least value."""
    if not FLOORS.exists():
        return {}
    floors: dict[str, dict[str, dict[str, float]]] = json.loads(FLOORS.read_text("utf-8"))
    return floors


def below_floor(
    result: Result, floors: Mapping[str, Mapping[str, Mapping[str, float]]]
) -> list[str]:
    """Return a line for every metric that lies under its floor."""
    least = floors.get(result.benchmark, {}).get(result.data, {})
    return [
        f"{name} {result.metrics.get(name, 0):.4f} < {floor:.4f}"
        for name, floor in least.items()
        if result.metrics.get(name, 0) < floor - TOLERANCE
    ]


def raise_floors(result: Result, path: Path = FLOORS) -> None:
    """Lift the floors of the quality metrics to the result; no floor is ever lowered."""
    floors = json.loads(path.read_text("utf-8")) if path.exists() else {}
    least = floors.setdefault(result.benchmark, {}).setdefault(result.data, {})
    for name, value in result.metrics.items():
        if name not in UNFLOORED:
            least[name] = max(least.get(name, 0.0), round(value, 4))
    path.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", "utf-8")


def peak_mb() -> float:
    """Return the most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def cached_vectors(
    texts: Sequence[str], encode: Callable[[Sequence[str]], NDArray[np.float32]]
) -> NDArray[np.float32]:
    """Return the texts' vectors, kept under ``WINNOW_BENCH_CACHE`` between runs."""
    home = os.environ.get("WINNOW_BENCH_CACHE") or Path.home() / ".cache" / "winnow-bench"
    model = (ROOT / "src/winnow/encoder/model/SHA256SUMS").read_text("utf-8")
    key = hashlib.sha256("\x1e".join([model, *texts]).encode("utf-8", "replace")).hexdigest()[:24]
    path = Path(home) / f"vectors-{key}.npy"
    if path.exists():
        return np.asarray(np.load(path), dtype=np.float32)
    vectors = encode(texts)
    path.parent.mkdir(parents=True, exist_ok=True)
    np.save(path, vectors)
    return vectors
