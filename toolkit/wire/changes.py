"""What an outlet made of a text: its sentences held against those of another version."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import pandas as pd

from toolkit.article import Article, check_one
from toolkit.language import sentences
from toolkit.tables import make_table
from toolkit.wire.shingles import words_of

ALIKE = 0.5  # similarity from which two sentences at one place are one that was changed, not one cut and one added
_KINDS = {"headline": ("headline",), "body": ("body", "subheading")}


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    end: int
    text: str
    words: tuple[str, ...]


_Pair = tuple[str, _Sentence | None, _Sentence | None]


def wire_changes(article: Article, version: Article) -> pd.DataFrame:
    """Tell, sentence by sentence, what an article kept, changed, moved, added or cut against another version.

    Parameters
    ----------
    article : Article
        What an outlet printed.
    version : Article
        What to hold it against, such as the reference of its group in `wire_copies`.

    Returns
    -------
    DataFrame
        One row per sentence, headlines first, then the bodies in the article's order, each cut sentence where it
        stood: `kind` (headline or body), `change`, `start`, `end`, `text` (in the article), `version_start`,
        `version_end`, `version_text` (in the version), `similarity` of their words (0..1).

        Kept sentences have the same words, whatever their marks and capitals; moved ones too, at another place.
        Changed ones share half their words in order. Datelines, bylines and captions are left out.

    Raises
    ------
    OptionError
        One of the two is no Article.

    Examples
    --------
    >>> wire = Article(text="The ferry is back. It sails at nine. Fares will rise in May.")
    >>> print_ = Article(text="The ferry is back. It sails at ten. Our reader is glad.")
    >>> wire_changes(print_, wire)[["change", "text", "version_text"]]
        change                 text             version_text
    0     kept   The ferry is back.       The ferry is back.
    1  changed     It sails at ten.        It sails at nine.
    2      cut                  NaN  Fares will rise in May.
    3    added  Our reader is glad.                      NaN
    """
    check_one(article, "wire_changes")
    check_one(version, "wire_changes")
    rows = []
    for kind in _KINDS:
        pairs = _with_moves(list(_aligned(_sentences(article, kind), _sentences(version, kind))))
        rows += [_row(kind, *pair) for pair in pairs]
    return make_table("wire_changes", rows)


def _sentences(article: Article, kind: str) -> list[_Sentence]:
    table = sentences(article)
    table = table[table["kind"].isin(_KINDS[kind])]
    found = (
        _Sentence(int(start), int(end), str(text), tuple(words_of(text)))
        for start, end, text in zip(table["start"], table["end"], table["text"], strict=True)
    )
    return [sentence for sentence in found if sentence.words]


def _aligned(new: Sequence[_Sentence], old: Sequence[_Sentence]) -> Iterator[_Pair]:
    """Pair the sentences of two texts in order."""
    matcher = SequenceMatcher(None, [s.words for s in old], [s.words for s in new], autojunk=False)
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        if tag == "equal":
            yield from (("kept", n, o) for n, o in zip(new[j:j_end], old[i:i_end], strict=True))
        else:
            yield from _replaced(new[j:j_end], old[i:i_end])


def _replaced(new: Sequence[_Sentence], old: Sequence[_Sentence]) -> Iterator[_Pair]:
    """Pair what is alike where sentences took the place of others: the most alike first, none across another pair."""
    alike = sorted((-_similarity(n, o), i, j) for i, n in enumerate(new) for j, o in enumerate(old) if _overlap(n, o))
    chosen: list[tuple[int, int]] = []
    for less, i, j in alike:
        if -less >= ALIKE and all((i < x and j < y) or (i > x and j > y) for x, y in chosen):
            chosen.append((i, j))
    last_new = last_old = 0
    for i, j in [*sorted(chosen), (len(new), len(old))]:
        yield from (("cut", None, o) for o in old[last_old:j])
        yield from (("added", n, None) for n in new[last_new:i])
        if i < len(new) and j < len(old):
            yield "changed", new[i], old[j]
        last_new, last_old = i + 1, j + 1


def _overlap(one: _Sentence, other: _Sentence) -> bool:
    """True where two sentences share enough words, in whatever order, to be worth a closer look."""
    shared = (Counter(one.words) & Counter(other.words)).total()
    return 2 * shared >= ALIKE * (len(one.words) + len(other.words))


def _similarity(one: _Sentence, other: _Sentence) -> float:
    return SequenceMatcher(None, one.words, other.words, autojunk=False).ratio()


def _with_moves(pairs: Sequence[_Pair]) -> Iterator[_Pair]:
    """Tell a sentence that was cut here and added there as one that moved."""
    cut: dict[tuple[str, ...], list[_Sentence]] = {}
    for change, _, old in pairs:
        if change == "cut" and old:
            cut.setdefault(old.words, []).append(old)
    moved = {id(new): cut[new.words].pop(0) for change, new, _ in pairs
             if change == "added" and new and cut.get(new.words)}  # fmt: skip
    gone = set(map(id, moved.values()))
    for change, new, old in pairs:
        if id(new) in moved:
            yield "moved", new, moved[id(new)]
        elif id(old) not in gone:
            yield change, new, old


def _row(kind: str, change: str, new: _Sentence | None, old: _Sentence | None) -> dict[str, object]:
    row: dict[str, object] = {"kind": kind, "change": change}
    if new:
        row |= {"start": new.start, "end": new.end, "text": new.text}
    if old:
        row |= {"version_start": old.start, "version_end": old.end, "version_text": old.text}
    return row | ({"similarity": _similarity(new, old)} if new and old else {})
