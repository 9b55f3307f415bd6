"""Correct what the toolkit got wrong, and see what becomes of the corrections."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.amending import kept_corrections
from toolkit.article import Article, check_one
from toolkit.attribution import attributions, span_of
from toolkit.errors import OptionError, check_option, check_text
from toolkit.locating import source_near, span_at
from toolkit.sidecar import Correction, Group, Span, read_groups, sidecar_of, source_name, text_hash, write_groups
from toolkit.tables import make_table

_ACTIONS = ("accept", "reject", "reattribute", "merge", "split", "add", "undo")


def correct(
    article: Article,
    action: str,
    at: object = None,
    *,
    speaker: str | None = None,
    instead_of: str | None = None,
    source: str | None = None,
) -> pd.DataFrame:
    """Correct an article's attributions; every later call on the article replays what was decided.

    Corrections are kept in a small readable file beside the article, story.corrections.json beside story.txt, or in the
    file that the Article names. They hold the words and the text's hash: should the text change, they are moved where
    the words still stand exactly once, and reported by `corrections` where they do not.

    Parameters
    ----------
    article : Article
        What to correct.
    action : {"accept", "reject", "reattribute", "merge", "split", "add", "undo"}
        "accept" confirms rows, "reject" takes them out, "reattribute" gives them to `speaker` (None: not known).
        "merge" gives all that `instead_of` says to `speaker`. "split" gives some rows of one speaker to another.
        "add" makes a row of a quotation that was missed. "undo" forgets corrections.
    at : int, str, tuple or iterable of int
        The rows by `attribution_id`; for "add" the words, if they stand there once, or their (start, end); for "undo"
        the `correction_id`.
    speaker, instead_of : str, optional
        Names.
    source : str, optional
        For "add": the words in the same paragraph that name who says it, from which the speaker is told.

    Returns
    -------
    DataFrame
        All corrections of the article, as `corrections` lists them.

    Raises
    ------
    OptionError
        The action is not known, there is no such row, a name is missing, the words are not in the article or more than
        once, or the article has no file to keep corrections beside.
    ReadError
        The file of corrections cannot be read or written.

    Examples
    --------
    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> article = Article(text="“It sails,” Ada Moss said.", corrections=f"{folder.name}/ferry.corrections.json")
    >>> correct(article, "reattribute", 0, speaker="Mira Holt")[["action", "state", "quote", "speaker"]]
            action    state        quote    speaker
    0  reattribute  applied  “It sails,”  Mira Holt
    >>> attributions(article)[["speaker", "corrected", "confidence"]].values.tolist()
    [['Mira Holt', 'reattributed', 1.0]]
    >>> folder.cleanup()
    """
    check_one(article, "correct")
    check_option("action", action, _ACTIONS)
    check_text(speaker=speaker, instead_of=instead_of, source=source)
    path = _sidecar(article)
    groups = read_groups(path)
    if action == "undo":
        _forget(article, groups, _numbers(at))
    else:
        made = _made(article, action, at, speaker, instead_of, source)
        _group(article, groups).corrections.extend(made)
    write_groups(path, groups)
    return corrections(article)


def corrections(article: Article) -> pd.DataFrame:
    """List an article's corrections, and which of them still fit its text.

    Parameters
    ----------
    article : Article
        Whose corrections to list.

    Returns
    -------
    DataFrame
        One row per correction: `correction_id`, `action`, `state` (applied; moved, where the text has changed and the
        words stand in it once; unfit, where the correction does nothing), `start`, `end` (code points into
        `article.text`), `quote`, `speaker`, `instead_of`, and `advice`: what to do where it is unfit.

    Raises
    ------
    OptionError
        `article` is no Article.
    ReadError
        The file of corrections cannot be read.

    Examples
    --------
    >>> corrections(Article(text="“It sails,” Ada Moss said.")).empty
    True
    """
    check_one(article, "corrections")
    return make_table(
        "corrections",
        [
            {"correction_id": i, "action": kept.correction.action, "state": kept.state, "advice": kept.advice,
             **_where(kept.correction.parts if kept.state != "unfit" else ()), "quote": kept.correction.quote or None,
             "speaker": kept.correction.speaker, "instead_of": kept.correction.instead_of}
            for i, kept in enumerate(kept_corrections(article))
        ],
    )  # fmt: skip


def _where(parts: tuple[Span, ...]) -> dict[str, int]:
    return {"start": parts[0][0], "end": parts[-1][1]} if parts else {}


def _sidecar(article: Article) -> Path:
    path = sidecar_of(article)
    if path is None:
        raise OptionError(
            "The article has no file to keep corrections beside. Name one: "
            "Article(text=..., corrections='story.corrections.json')."
        )
    return path


def _group(article: Article, groups: list[Group]) -> Group:
    """The last group of the article's text; a new one where there is none yet."""
    here = text_hash(article)
    group = next((g for g in reversed(groups) if g.text == here), None)
    if group is None:
        groups.append(group := Group(source_name(article), here))
    return group


def _made(
    article: Article, action: str, at: object, speaker: str | None, instead_of: str | None, source: str | None
) -> list[Correction]:
    if action == "merge":
        return [_merge(article, speaker, instead_of)]
    if action == "add":
        return [_added(article, at, speaker, source)]
    rows = _rows(article, at)
    if action == "split":
        _one_speaker(rows, speaker)
    if action in ("accept", "reject"):
        speaker = None
    kept = "reattribute" if action == "split" else action
    return [_correction(kept, row, _name(speaker)) for row in rows]


def _correction(action: str, row: dict[Any, Any], speaker: str | None) -> Correction:
    source, cue = span_of(row, "source"), span_of(row, "cue")
    return Correction(action, tuple(row["parts"]), row["quote"], speaker, None, source, cue)


def _name(speaker: str | None) -> str | None:
    return " ".join(speaker.split()) or None if speaker is not None else None


def _merge(article: Article, speaker: str | None, instead_of: str | None) -> Correction:
    into, old = _name(speaker), _name(instead_of)
    if not into or not old or into == old:
        raise OptionError("merge needs two names: correct(article, 'merge', speaker='Ada Moss', instead_of='Moss').")
    known = sorted(attributions(article, kinds=None)["speaker"].dropna().unique())
    if old not in known:
        raise OptionError(f"instead_of={old!r} speaks nowhere in the article. Its speakers are: {', '.join(known)}.")
    return Correction("merge", speaker=into, instead_of=old)


def _one_speaker(rows: list[dict[Any, Any]], speaker: str | None) -> None:
    before = {None if pd.isna(row["speaker"]) else row["speaker"] for row in rows}
    if len(before) != 1 or not _name(speaker) or _name(speaker) in before:
        raise OptionError("split needs rows of one speaker, and another name for them: speaker='Piers Moss'.")


def _rows(article: Article, at: object) -> list[dict[Any, Any]]:
    table, numbers = attributions(article), _numbers(at)
    if wrong := [n for n in numbers if not 0 <= n < len(table)]:
        raise OptionError(f"at={wrong}: there is no such row. attributions(article) has {len(table)}, numbered from 0.")
    return [table.iloc[n].to_dict() for n in numbers]


def _numbers(at: object) -> list[int]:
    many = at if isinstance(at, Iterable) and not isinstance(at, str) else [at]
    try:
        return [int(str(number)) for number in many]
    except ValueError:
        raise OptionError(f"at={at!r}: a row's number is needed, or several.") from None


def _added(article: Article, at: object, speaker: str | None, source: str | None) -> Correction:
    start, end = span_at(article, at)
    block = next((b for b in article.layout if b.start <= start < b.end), None)
    if block is None or end > block.end:
        raise OptionError("The words to add must stand in one block of the article, such as its body.")
    return Correction(
        "add", ((start, end),), article.text[start:end], _name(speaker),
        source=None if source is None else source_near(article, source, start, end),
    )  # fmt: skip


def _forget(article: Article, groups: list[Group], numbers: list[int]) -> None:
    here, name = text_hash(article), source_name(article)
    ours = [(g, i) for g in groups if here == g.text or name == g.source for i in range(len(g.corrections))]
    if wrong := [n for n in numbers if not 0 <= n < len(ours)]:
        raise OptionError(f"at={wrong}: there is no such correction. corrections(article) lists {len(ours)}.")
    for group, i in sorted((ours[n] for n in set(numbers)), key=lambda pair: -pair[1]):
        del group.corrections[i]
