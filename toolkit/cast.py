"""Who speaks: one row for each speaker of an article, or of many with the same people merged."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from toolkit.amending import merged_names
from toolkit.article import Article, Articles, each_article
from toolkit.attribution import attributions, chains_of
from toolkit.errors import OptionError
from toolkit.merging import Appearance, merge_names
from toolkit.naming import Entity
from toolkit.progress import with_bar
from toolkit.tables import check_table, make_table
from toolkit.tone import tone_of_parts
from toolkit.tone_means import interval_of_mean
from toolkit.voices import own_words

_PART = (
    "article_id speaker speaker_kind aliases roles pronouns attributions direct mixed indirect words first_at scores"
).split()
_COURTESY = frozenset("mr mrs ms miss mx sir dame".split())
_PRONOUNS = ("he", "she", "they", "it")


def speakers(article: Articles, *, names: pd.DataFrame | None = None) -> pd.DataFrame:
    """List who speaks, the one with most words first.

    Parameters
    ----------
    article : Article or iterable of Article
        What to read. Over several articles the same speaker is one row, as `speaker_names` decides.
    names : DataFrame, optional
        Your own names table: what `speaker_names` gives, with `name` changed where it is wrong. Speakers that it does
        not list keep their names.

    Returns
    -------
    DataFrame
        One row per speaker that the text names:

        - `speaker`, `speaker_kind`, `aliases` (other names), `roles` (titles and roles), `pronouns` (he, she, they,
          it): all as the text gives them; no pronoun is inferred from a name.
        - `articles`: in how many the speaker speaks; `attributions`, and of these `direct`, `mixed`, `indirect`.
        - `words`: words reported; those of an attribution within another belong to the inner speaker. `share`: of all
          reported words (0..1); the shares of those who stay unresolved are missing from the sum.
        - `first_at`: where the first attribution begins, from 0 (the text's beginning) to 1; of several articles the
          earliest.
        - `tone`: mean score of the speaker's sentences (-1..1), with its 95% interval, `tone_low` to `tone_high`, from
          2,000 resamples of the sentences; missing below five sentences or six words that carry tone.

    Raises
    ------
    OptionError
        The collection is empty.
    TableError
        `names` lacks a column.

    Source
    ------
    As for `sentiment`.

    Examples
    --------
    >>> article = Article(text="“The ferry is back,” Mayor Ada Moss said. She denied any delay. Moss smiled.")
    >>> speakers(article)[["speaker", "aliases", "roles", "pronouns", "attributions", "words"]]
        speaker  aliases     roles pronouns  attributions  words
    0  Ada Moss  (Moss,)  (Mayor,)   (she,)             2      6
    """
    articles = _several(article)
    parts = [_parts(one) for one in with_bar(articles)]
    known = (
        _names_of(parts) if names is None else check_table(names, "speaker_names", ["article_id", "speaker", "name"])
    )
    called = {
        (row.article_id, row.speaker): str(row.name_) for row in known.rename(columns={"name": "name_"}).itertuples()
    }
    whole = pd.concat(parts, ignore_index=True)
    total = int(sum(part.attrs["words"] for part in parts))
    groups: dict[str, list[Any]] = {}
    for row in whole.to_dict("records"):
        groups.setdefault(called.get((row["article_id"], row["speaker"]), row["speaker"]), []).append(row)
    rows = [_merged(name, group, total) for name, group in groups.items()]
    table = make_table("speakers", sorted(rows, key=lambda row: (-int(str(row["words"])), str(row["speaker"]))))
    return table.reset_index(drop=True)


def speaker_names(article: Articles) -> pd.DataFrame:
    """List which speakers of several articles are held to be the same, and why, for you to change.

    Parameters
    ----------
    article : Article or iterable of Article
        What to read.

    Returns
    -------
    DataFrame
        One row per article and speaker: `article_id`, `speaker` (the name there), `speaker_kind`, `name` (over all
        articles), `why`. Change `name` and hand the table to `speakers(articles, names=...)`.

    Raises
    ------
    OptionError
        The collection is empty.

    Examples
    --------
    >>> first = Article(text="“The ferry is back,” Mayor Ada Moss said.")
    >>> second = Article(text="“It sails,” said the mayor, Ada J. Moss.")
    >>> speaker_names([first, second])[["speaker", "name", "why"]]
           speaker         name                                         why
    0     Ada Moss  Ada J. Moss  the same surname and first name or initial
    1  Ada J. Moss  Ada J. Moss                                its own name
    """
    return _names_of([_parts(one) for one in with_bar(_several(article))])


def names_in(speakers: pd.DataFrame) -> pd.DataFrame:
    """Return the names table of speakers that were listed article by article, as a Corpus keeps them."""
    return _names_of([speakers])


def _several(article: Articles) -> list[Article]:
    articles = list(each_article(article))
    if not articles:
        raise OptionError("There is no article to analyse: the collection is empty.")
    return articles


def _names_of(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """The names table of several articles' speakers."""
    seen = [
        Appearance(
            row["article_id"], row["speaker"], None if pd.isna(row["speaker_kind"]) else row["speaker_kind"],
            frozenset(w for role in row["roles"] for w in role.casefold().split()) - {"the", "a", "an", "of", "former"},
            frozenset(row["pronouns"]),
        )
        for part in parts for row in part.to_dict("records")
    ]  # fmt: skip
    return make_table("speaker_names", [
        {"article_id": d.appearance.article_id, "speaker": d.appearance.speaker, "speaker_kind": d.appearance.kind,
         "name": d.name, "why": d.why}
        for d in merge_names(seen)
    ])  # fmt: skip


def _parts(article: Article) -> pd.DataFrame:
    """One article's speakers, one row each, with the scores of their sentences."""
    said = attributions(article)
    said["own"] = own_words(said)
    entities, merged = _entities(article), merged_names(article)
    scores = _scores(article, said)
    groups: dict[str, list[Any]] = {}
    for row in said[said["speaker"].notna()].to_dict("records"):
        groups.setdefault(row["speaker"], []).append(row)
    rows = [
        {"article_id": article.article_id, "speaker": speaker, "speaker_kind": _first(group, "speaker_kind"),
         **_known(article, speaker, _all_of(speaker, entities, merged)), "attributions": len(group),
         **{kind: sum(row["kind"] == kind for row in group) for kind in ("direct", "mixed", "indirect")},
         "words": sum(row["own"] for row in group),
         "first_at": min(row["start"] for row in group) / len(article.text), "scores": scores.get(speaker, [])}
        for speaker, group in groups.items()
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=_PART)
    table.attrs["words"] = int(said["own"].sum())
    return table


def _entities(article: Article) -> dict[str, Entity]:
    """What the chains of mentions know of each speaker, by canonical name."""
    states = chains_of(article).states.values()
    found = (state.entity for state in states if state.entity.named)
    return {" ".join(entity.full): entity for entity in found}


def _all_of(speaker: str, entities: Mapping[str, Entity], merged: Mapping[str | None, str | None]) -> list[Entity]:
    """What the chains know under a speaker's name, and under those that were merged into it."""
    names = [speaker, *(str(old) for old, new in merged.items() if new == speaker)]
    return [entities[name] for name in names if name in entities]


def _known(article: Article, speaker: str, entities: Iterable[Entity]) -> dict[str, tuple[str, ...]]:
    known = list(entities)
    names = sorted({" ".join(name) for one in known for name in one.names}, key=lambda name: (-len(name), name))
    return {
        "aliases": tuple(name for name in names if name != speaker),
        "roles": tuple(dict.fromkeys(role for one in known for role in _roles(article, one))),
        "pronouns": tuple(p for p in _PRONOUNS if any(one.pronouns[p] for one in known)),
    }


def _roles(article: Article, entity: Entity) -> Iterator[str]:
    """Titles and roles as the text gives them, each once, without article and courtesy."""
    seen: set[str] = set()
    for start, end in sorted(set(entity.roles)):
        words = article.text[start:end].split()
        words = words[1:] if words[0].casefold() in ("the", "a", "an") else words
        role = " ".join(words)
        if words and words[0].casefold().strip(".") not in _COURTESY and role.casefold() not in seen:
            seen.add(role.casefold())
            yield role


def _scores(article: Article, said: pd.DataFrame) -> dict[str, list[tuple[float, int]]]:
    """The score of each sentence of each speaker, and how many words in it carry tone."""
    parts = tone_of_parts(article, said)
    spoken = parts[(parts["voice"] == "speaker") & parts["speaker"].notna() & parts["score"].notna()]
    return {
        str(speaker): list(zip(group["score"].tolist(), group["hits"].tolist(), strict=True))
        for speaker, group in spoken.groupby("speaker")
    }


def _merged(name: str, rows: Sequence[Mapping[str, Any]], total: int) -> dict[str, object]:
    """One speaker's row out of those of the articles."""
    words = sum(row["words"] for row in rows)
    other = dict.fromkeys([*(row["speaker"] for row in rows), *(a for row in rows for a in row["aliases"])])
    return {
        "speaker": name, "speaker_kind": _first(rows, "speaker_kind"),
        "aliases": tuple(alias for alias in other if alias != name),
        "roles": tuple(dict.fromkeys(role for row in rows for role in row["roles"])),
        "pronouns": tuple(p for p in _PRONOUNS if any(p in row["pronouns"] for row in rows)),
        "articles": len({row["article_id"] for row in rows}),
        **{c: sum(row[c] for row in rows) for c in ("attributions", "direct", "mixed", "indirect")},
        "words": words, "share": words / total if total else 0.0, "first_at": min(row["first_at"] for row in rows),
        **_tone([sentence for row in rows for sentence in row["scores"]]),
    }  # fmt: skip


def _first(rows: Iterable[Mapping[str, Any]], column: str) -> Any:
    """The first value of a column that is not missing."""
    return next((row[column] for row in rows if not pd.isna(row[column])), None)


def _tone(sentences: Sequence[tuple[float, int]]) -> dict[str, object]:
    """The mean score of a speaker's sentences and its interval, as `sentiment` gives them; each has its hits too."""
    if not sentences:
        return {}
    scores, hits = np.array(sentences, dtype=float).T
    ends = interval_of_mean(scores, int(hits.sum()))
    return {"tone": float(scores.mean()), "tone_low": ends.get("low"), "tone_high": ends.get("high")}
