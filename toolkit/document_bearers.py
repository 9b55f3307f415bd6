"""Whose document a source's noun is, "the report" or "the poll", by all that the article tells: it speaks for them."""

import bisect
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from toolkit.issuers import DEEDS, SORT, can_issue, issuers, of_another
from toolkit.mentions import Mention
from toolkit.naming import Entity
from toolkit.states import SURE, Link

if TYPE_CHECKING:
    from spacy.tokens import Token

    from toolkit.chains import Chains

ONLY = 0.85  # of the one who issued such a document: of all issuers named in the articles read 84 of 97 are right
_LEAD = 2  # sentences at the beginning in which "a new poll" is one whose issuer the article tells soon
_SOON = 8
_STUDIES = ("poll", "study")

Issues = defaultdict[str, list[tuple[Mention, Link]]]


class DocumentBearers:
    """The documents of an article and who issued each, where the article tells; `told` adds whom nouns stand for."""

    def __init__(self, chains: "Chains", told: Mapping[int, Link]) -> None:
        self._chains, self._told = chains, told
        self._starts = [m.start for m in chains.mentions]
        self._at = {(id(m.head.doc), m.head.i): j for j, m in enumerate(chains.mentions) if j in chains.links}
        self._issued, self._done = Issues(list), Issues(list)  # "issued a ruling"; "ruled"
        for j, mention in enumerate(chains.mentions):
            deed = DEEDS.get(mention.head.head.lemma_) if mention.head.dep_ == "nsubj" else None
            if deed is not None and (link := self._named(j)) is not None:
                self._done[deed].append((mention, link))
            if mention.form != "noun" or "d" not in mention.label or any(t.lower_ == "own" for t in mention.head.lefts):
                continue  # "Moss's own report" is told from the one that the article is about
            if (link := self._issuer(mention)) is not None:
                self._issued[mention.words[0]].append((mention, link))

    def find(self, i: int) -> Link | None:
        """Whose it is: whose its own words tell, or the one's whom the article tells to have issued such a document."""
        document = self._chains.mentions[i]
        if (own := self._issuer(document)) is not None:
            return own
        if document.plural or of_another(document.head):
            return None
        noun = document.words[0]
        like = [word for word, sort in SORT.items() if sort == SORT.get(noun) and word != noun]
        like = like if document.label == "d" else []  # "the paper" can be a newspaper
        if not any(self._issued[word] for word in (noun, *like)):
            return self._only(self._done, [noun, *like], document)
        return self._only(self._issued, [noun, *like], document) or self._only(self._issued, [noun], document)

    def _only(self, table: Issues, nouns: Sequence[str], document: Mention) -> Link | None:
        """The one who issued all documents that are called so, if one before this, or soon after one in the lead."""
        issued = sorted((pair for noun in nouns for pair in table[noun]), key=lambda pair: pair[0].start)
        issued = [(m, x) for m, x in issued if not any(_is_theirs(x.entity, y.entity) for _, y in issued)]
        if len({id(link.entity) for _, link in issued}) != 1:
            return None
        first, link = issued[0]
        soon = document.sentence <= _LEAD and first.sentence - document.sentence < _SOON
        if document.definite if first.start < document.start else soon and SORT.get(nouns[0]) in _STUDIES:
            return Link(link.entity, ONLY * link.p, "issued", link.antecedent)
        return None

    def _issuer(self, document: Mention) -> Link | None:
        """Who issued a document, as a named one whom the words around it tell."""
        for token in issuers(document.head):
            at = self._mention(token, document)
            link = None if at is None else self._named(at)
            if token.lower_ == "police" and token.dep_ == "compound":  # "a police report"
                link = self._chains.belongings.force(document.start)
            entity = link.entity if link is not None else None
            if link is not None and entity and can_issue(entity.label, entity.person > 0, document.words[0]):
                return Link(entity, link.p, "issued", document)
        return None

    def _named(self, at: int) -> Link | None:
        """Whom a mention means, where that is one with a name, and sure."""
        link = self._told.get(at) or self._chains.links.get(at)
        if link is None or link.entity is None or link.p < SURE:
            return None
        return link if link.entity.named and not link.entity.kinds.endswith("s") else None

    def _mention(self, token: "Token", beside: Mention) -> int | None:
        """The mention that a word is the head of, or that it goes before: "its developer Norlyd Ferries"."""
        if (at := self._at.get((id(token.doc), token.i))) is not None or token.dep_ == "compound":
            return at
        after = beside.end - beside.head.idx - len(beside.head) + token.idx + len(token) + 1
        at = bisect.bisect_left(self._starts, after)
        named = at < len(self._starts) and self._starts[at] == after and self._chains.mentions[at].form == "name"
        return at if named and at in self._chains.links else None


def _is_theirs(body: Entity | None, person: Entity | None) -> bool:
    """True for a body called after somebody: "the Moss administration"."""
    if body is None or person is None or body.kinds != "b" or person.person <= 0:
        return False
    called = body.full[:-1]
    return any(called == name[-len(called) :] for name in person.names)


def is_document(chains: "Chains", i: int) -> bool:
    """True for a noun for a document."""
    mention = chains.mentions[i]
    return mention.form == "noun" and "d" in mention.label and i in chains.links
