"""A newsroom's card of a story's sources: who is heard, by name or not, and who is attacked but not heard."""

import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from toolkit.amending import merged_names
from toolkit.article import Article, one_or_many
from toolkit.attribution import attributions, chains_of
from toolkit.chains import Chains
from toolkit.cues import STANCES, telling_word
from toolkit.parsing import parse
from toolkit.tables import make_table
from toolkit.voices import counted_words

if TYPE_CHECKING:
    from spacy.tokens import Span as Words

Accusation = tuple[str, tuple[int, int]]  # by whom, and in which words
Accused = dict[str, list[Accusation]]

KINDS = ("direct", "mixed", "indirect")
NAMINGS = ("named", "collective", "document", "unnamed", "unclear")
_NEAR = 80  # characters from the content's beginning in which the one who is accused is named
_PRONOUNS = frozenset("i he she it we they you who which that".split())


@one_or_many
def source_audit(article: Article) -> pd.DataFrame:
    """List an article's sources as a newsroom checks them: named or not, how much each says, who is missing.

    Parameters
    ----------
    article : Article or iterable of Article
        What to read; of several articles the table begins with `article_id`.

    Returns
    -------
    DataFrame
        One row per source, those of most words first; then one for each who is accused and never heard:

        - `source`: the speaker's name or, where there is none, the words that the text has for the source; missing
          where it gives none.
        - `naming`: named, collective, document, unnamed, or unclear (a pronoun or role not resolved, or no
          source at all).
        - `attributions`, of them `direct` (word for word), `mixed` (partly so) and `indirect` (paraphrased).
        - `words` reported and their `share` of all (0..1), those of an attribution inside another counted for the outer
          source, or where that one has none for the inner; `direct_words`, `mixed_words` and `indirect_words` are the
          words by kind.
        - `first_at`: where the first begins (0 the text's first character, 1 its last; missing for the unheard).
        - `neutral`, `doubting`, `endorsing`, `accusing`, `conceding`: how the reporter presents them, counted by cue.
        - `verbs`: tuple of the words that present what the source says, in their dictionary form, one for each
          attribution that has a cue, the most frequent first; `toolkit/cues.py` has the stance of each.
        - `accused_by`: tuple of those in whose words the source is accused or criticised; `accused_at`: tuple of the
          (start, end) of those words. `heard`: whether the source speaks anywhere in the article.

        Who is accused is the first person or body named within 80 characters of the beginning of what is said by an
        accusing cue. Look at `accused_at` before you call a reply missing.

    Raises
    ------
    OptionError
        The collection is empty, or holds something else than Articles.

    Examples
    --------
    >>> article = Article(text="“It sails,” Ada Moss said. Piers Lund accused Mira Holt of neglect.")
    >>> source_audit(article)[["source", "naming", "words", "accused_by", "heard"]]
           source naming  words     accused_by  heard
    0  Piers Lund  named      4             ()   True
    1    Ada Moss  named      2             ()   True
    2   Mira Holt  named      0  (Piers Lund,)  False
    """
    said = attributions(article)
    accused = _accused(article, said)
    rows = list(_heard(article, said, accused))
    known = {row["source"] for row in rows}
    rows += [_row(name, "named", accused[name]) for name in accused if name not in known]
    return make_table("source_audit", rows)


def _heard(article: Article, said: pd.DataFrame, accused: Accused) -> Iterator[dict[str, object]]:
    """Make a row of each source that says something, those of most words first."""
    counted = said.assign(words=counted_words(said), name=said["speaker"].fillna(said["source"]))
    groups: dict[str | None, list[Any]] = {}
    for row, verb in zip(counted.to_dict("records"), _cue_words(article, said), strict=True):
        groups.setdefault(None if pd.isna(row["name"]) else row["name"], []).append(row | {"verb": verb})
    sizes = {name: sum(row["words"] for row in rows) for name, rows in groups.items()}
    total = max(sum(sizes.values()), 1)
    for name in sorted(groups, key=lambda name: -sizes[name]):
        rows = groups[name]
        counts, stances = (Counter(row[column] for row in rows) for column in ("kind", "stance"))
        yield _row(name, _naming(rows[0]), accused.get(name or "", []), heard=True) | {
            "attributions": len(rows), "words": sizes[name], "share": sizes[name] / total,
            "first_at": min(row["start"] for row in rows) / len(article.text),
            **{kind: counts[kind] for kind in KINDS},
            **{f"{kind}_words": sum(row["words"] for row in rows if row["kind"] == kind) for kind in KINDS},
            **{stance: stances[stance] for stance in STANCES},
            "verbs": _by_frequency(row["verb"] for row in rows),
        }  # fmt: skip


def _by_frequency(words: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(word for word, times in Counter(filter(None, words)).most_common() for _ in range(times))


def _cue_words(article: Article, said: pd.DataFrame) -> list[str | None]:
    """Give each row's cue as one dictionary form: "has claimed" is claim, "according to" itself."""
    segments = parse(article)
    firsts = [segment.start for segment in segments]
    words: list[str | None] = []
    for row in said.to_dict("records"):
        if pd.isna(row["cue_start"]):
            words.append(None)
            continue
        segment = segments[bisect.bisect_right(firsts, row["cue_start"]) - 1]
        start, end = int(row["cue_start"]) - segment.start, int(row["cue_end"]) - segment.start
        cue = segment.doc.char_span(start, end, alignment_mode="expand")
        words.append(_dictionary_form(cue) if cue is not None else str(row["cue"]))
    return words


def _dictionary_form(cue: "Words") -> str:
    known = telling_word((token.lemma_, token.pos_) for token in cue)
    if known is not None:
        return known[0]
    verb = cue.root.pos_ == "VERB" and cue.root.lower_ != "according"
    return cue.root.lemma_.lower() if verb else " ".join(cue.text.lower().split())


def _row(name: str | None, naming: str, accusations: list[Accusation], *, heard: bool = False) -> dict[str, object]:
    nothing = dict.fromkeys(("attributions", *KINDS, "words", *(f"{kind}_words" for kind in KINDS), *STANCES), 0)
    return {
        "source": name, "naming": naming, **nothing, "share": 0.0, "first_at": None, "heard": heard,
        "verbs": (),
        "accused_by": tuple(dict.fromkeys(who for who, _ in accusations)),
        "accused_at": tuple(span for _, span in accusations),
    }  # fmt: skip


def _naming(row: Mapping[Any, Any]) -> str:
    kind, source = row["speaker_kind"], row["source"]
    if not pd.isna(row["speaker"]):
        return "collective" if kind == "group" else "document" if kind == "document" else "named"
    if pd.isna(source) or str(source).lower() in _PRONOUNS:
        return "unclear"
    return {"group": "collective", "document": "document", "unnamed": "unnamed"}.get(str(kind), "unclear")


def _accused(article: Article, said: pd.DataFrame) -> Accused:
    """Tell who is accused, by whom and in which words."""
    attacks = said[said["stance"] == "accusing"]
    found: Accused = {}
    if attacks.empty:
        return found
    chains, merged = chains_of(article), merged_names(article)
    starts = [mention.start for mention in chains.mentions]
    for row in attacks.to_dict("records"):
        near = (
            bisect.bisect_left(starts, row["start"]),
            bisect.bisect_left(starts, min(row["end"], row["start"] + _NEAR)),
        )
        target = merged.get(name := _target(chains, range(*near)), name)
        by = row["source"] if pd.isna(row["speaker"]) else row["speaker"]
        if target is not None and target != by and isinstance(by, str):
            found.setdefault(target, []).append((by, (row["start"], row["end"])))
    return found


def _target(chains: Chains, near: Iterable[int]) -> str | None:
    entities = (chains.links[i].entity for i in near if i in chains.links)
    return next((" ".join(entity.full) for entity in entities if entity is not None and entity.named), None)
