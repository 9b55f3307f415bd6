"""What stands around the mentions in a source's words: what follows a name, what goes before it, what governs it.

`Heads` is what the rooms after this one find there: which of the mentions speak.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.mentions import Mention
from toolkit.name_runs import noun_kinds
from toolkit.parsing import Segment

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Span = tuple[int, int]
OPENS = frozenset(", ( — – -- : [".split())


@dataclass(frozen=True, slots=True)
class Heads:
    """The mentions that speak: one, or several where names are joined; `mixed` where others speak with them.

    `owner` is the name whose body or document it is, in "the Moss campaign", "Moss's office", "a Harbour Watch report",
    and `phrase` is that body's or document's own span.
    """

    mentions: tuple[int, ...] = ()
    mixed: bool = False
    owner: int | None = None
    phrase: Span | None = None


_HALVES = frozenset(
    "based backed led born owned run trained funded educated dominated controlled appointed listed made bound area "
    "style era sponsored affiliated aligned linked leaning friendly held occupied brokered".split()
)


def _after_s(mark: "Token") -> bool:
    """True for the mark that alone makes a name possessive: "Norhaven News’ Ada Moss"."""
    ends = mark.text in ("'", "’") and mark.i > 0 and mark.nbor(-1).text.endswith("s")
    return ends and mark.whitespace_ != "" and not mark.nbor(-1).whitespace_


class SourceWords:
    """The mentions of one article and the words around them; `offset` is where a parsed paragraph begins."""

    def __init__(self, mentions: Sequence[Mention], segments: Sequence[Segment]) -> None:
        self.mentions = mentions
        self.starts = [m.start for m in mentions]
        self.docs, self.offsets = [(s.start, s.doc) for s in segments], [s.start for s in segments]
        self._texts = {id(s.doc): s.text for s in segments}

    def covers(self, i: int, token: "Token", offset: int) -> bool:
        return self.mentions[i].start <= offset + token.idx < self.mentions[i].end

    def text(self, doc: "Doc") -> str:
        """Return a paragraph's text."""
        return self._texts[id(doc)]

    def next(self, i: int, offset: int, doc: "Doc") -> "Token | None":
        mention = self.mentions[i]
        if mention.start < offset or mention.end - offset > len(self.text(doc)):
            return None
        after = doc.char_span(mention.start - offset, mention.end - offset, alignment_mode="expand")
        return doc[after.end] if after is not None and after.end < len(doc) else None

    def previous(self, i: int, offset: int, doc: "Doc") -> "Token | None":
        mention = self.mentions[i]
        span = doc.char_span(mention.start - offset, mention.end - offset, alignment_mode="expand")
        return doc[span.start - 1] if span is not None and span.start else None

    def begin(self, i: int) -> int:
        """Return where a mention begins, its titles with it."""
        mention = self.mentions[i]
        return mention.titled[0] if mention.titled is not None else mention.start

    def hyphened(self, i: int, offset: int, doc: "Doc") -> bool:
        """True for a name that is half a word: "a Norhaven-based dealer"."""
        after = self.next(i, offset, doc)
        return after is not None and after.text == "-" and after.i + 1 < len(doc) and after.nbor().lower_ in _HALVES

    def possessive(self, i: int, offset: int, doc: "Doc") -> bool:
        after = self.next(i, offset, doc)
        marked = after is not None and (after.tag_ == "POS" or after.text in ("'s", "’s") or _after_s(after))
        return marked or (self.mentions[i].form == "pronoun" and self.mentions[i].head.dep_ == "poss")

    def free(self, inside: Sequence[int], offset: int, doc: "Doc", start: int) -> list[int]:
        """The mentions of a source that nothing before them in it governs, and that own nothing."""
        return [i for i in inside if not self.possessive(i, offset, doc) and not self.prepositional(i, start - offset)]

    def prepositional(self, i: int, start: int) -> bool:
        """True for a mention after a preposition of the source's own; `start` is where the source begins."""
        head = self.mentions[i].head
        governed = head if head.dep_ == "pobj" else head.head if head.dep_ in ("conj", "compound") else None
        return governed is not None and governed.dep_ == "pobj" and governed.head.idx >= start

    def modifies(self, i: int, offset: int, doc: "Doc", end: int) -> bool:
        """True for a name before the noun that it narrows: "Washington Post reporter Ben Terris"."""
        after = self.next(i, offset, doc)
        return (
            self.mentions[i].form == "name" and after is not None and after.pos_ == "NOUN" and offset + after.idx < end
        )

    def is_head_before(self, j: int, i: int) -> bool:
        """True where an earlier mention governs the name by a preposition: "a spokesman for Mayor Ada Moss"."""
        earlier, name = self.mentions[j], self.mentions[i]
        if name.head.doc is not earlier.head.doc:
            return False
        token = name.head
        for _ in range(6):
            if token.dep_ == "pobj":
                return earlier.head.i < token.head.i
            if token.head.i == token.i:
                return False
            token = token.head
        return False

    def titles_another(self, gap: "Token", offset: int, end: int) -> bool:
        """True where a gap is followed by somebody's role and name: "Kaspersky  spokesman Anthon Shingarov"."""
        after = [t for t in gap.doc[gap.i + 1 : gap.i + 4] if offset + t.idx < end]
        return len(after) > 1 and noun_kinds(after[0].lemma_.lower()) == "p" and after[1].pos_ == "PROPN"
