"""The sheets that readers fill in, and their tally."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.reading import QUESTIONS, bullets, drawn, form, sheet, tally
from tests.golden.pages import NOW, articles_of, workshop
from winnow.errors import InputError
from winnow.pipeline.run import run_by_day


def answered(bullet: str, **answers: str) -> str:
    good = {question: options[0] for question, options in QUESTIONS.items()}
    return json.dumps({"page": "p", "bullet": bullet, "text": "…"} | good | answers) + "\n"


def test_shares_are_of_good_answers_by_kind(tmp_path: Path) -> None:
    lines = [
        answered("fact 1"),
        answered("fact 2", supported="none", unchanged="no"),
        answered("Pro-Ostra narrative 1", redundant="yes"),
    ]
    (tmp_path / "p.jsonl").write_text("".join(lines), "utf-8")
    metrics = tally(tmp_path).metrics
    assert (metrics["fact_read"], metrics["fact_supported"], metrics["fact_unsupported"]) == (
        2,
        0.5,
        0.5,
    )
    assert metrics["fact_evaluative"] == 1
    assert (metrics["narrative_read"], metrics["narrative_redundant"]) == (1, 0)


def test_an_unanswered_question_is_named(tmp_path: Path) -> None:
    (tmp_path / "p.jsonl").write_text(
        answered("fact 1") + answered("fact 2", supported=""), "utf-8"
    )
    with pytest.raises(InputError, match=r"p\.jsonl:2: supported: say all or some or none"):
        tally(tmp_path)


def test_a_sheet_shows_each_sentence_with_its_passage_in_its_article() -> None:
    with workshop() as shop:
        run_by_day(shop, articles_of("mali_visit"), now=NOW)
        page = shop.store.latest_revisions()[0].page
        text = sheet(page, shop.store)
    rows = [json.loads(line) for line in form(page).splitlines()]
    assert [row["bullet"] for row in rows] == [name for name, _ in bullets(page)]
    assert len(page.facts) >= 3
    for _, sentences in bullets(page):
        for sentence in sentences:
            assert f"**{sentence.text}**" in text
            assert all(f"⟦{e.exact}⟧".replace("\n", " ") in text for e in sentence.evidence)
    assert drawn([page], 1) == drawn([page], 0, [page.slug]) == [page]
    with pytest.raises(InputError, match="nowhere: no page has this slug"):
        drawn([page], 1, ["nowhere"])
