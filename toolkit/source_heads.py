"""Which of the mentions in a source's words is the one that speaks: of "Moss's aide, Ida Holm" it is Ida Holm."""

import bisect
from collections.abc import Sequence
from typing import TYPE_CHECKING

from toolkit.joint_heads import joint_heads
from toolkit.name_runs import noun_kinds
from toolkit.owned_heads import owned_head
from toolkit.role_words import TITLES, UTTERANCES
from toolkit.source_words import OPENS, Heads, SourceWords, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MOST = 60  # mentions of one source that are looked at: a longer one is a list
_LEADING_ELSEWHERE = frozenset("including like as by of for to from with".split())
_BEFORE_NAMES = frozenset("the both even but only also and then".split())


class HeadFinder(SourceWords):
    """Looks up the head of any source of one article."""

    def find(self, spans: Sequence[Span]) -> Heads:
        """Find what speaks in a source; nothing where there is no mention that could."""
        start, end = spans[0][0], spans[-1][1]
        offset, doc = self.docs[bisect.bisect_right(self.offsets, start) - 1]
        words = doc.char_span(start - offset, end - offset, alignment_mode="expand") if start >= offset else None
        low, high = bisect.bisect_left(self.starts, start), bisect.bisect_left(self.starts, end)
        if low and self.mentions[low - 1].end > start:
            low -= 1
        inside = list(range(low, min(high, low + _MOST)))
        if len(spans) == 1 and (own := [i for i in inside if self._is_pronoun(i, start, end)]):
            inside = own  # "her" of "her speech", which is a mention too
        inside = [i for i in inside if not self.hyphened(i, offset, doc)]
        if words is None or not inside:
            return Heads()
        names = [i for i in inside if self.mentions[i].form == "name"]
        if joint := joint_heads(self, inside, offset, doc, start, end):
            return joint
        first = inside[0]
        if self._with_others(first, offset, doc, end):
            return Heads((first,), mixed=True)
        if names and self._leads(names[0], offset, doc, start, end):
            return owned_head(self, names[0], offset, doc, end) or Heads((names[0],))
        root = words.root
        if (apposed := self._after_noun(names, inside, offset, doc, end)) is not None:
            return Heads((apposed,))
        for token in root.children:
            for i in names:
                if token.dep_ == "appos" and self.covers(i, token, offset) and "p" in noun_kinds(root.lemma_.lower()):
                    return Heads((i,))
        if (theirs := self._of_theirs(names, offset, doc, start, end)) is not None:
            return Heads((theirs,))
        for i in inside:
            if self.covers(i, root, offset):
                return owned_head(self, i, offset, doc, end) or Heads((i,))
        if root.pos_ in ("NOUN", "PRON", "DET", "NUM", "ADJ") and root.i <= words.start + 2:
            return Heads()  # "some in the league", "many"
        candidates = self.free(inside, offset, doc, start)
        said = root.lemma_.lower() in UTTERANCES
        if (
            not candidates
            and not said
            and self.possessive(first, offset, doc)
            and not self._ends_possessive(inside, offset, doc, end)
        ):
            return Heads()  # "Moss's boosters"
        best = (candidates or [first])[0]
        if not said and self._is_theirs(root) and offset + root.idx < self.mentions[best].start:
            return Heads()  # "Moss's choice to lead the Harbour Board"
        if self._narrows(best, root):
            return Heads()  # "old Norhaven hands"
        return owned_head(self, best, offset, doc, end) or Heads((best,))

    def _of_theirs(self, names: list[int], offset: int, doc: "Doc", start: int, end: int) -> int | None:
        """The name right after another's whose they are, with nothing around both: "Norhaven News’ Ada Moss"."""
        if len(names) < 2 or self.mentions[names[0]].start != start or not self.possessive(names[0], offset, doc):
            return None
        before, mark, after = (
            self.previous(names[1], offset, doc), self.next(names[0], offset, doc), self.next(names[1], offset, doc)
        )  # fmt: skip
        last = after is None or offset + after.idx >= end or after.text in OPENS
        return names[1] if last and before is not None and mark is not None and before.i == mark.i else None

    def _ends_possessive(self, inside: list[int], offset: int, doc: "Doc", end: int) -> bool:
        """True for a source that is nothing but possessive, "Moss's", or a pronoun."""
        if len(inside) == 1 and self.mentions[inside[0]].form == "pronoun":
            return True
        after = self.next(inside[-1], offset, doc)
        return after is None or offset + after.idx + len(after) >= end

    def _narrows(self, i: int, root: "Token") -> bool:
        """True for a name that only tells which of those whom a noun means."""
        head = self.mentions[i].head
        while head.dep_ in ("compound", "nmod", "amod", "poss") and head.head.i != head.i and head.i != root.i:
            head = head.head
        return self.mentions[i].form == "name" and head.i == root.i and root.pos_ == "NOUN" and root.tag_ == "NNS"

    @staticmethod
    def _is_theirs(root: "Token") -> bool:
        """True for a noun that tells something of somebody's."""
        return root.pos_ == "NOUN" and any(t.dep_ == "poss" for t in root.lefts)

    def _is_pronoun(self, i: int, start: int, end: int) -> bool:
        """True for a pronoun that is all of a source."""
        mention = self.mentions[i]
        return mention.form == "pronoun" and (mention.start, mention.end) == (start, end)

    def _with_others(self, i: int, offset: int, doc: "Doc", end: int) -> bool:
        """True for a name with others who have none: "Moss and several of her aides"."""
        after = self.next(i, offset, doc)
        if self.mentions[i].form != "name" or after is None or after.lower_ != "and" or after.i + 1 >= len(doc):
            return False
        return offset + after.idx < end and not doc[after.i + 1].text[:1].isupper()

    def _leads(self, i: int, offset: int, doc: "Doc", start: int, end: int) -> bool:
        """True for a name at the source's beginning that is no part of a longer noun phrase."""
        mention = self.mentions[i]
        begin = self.begin(i)
        between = self.text(doc)[max(start - offset, 0) : begin - offset].strip().lower()
        bare = [w for w in between.split() if w not in _BEFORE_NAMES]
        if len(bare) > (mention.titles != ()):
            return False
        owned = not mention.titles and between.endswith(("'s", "’s", " of", " for"))
        if owned or any(c in between for c in ",;("):
            return False
        after = self.next(i, offset, doc)
        if after is None or offset + after.idx >= end:
            return True
        above = mention.head.head if after.text == "," and between == "the" else mention.head
        if mention.head.dep_ in ("nmod", "compound") and above.i > after.i and offset + above.idx < end:
            return False  # "the Norhaven, Maine-based site FlyWatch"
        if after.is_space and self.titles_another(after, offset, end):
            return False
        return after.is_space or after.text in OPENS or after.lower_ in ("who", "of", "in", "from", "at") or (
            after.tag_ == "POS" and offset + after.idx + len(after) >= end
        )  # fmt: skip

    def _after_noun(self, names: list[int], inside: list[int], offset: int, doc: "Doc", end: int) -> int | None:
        """The name right after the noun that it goes with: "its president, Ada Moss", "the writer Ida Holm"."""
        for i in names:
            before, after = self.previous(i, offset, doc), self.next(i, offset, doc)
            ends = after is None or offset + after.idx >= end or after.is_space or after.text in OPENS
            if before is None or not ends or self._led_by_preposition(i, offset, before):
                continue
            if self._last_apposed(i, inside, offset, doc):
                return i
            # "envoy to the Harbour Board Ida Holm", "Minister for Transport Ida Holm"
            of_body = before.pos_ == "PROPN" and before.lower_.strip(".") not in TITLES
            if self._called(i, before) and (of_body or not any(self.is_head_before(j, i) for j in inside if j < i)):
                return i
        return None

    def _last_apposed(self, i: int, inside: list[int], offset: int, doc: "Doc") -> bool:
        """True for the name after one person's description: "his best friend at school, Ida Holm"."""
        name, first = self.mentions[i], self.mentions[inside[0]]
        before = self.previous(i, offset, doc)
        while before is not None and before.i and before.lower_.strip(".") in name.titles:
            before = before.nbor(-1)
        if before is None or before.text not in OPENS or before.text in "([" or len(name.words) < 2:
            return False
        one = first.form == "noun" and "p" in first.label and not first.plural and name.label == "PERSON"
        above = name.head.head
        place = above.ent_type_ in ("GPE", "ORG", "FAC", "LOC")
        return one and name.head.dep_ == "appos" and (place or above.i == first.head.i)

    def _led_by_preposition(self, i: int, offset: int, before: "Token") -> bool:
        """True for a name, with its titles, after "including", "of" and the like."""
        first = before.i + 1
        while first and offset + before.doc[first - 1].idx >= self.begin(i):
            first -= 1
        return first > 0 and before.doc[first - 1].lower_ in _LEADING_ELSEWHERE

    def _called(self, i: int, before: "Token") -> bool:
        """True where what stands before a name is a word for whoever bears it."""
        if self.mentions[i].titles or before.lower_ in ("named", "called"):
            return True
        if before.pos_ in ("NOUN", "PROPN") and before.tag_ != "NNS" and len(self.mentions[i].words) > 1:
            return True  # any noun: there are more callings than a list can hold
        while (before.text in (",", ":") or before.is_space) and before.i:
            before = before.nbor(-1)
        kinds = noun_kinds(before.lemma_.lower())
        return before.pos_ in ("NOUN", "PROPN") and ("p" in kinds or "b" in kinds)
