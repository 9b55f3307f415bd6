"""What people corrected, replayed on what the model found: spans taken away and added, speakers changed.

Nothing is kept between two calls: the file of corrections is read anew each time, so that a table is never older than
the last correction.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from toolkit.article import Article, check_kinds
from toolkit.attributor.spans import Spans
from toolkit.resolution import Resolved
from toolkit.sidecar import Correction, groups_of, source_name, text_hash

_ALIKE = 0.5  # share of all their words that two spans have in common, to be taken for the same quotation
_DONE = {"accept": "accepted", "reattribute": "reattributed", "add": "added"}


@dataclass(frozen=True, slots=True)
class Kept:
    """A correction as it fits the text now: applied, moved, or unfit with what to do."""

    correction: Correction
    state: str = "applied"
    advice: str | None = None


@dataclass(slots=True)
class Decided:
    """The spans after the corrections, and for each of them what was decided, in order."""

    spans: list[Spans]
    orders: list[list[tuple[int, Correction]]]
    merges: list[tuple[int, Correction]]

    def named(self, found: Sequence[Resolved]) -> list[tuple[Resolved, str | None]]:
        """Return each row's speaker after the corrections, and what was done to the row."""
        kinds = {who.speaker: who.speaker_kind for who in found}
        return [self._named(who, own, kinds) for who, own in zip(found, self.orders, strict=True)]

    def _named(
        self, who: Resolved, own: list[tuple[int, Correction]], kinds: dict[str | None, str | None]
    ) -> tuple[Resolved, str | None]:
        done = None
        for _, correction in sorted([*own, *self.merges], key=lambda pair: pair[0]):
            if correction.action == "merge":
                if who.speaker != correction.instead_of:
                    continue
                who, done = replace(who, speaker=correction.speaker), done or "merged"
            else:
                done = "added" if done == "added" else _DONE[correction.action]
                if correction.action == "reattribute" or correction.speaker:
                    who = Resolved(correction.speaker, kinds.get(correction.speaker) if correction.speaker else None)
        return who, done


def kept_corrections(article: Article) -> list[Kept]:
    """Return the article's corrections, those made on an earlier state of its text moved where they can be."""
    here, found = text_hash(article), []
    for group in groups_of(article):
        if group.text == here:
            found += [_fitting(article, correction) for correction in group.corrections]
        elif group.source == source_name(article):
            found += [_moved(article, correction) for correction in group.corrections]
    return found


def merged_names(article: Article) -> dict[str | None, str | None]:
    """Return the names that were merged away, each with the one that it goes by now."""
    names: dict[str | None, str | None] = {}
    for kept in kept_corrections(article):
        if kept.correction.action == "merge":
            old, new = kept.correction.instead_of, kept.correction.speaker
            names = {name: new if now == old else now for name, now in names.items()} | {old: new}
    return names


def _fitting(article: Article, correction: Correction) -> Kept:
    parts = correction.parts
    if correction.action == "merge" or (parts and article.text[parts[0][0] : parts[-1][1]] == correction.quote):
        return Kept(correction)
    return Kept(correction, "unfit", "Its span and its words do not agree. Undo it, and correct again.")


def _moved(article: Article, correction: Correction) -> Kept:
    """Find the words again: they must stand exactly once in the new text."""
    if correction.action == "merge":
        return Kept(correction, "moved")
    times = article.text.count(correction.quote) if correction.quote else 0
    if times != 1 or not correction.parts:
        where = "no longer in the text" if not times else f"in the text {times} times"
        return Kept(correction, "unfit", f"The words are {where}. Correct the article again, then undo this.")
    shift = article.text.index(correction.quote) - correction.parts[0][0]
    parts = tuple((start + shift, end + shift) for start, end in correction.parts)
    # The words around the quotation may have changed, so that no other span can be trusted to have moved along.
    return Kept(replace(correction, parts=parts, source=None, cue=None), "moved")


def replay(article: Article, found: Sequence[Spans], kinds: Iterable[str] | None) -> Decided:
    """Apply an article's corrections to what the model found in blocks of these kinds."""
    orders: dict[Spans, list[tuple[int, Correction]]] = {spans: [] for spans in found}
    gone: set[Spans] = set()
    decided = Decided([], [], [])
    for i, kept in enumerate(kept_corrections(article)):
        correction = kept.correction
        if kept.state == "unfit" or not (correction.action == "merge" or _inside(article, correction, kinds)):
            continue
        if correction.action == "merge":
            decided.merges.append((i, correction))
            continue
        spans = _same(correction, orders)
        if spans is None and correction.action == "reject":
            continue
        if spans is None:  # a person has confirmed these words: they stay, whatever a later model finds
            spans = Spans(correction.parts, correction.source, correction.cue, 1.0)
            orders[spans] = []
        (gone.add if correction.action == "reject" else gone.discard)(spans)
        if correction.action != "reject":
            orders[spans].append((i, correction))
    rows = sorted((s for s in orders if s not in gone), key=lambda spans: (spans.start, -spans.end))
    decided.orders = [orders[spans] for spans in rows]
    decided.spans = [replace(spans, confidence=1.0) if orders[spans] else spans for spans in rows]
    return decided


def _inside(article: Article, correction: Correction, kinds: Iterable[str] | None) -> bool:
    wanted, start = check_kinds(kinds), correction.parts[0][0]
    return any(block.start <= start < block.end and block.kind in wanted for block in article.layout)


def _same(correction: Correction, found: Iterable[Spans]) -> Spans | None:
    """Return what was found in the same words, or in words most like them."""
    likeness = {spans: _likeness(correction.parts, spans.parts) for spans in found}
    best = max(likeness, key=lambda spans: likeness[spans], default=None)
    needed = 1.0 if correction.action == "add" else _ALIKE
    return best if best is not None and likeness[best] >= needed else None


def _likeness(one: Sequence[tuple[int, int]], other: Sequence[tuple[int, int]]) -> float:
    common = sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in other)
    return common / (sum(e - s for s, e in one) + sum(e - s for s, e in other) - common)
