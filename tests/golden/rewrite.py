"""``python -m tests.golden.rewrite``: write the golden pages anew; review the diff."""

from __future__ import annotations

from tests.golden.pages import articles_of, expected_path, pages_of, stories


def main() -> None:
    for name in stories():
        path = expected_path(name)
        new = pages_of(articles_of(name))
        old = path.read_text("utf-8") if path.exists() else ""
        path.write_text(new, "utf-8")
        print(f"{name}: {'unchanged' if new == old else 'rewritten'}")


if __name__ == "__main__":
    main()
