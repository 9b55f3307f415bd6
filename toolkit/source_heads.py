"""Which of the mentions in a source's words is the one that speaks: of "Moss's aide, Ida Holm" it is Ida Holm."""

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from toolkit.appositions import owns
from toolkit.mentions import Mention
from toolkit.name_runs import noun_kinds
from toolkit.role_words import BODIES, DOCUMENTS, GROUPS, TITLES, UTTERANCES
from toolkit.source_words import SourceWords

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Span = tuple[int, int]
_OPENS = frozenset(", ( — – -- : [".split())
_MOST = 60  # mentions of one source that are looked at: a longer one is a list
_LEADING_ELSEWHERE = frozenset("including like as by of for to from with".split())
_BEFORE_NAMES = frozenset("the both even but only also and then".split())
# "(D-Vt.)", ", R-Me.," or "of Maine" after a politician's name
_ASIDE = re.compile(r"\([^()]*\)|,\s*[DRI]-[A-Z][\w.]*|\b(?:of|from)(?: the)?(?: [A-Z][\w.]*)+")
_PRINTED = frozenset("article editorial report story column piece essay".split())
_SORTS = frozenset("company firm corporation group network newspaper magazine website site outlet chain".split())
_BELOW = ("appos", "compound", "nmod", "relcl")
_BETWEEN = frozenset("and & or his her the co-author along with".split())


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
        if words is None or not inside:
            return Heads()
        names = [i for i in inside if self.mentions[i].form == "name"]
        if joint := self._joint(inside, offset, doc, start, end):
            return joint
        first = inside[0]
        if self._with_others(first, offset, doc, end):
            return Heads((first,), mixed=True)
        if names and self._leads(names[0], offset, doc, start, end):
            return self._owned(names[0], offset, doc, end) or Heads((names[0],))
        root = words.root
        if (apposed := self._after_noun(names, inside, offset, doc, end)) is not None:
            return Heads((apposed,))
        for token in root.children:
            for i in names:
                if token.dep_ == "appos" and self.covers(i, token, offset) and "p" in noun_kinds(root.lemma_.lower()):
                    return Heads((i,))
        for i in inside:
            if self.covers(i, root, offset):
                return self._owned(i, offset, doc, end) or Heads((i,))
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
        if self._narrows(best, root):
            return Heads()  # "old Norhaven hands"
        return self._owned(best, offset, doc, end) or Heads((best,))

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
        between = self.text(doc)[max(start - offset, 0) : mention.start - offset].strip().lower()
        titles = len(mention.titles)
        bare = [w for w in between.split() if w not in _BEFORE_NAMES]
        if bare and (not titles or len(bare) > titles + 1):
            return False
        if any(c in between for c in ",;(") or between.endswith(("'s", "’s", " of", " for")):
            return False
        after = self.next(i, offset, doc)
        if after is None or offset + after.idx >= end:
            return True
        if after.is_space and self.titles_another(after, offset, end):
            return False
        return after.is_space or after.text in _OPENS or after.lower_ in ("who", "of", "in", "from", "at") or (
            after.tag_ == "POS" and offset + after.idx + len(after) >= end
        )  # fmt: skip

    def _after_noun(self, names: list[int], inside: list[int], offset: int, doc: "Doc", end: int) -> int | None:
        """The name right after the noun that it goes with: "its president, Ada Moss", "the writer Ida Holm"."""
        for i in names:
            before, after = self.previous(i, offset, doc), self.next(i, offset, doc)
            ends = after is None or offset + after.idx >= end or after.is_space or after.text in _OPENS
            if before is None or not ends or self._led_by_preposition(i, before):
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
        if before is None or before.text not in _OPENS or before.text in "([" or len(name.words) < 2:
            return False
        one = first.form == "noun" and "p" in first.label and not first.plural and name.label == "PERSON"
        above = name.head.head
        place = above.ent_type_ in ("GPE", "ORG", "FAC", "LOC")
        return one and name.head.dep_ == "appos" and (place or above.i == first.head.i)

    def _led_by_preposition(self, i: int, before: "Token") -> bool:
        """True for a name, with its titles, after "including", "of" and the like."""
        first = before.i + 1 - len(self.mentions[i].titles)
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

    def _joint(self, inside: list[int], offset: int, doc: "Doc", start: int, end: int) -> Heads | None:
        """Several who speak together."""
        top = [i for i in self.free(inside, offset, doc, start) if not self.modifies(i, offset, doc, end)]
        top = [i for i in top if self.mentions[i].form == "name" or self.mentions[i].head.dep_ not in _BELOW]
        linked = [
            i for i in top
            if any(c.dep_ == "conj" for c in self.mentions[i].head.children) or self.mentions[i].head.dep_ == "conj"
        ]  # fmt: skip
        people = [i for i in inside if i in top or self._misjoined(i)]
        listed = self._listed(people, offset, doc)
        if listed is not None and not self._begins(listed.mentions[0], inside, top, offset, doc, start):
            listed = None
        if len(linked) < 2 or (listed is not None and len(listed.mentions) >= len(linked)):
            return listed
        if linked[0] != top[0] and self.mentions[top[0]].form == "name":
            return None  # "Moss, who teaches law and history"
        named = [i for i in linked if self.mentions[i].form == "name" or self.mentions[i].person in ("3",)]
        people = [i for i in linked if self.mentions[i].form == "noun"]
        if not people:
            return Heads(tuple(named)) if len(named) >= 2 and named[0] == top[0] else None
        heads = {self.mentions[i].head.i for i in named}
        joined = [i for i in people if _joined(self.mentions[i].head, heads)]
        if named and not joined:
            return Heads(tuple(named)) if len(named) > 1 and named[0] == top[0] else None
        if len(named) == 1 and all(_bare(self.mentions[i]) and i < named[0] for i in people):
            return None  # "former prosecutor and mayor Ada Moss"
        return None if _roles_only(people, self.mentions) and len(named) < 2 else Heads(tuple(linked), mixed=True)

    def _misjoined(self, i: int) -> bool:
        """True for a person whom the parse joins to a place or body: "Moss of Maine and Ida Holm of Ohio"."""
        name = self.mentions[i]
        joined = name.form == "name" and name.label == "PERSON" and len(name.words) > 1 and name.head.dep_ == "conj"
        return joined and name.head.head.dep_ == "pobj" and name.head.head.ent_type_ != "PERSON"

    def _begins(self, i: int, inside: list[int], top: list[int], offset: int, doc: "Doc", start: int) -> bool:
        """True where a list of names begins the source, if need be after its noun: "the candidates Moss and Holm"."""
        before = self.previous(i, offset, doc)
        noun = before is not None and before.tag_ == "NNS" and noun_kinds(before.lemma_.lower()) == "p"
        if before is not None and before.text == "." and before.i:
            before = before.nbor(-1)
        noun |= before is not None and before.lower_ in TITLES and offset + before.idx <= start
        many = self.mentions[inside[0]]  # "two members of the council, Moss and Holm"
        apart = before is not None and before.text in _OPENS and before.text not in "(["
        noun |= apart and many.form == "noun" and many.plural and "p" in many.label
        return i in (inside[0], top[0]) or noun

    def _listed(self, top: list[int], offset: int, doc: "Doc") -> Heads | None:
        """Names joined by "and" that the parse does not join: "Gates, Bezos and Musk"."""
        names = [i for i in top if self.mentions[i].form == "name" or self.mentions[i].person == "3"]
        joined, last = names[:1], False
        for a, b in pairwise(names):
            begin = self.mentions[b].titled or (self.mentions[b].start, 0)
            between = self.text(doc)[self.mentions[a].end - offset : begin[0] - offset]
            between = _ASIDE.sub(" ", between).lower()
            words = between.replace(",", " ").split()
            plain = all(w in _BETWEEN or noun_kinds(w) == "p" or w.strip(".") in TITLES for w in words)
            if not plain or last or between == " ":
                break
            last = bool({"and", "&", "with"} & set(words))
            joined.append(b)
        return Heads(tuple(joined)) if len(joined) > 1 and last else None

    def _owned(self, i: int, offset: int, doc: "Doc", end: int) -> Heads | None:
        """A body or document called by a name: "the Moss campaign", "a statement from Harbour Watch"."""
        mention = self.mentions[i]
        if mention.form == "name":
            after = self.next(i, offset, doc)
            owner, noun = i, after
            while (
                noun is not None
                and noun.pos_ in ("NOUN", "PROPN", "ADJ")
                and noun.i + 1 < len(doc)
                and (offset + doc[noun.i + 1].idx < end and doc[noun.i + 1].pos_ == "NOUN")
            ):
                noun = doc[noun.i + 1]
        else:
            noun = mention.head
            owners = [t for t in noun.lefts if t.dep_ in ("poss", "compound", "nmod")]
            if mention.label == "d":
                owners = [t for t in owners if owns(t)]
            around = range(max(i - 4, 0), min(i + 5, len(self.mentions)))
            owner = next((j for j in around for t in owners
                          if self.mentions[j].form == "name" and self.covers(j, t, offset)), -1)  # fmt: skip
            if owner < 0:
                owner = self._from(i, offset, doc, end)
        if owner < 0 or noun is None or offset + noun.idx >= end or noun.pos_ not in ("NOUN", "PROPN"):
            return None
        lemma = noun.lemma_.lower()
        if (
            (noun.tag_ == "NNS" and lemma not in DOCUMENTS and lemma != "police")
            or lemma not in BODIES | DOCUMENTS
            or lemma in GROUPS
        ):
            return None
        if lemma in _SORTS and mention.form == "noun" and _is_sort(noun, self.mentions[owner]):
            return Heads((owner,))
        start = min(self.mentions[owner].start, mention.start)
        return Heads((i,), owner=owner, phrase=(start, offset + noun.idx + len(noun)))

    def _from(self, i: int, offset: int, doc: "Doc", end: int) -> int:
        """The name that a document comes from: "a statement from Harbour Watch", "an article in the Norhaven Times"."""
        for j in range(i + 1, min(i + 4, len(self.mentions))):
            name = self.mentions[j]
            if name.start >= end or name.form != "name":
                continue
            before = self.previous(j, offset, doc)
            while before is not None and (before.lower_ in ("the", "a") or before.pos_ in ("NOUN", "ADJ")):
                before = before.nbor(-1) if before.i else None
            if before is None or self.mentions[i].label != "d":
                continue
            printed = before.lower_ == "in" and self.mentions[i].words[0] in _PRINTED and name.label == "ORG"
            if before.lower_ in ("from", "by") or printed:
                return j
        return -1


def _is_sort(noun: "Token", name: Mention) -> bool:
    """True for a body's name before a word for what it is: "the Harbour Watch group", "the Norlyd network"."""
    body = name.label not in ("PERSON", "GPE", "NORP", "LOC")
    return body and name.head.i + 1 == noun.i and name.head.dep_ in ("compound", "nmod", "nummod")


def _bare(mention: Mention) -> bool:
    """True for a noun in the singular without an article: a role, not somebody new."""
    return not mention.plural and not any(t.dep_ in ("det", "poss") for t in mention.head.lefts)


def _joined(head: "Token", others: set[int]) -> bool:
    """True where a noun is joined with one of the names by "and"."""
    return (head.dep_ == "conj" and head.head.i in others) or any(
        c.dep_ == "conj" and c.i in others for c in head.children
    )


def _roles_only(people: list[int], mentions: Sequence[Mention]) -> bool:
    """True for two roles of one person: "the founder and chairman"."""
    return len(people) == 2 and not any(mentions[i].plural for i in people) and not mentions[people[1]].definite
