"""Whom "I" and "we" mean: whoever's words they stand in; outside any, "I" is the writer where the text is signed.

A name alone in its paragraph signs what stands above it, as in letters; so does one between a dash and a handle, as in
posts. An opinion piece tells in its last paragraph who wrote it, "Ada Moss is a lawyer in Norhaven", or in its byline.
In an interview printed in turns "I" is whoever has the turn.
"""

import bisect
from collections.abc import Mapping, Sequence
from functools import cached_property

from toolkit.interviews import Turns
from toolkit.mentions import Mention
from toolkit.name_runs import noun_kinds
from toolkit.naming import Namebook
from toolkit.states import Link, Setting

TALKING = {"1": 0.95, "1p": 0.6}  # how sure it is that "I", and "we", are whoever is quoted
SIGNED = 0.9  # all of 29 in the articles read and of 10 in 635 others, but of 15 writers only
_DASHES = frozenset("- -- – —".split())
_RUNNING = ("body", "subheading")
_QUOTES = frozenset('"“”')


class Writers:
    """Who writes the words of an article, as far as it is signed."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._signing = [m for m in mentions if m.form == "name" and (_closes_letter(m) or _closes_post(m))]
        self._starts = [m.start for m in self._signing]
        self._mentions = mentions
        self._introduced = _introduced(mentions)
        bylines = [m for m in mentions if m.form == "name" and m.kind == "byline"]
        self._byline = bylines[0] if len(bylines) == 1 else None

    @cached_property
    def _turns(self) -> Turns:
        return Turns(self._mentions)

    def of(self, mention: Mention) -> Mention | None:
        """The name that signs the words in which a mention stands, or that stands before its turn in an interview."""
        if self._turns.hold(mention):
            return self._turns.of(mention)
        after = bisect.bisect_right(self._starts, mention.end)
        if after < len(self._signing):
            return self._signing[after]
        later = self._introduced is not None and self._introduced.paragraph > mention.paragraph
        return self._introduced if later else self._byline


def first_person(
    mention: Mention, writers: Writers, setting: Setting, speakers: Mapping[int, Link], book: Namebook
) -> Link:
    """Link "I" or "we" to who talks; outside quotation marks "we" is nobody of the text's."""
    for k in reversed(setting.inside if mention.quoted else ()):
        if k in speakers and speakers[k].entity is not None:
            told = speakers[k]
            return Link(told.entity, told.p * TALKING[mention.person], "talking", told.antecedent)
    if mention.person == "1" and not mention.quoted and (name := writers.of(mention)) is not None:
        found = book.candidates(book.words(name))
        if len(found) == 1 and (found[0].person > 0 or _called_person(name)):
            return Link(found[0], SIGNED, "signed", name)
    return Link(None, 0.6, "talking")


def _closes_letter(name: Mention) -> bool:
    """True for a name in full that is all of its paragraph."""
    if name.kind != "body" or len(name.words) < 2 or name.label not in ("PERSON", ""):
        return False
    words = {word for part in name.words for word in part.split("-")}
    return all(t.text in words for t in name.head.doc if t.is_alpha or t.like_num)


def _closes_post(name: Mention) -> bool:
    """True for a name after a dash, with a handle after it: "— Ada Moss (@adamoss)"."""
    doc, first = name.head.doc, name.head.i
    while first and doc[first - 1].text in name.words:
        first -= 1
    if not first or doc[first - 1].text not in _DASHES:
        return False
    return doc[name.head.i + 1 : name.head.i + 3].text.replace(" ", "").startswith("(@")


def _called_person(name: Mention) -> bool:
    """True for a name that is told to be a person's: "Moss is a reporter"."""
    return any(t.dep_ == "attr" and "p" in noun_kinds(t.lemma_.lower()) for t in name.head.head.children)


def _introduced(mentions: Sequence[Mention]) -> Mention | None:
    """The person that the last paragraph tells of, "is" or "teaches", where nobody of the name stands before it."""
    last = max((m.paragraph for m in mentions if m.kind in _RUNNING), default=-1)
    name = next((m for m in mentions if m.paragraph == last), None)
    if name is None or name.form != "name" or name.head.dep_ != "nsubj":
        return None
    verb, doc = name.head.head, name.head.doc
    first = [t for t in doc[: name.head.i] if t.is_alpha and t.lower_.strip(".") not in name.titles]
    told = (verb.tag_ == "VBZ" or verb.lemma_ == "be") and not any(t.text in _QUOTES for t in doc)
    earlier = (m for m in mentions if m.form == "name" and m.paragraph < last and m.kind != "byline")
    signs = told and all(t.text in name.words for t in first) and all(m.words[-1] != name.words[-1] for m in earlier)
    return name if signs else None
