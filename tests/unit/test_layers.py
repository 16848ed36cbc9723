"""Dependencies point one way: types, text, stages, page and verification, pipeline, command line."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "winnow"

#: What each package may import of ours. A package may always import itself.
MAY_IMPORT = {
    "types": set(),
    "errors": set(),
    "codec": {"types", "errors"},
    "text": {"types"},
    "encoder": {"types", "errors"},
    "language": {"types", "errors", "text", "encoder"},
    "stages": {"types", "errors", "text", "encoder", "language"},
    "verification": {"types", "text", "stages"},
    "page": {"types", "text", "stages", "verification", "codec"},
    "store": {"types", "errors", "codec"},
    "retrieve": {"types", "errors"},
    "parse": {"types", "errors", "text"},
    "site": {"types", "errors", "codec"},
    "settings": {"types", "errors"},
    "outlets": {"types", "errors", "settings", "parse", "retrieve"},
    "pipeline": {
        "types", "errors", "text", "encoder", "stages", "verification", "page", "store",
        "retrieve", "parse",
    },
    "mail": {"types", "errors", "site", "store"},
    "web": {"types", "errors", "codec", "site", "store", "pipeline"},
}  # fmt: skip
#: The rim, which puts everything together.
FREE = {"cli", "demo", "data", "__main__"}


def imports_of(file: Path) -> set[str]:
    """Return the packages of ours that a module imports."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("winnow."):
            found.add((node.module or "").split(".")[1])
        elif isinstance(node, ast.Import):
            found.update(a.name.split(".")[1] for a in node.names if a.name.startswith("winnow."))
    return found


def packages() -> list[str]:
    """Return the names of our packages and top modules."""
    return sorted(
        {p.stem for p in SOURCE.iterdir() if p.is_dir() or p.suffix == ".py"}
        - {"__init__", "__pycache__"}
    )


@pytest.mark.parametrize("package", packages())
def test_a_package_imports_only_what_lies_before_it(package: str) -> None:
    """Each package imports only the layers that the architecture page allows it."""
    if package in FREE:
        return
    root = SOURCE / package
    files = sorted(root.rglob("*.py")) if root.is_dir() else [root.with_suffix(".py")]
    allowed = MAY_IMPORT[package] | {package}
    for file in files:
        assert imports_of(file) <= allowed, f"{file.name} imports {imports_of(file) - allowed}"


def test_stages_meet_no_clock_network_or_database() -> None:
    """A pure layer imports no module that reaches the world."""
    worldly = {"httpx", "sqlalchemy", "socket", "time", "random", "os", "requests", "subprocess"}
    for package in ("text", "language", "stages", "verification", "page"):
        for file in (SOURCE / package).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                names = (
                    [a.name for a in node.names]
                    if isinstance(node, ast.Import)
                    else [node.module or ""]
                    if isinstance(node, ast.ImportFrom)
                    else []
                )
                assert not {n.split(".")[0] for n in names} & worldly, file
