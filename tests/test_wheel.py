"""The wheel holds all that the toolkit needs: built, installed in a clean environment, run outside the repository."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

import toolkit
from tests.conftest import ARTICLE, ROOT
from tests.notebooks import first_cells, notebook_paths

SCRIPT = """\
import sys, toolkit
article = toolkit.read_article(sys.argv[1])
print(toolkit.__file__)
print(article.title, article.date, toolkit.text_profile(article)["words"][0], sep="|")
print(*toolkit.attributions(article)["speaker"].dropna().unique(), sep="|")
"""


def run(*command: object, folder: Path) -> str:
    """Run a command without the repository on any path, and return what it prints."""
    clean = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")}
    done = subprocess.run([str(c) for c in command], cwd=folder, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by this environment's hatchling from a copy of what it is made of; nothing is fetched."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    shutil.copytree(ROOT / "toolkit", source / "toolkit", ignore=shutil.ignore_patterns("__pycache__"))
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, source, folder=out)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment that sees this one's libraries, but not the repository, and has the wheel installed."""
    home = tmp_path_factory.mktemp("clean")
    venv.create(home, symlinks=os.name != "nt")
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    packages = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", folder=home).strip())
    run(sys.executable, "-m", "uv", "pip", "install", "--quiet", "--offline", "--no-deps", "--python", python, wheel,
        folder=home)  # fmt: skip
    # A line of a .pth file is a folder to import from; the .pth files inside that folder are not read in their turn,
    # so the repository, which is one of them here, stays out of sight.
    (packages / "libraries.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    return python


def test_the_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "toolkit").rglob("*.py")}

    assert wheel.name == f"media_analysis_toolkit-{toolkit.__version__}-py3-none-any.whl"
    assert modules | {"toolkit/py.typed"} <= set(names)
    assert {name.split("/")[0] for name in names} == {
        "toolkit",
        f"media_analysis_toolkit-{toolkit.__version__}.dist-info",
    }


def test_the_summary_runs_outside_the_repository(python: Path, tmp_path: Path) -> None:
    printed = run(python, "-m", "toolkit", ARTICLE, folder=tmp_path)

    assert printed.startswith("Putin Says No Plans to Send Troops to Venezuela\n")
    assert "Vladimir Putin" in printed


def test_a_script_of_a_few_lines_runs_outside_the_repository(python: Path, tmp_path: Path) -> None:
    where, about, speakers = run(python, "-c", SCRIPT, ARTICLE, folder=tmp_path).splitlines()

    assert not Path(where).is_relative_to(ROOT)
    assert about.split("|")[:2] == ["Putin Says No Plans to Send Troops to Venezuela", "2019-06-06"]
    assert int(about.split("|")[2]) > 300
    assert "Vladimir Putin" in speakers.split("|")


def test_the_command_is_installed(python: Path, tmp_path: Path) -> None:
    command = shutil.which("media-analysis-toolkit", path=str(python.parent))

    assert command is not None
    assert run(command, "--version", folder=tmp_path) == f"media-analysis-toolkit {toolkit.__version__}\n"


@pytest.mark.parametrize(("folder", "way"), [("notebooks", "../"), (".", "")])
def test_each_notebook_s_first_cell_runs_on_the_installed_wheel(
    folder: str, way: str, python: Path, tmp_path: Path
) -> None:
    """A copy of notebooks and data, run in the notebook's folder or in the project's; no repository on any path."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    (tmp_path / "notebooks").mkdir()
    code = f"{first_cells()}\nimport toolkit\nprint(toolkit.__file__)"

    *shown, where = run(python, "-c", code, folder=tmp_path / folder).splitlines()

    files = ["articles/putin-venezuela.txt", "labels/putin-venezuela.csv"]
    assert shown == [*(path.stem for path in notebook_paths()), *(f"{way}data/{name}" for name in files)]
    assert not Path(where).is_relative_to(ROOT)


def test_without_the_repository_a_notebook_says_where_its_article_is(python: Path, tmp_path: Path) -> None:
    code = """\
import toolkit, toolkit.errors
try:
    toolkit.sample_path("articles/putin-venezuela.txt")
except toolkit.errors.ReadError as error:
    print(error)"""

    said = run(python, "-c", code, folder=tmp_path)

    assert "comes with the toolkit's repository" in said
    assert "a file of your own" in said
