"""The rooms stand in one order, and each imports only from those above it."""

import ast
from pathlib import Path

import pytest

ROOMS = (
    "errors tables visible plain progress models "  # what all rooms share
    "quotation dates datelines lines paragraphs blocks article beside "  # the article and its parts
    "formats intake samples "  # articles read
    "pipeline parsing language measures wordforms words kwic profile association english keyness "  # words
    "given_names role_words told name_forms posts body_names name_runs name_titles binding mentions name_cuts "  # whom
    "bare_surnames naming appositions states focus firms introductions late_names clues ranker namesakes relatives "
    "interviews first_person belongings chains source_words joint_heads owned_heads source_heads bearers role_bearers "
    "body_kinds body_bearers issuers document_bearers together resolution "
    "sidecar cues attributor whole_sources amending attribution locating correcting voices audit "  # who says what
    "lexicon tone_context valence tone_words bootstrap tone_means tone shift contrast "  # in which tone
    "target_reading target_model target_mentions towards "  # tone towards somebody
    "merging cast "  # all that one speaker says
    "charts marking view tone_view source_view export workbook "  # looked at, handed over
    "wire groups corpus selfcheck report explorer "  # many, and one in the explorer
    "summary filling cli __main__"  # the command line
).split()
TOOLKIT = Path(__file__).parent.parent / "toolkit"
FILES = sorted(TOOLKIT.rglob("*.py"))


def room(path: Path) -> str:
    """Name the room of a file: its own name, or its folder's inside toolkit/."""
    inside = path.relative_to(TOOLKIT)
    return inside.parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> set[str]:
    """Name the rooms that a file imports, anywhere in it, checks of types included."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: import from toolkit by its full name"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == "toolkit" and len(parts) > 1:
                found.add(parts[1])
    return found - {"__version__"}


@pytest.mark.parametrize("path", [f for f in FILES if f.name != "__init__.py" or f.parent != TOOLKIT], ids=room)
def test_a_room_imports_only_from_rooms_above_it(path: Path) -> None:
    assert room(path) in ROOMS, f"{path.name} has no place yet: add it to ROOMS"

    above = ROOMS[: ROOMS.index(room(path))]
    beside = [room(path)] if path.parent != TOOLKIT else []

    assert imported_rooms(path) <= {*above, *beside}


def test_the_public_names_live_in_rooms_that_exist() -> None:
    import toolkit

    homes = set(toolkit._HOMES.values())

    assert homes <= {room(path) for path in FILES}
    assert imported_rooms(TOOLKIT / "__init__.py") <= homes | {"charts"}


def test_a_forbidden_import_is_seen(tmp_path: Path) -> None:
    """The parser of imports itself: each form of import counts, wherever it stands."""
    source = tmp_path / "room.py"
    source.write_text(
        "import toolkit.words\nfrom toolkit import charts\n"
        "def late():\n    from toolkit.article import Article\n    import pandas as pd\n"
    )

    assert imported_rooms(source) == {"words", "charts", "article"}
