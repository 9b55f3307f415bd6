"""The names in a parsed text, told from the titles before them; what a common noun can stand for."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from toolkit.body_names import joins_body
from toolkit.given_names import first_names
from toolkit.language import straight
from toolkit.posts import holder
from toolkit.role_words import BEFORE_TITLES, BODIES, DOCUMENTS, GROUPS, PEOPLE, TITLES

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NAMED = frozenset("PERSON ORG GPE NORP FAC LOC PRODUCT WORK_OF_ART LAW EVENT".split())
_NAMED_ONE = NAMED - {"NORP"}
_PARTICLES = frozenset("de la le van von bin al el der den da del di du dos ben ibn st o’ o'".split())
_ONLY_PARTICLES = frozenset("van von bin ibn dos da di du del der".split())  # no words between capitals
_SONS = frozenset("bin bint ibn ben al el".split())
_CLOSED = frozenset(
    "the a an in on at but and or so if when while as for by to of with from after before i he she it they we you this "
    "that these those there here what who how why where his her its their our my your not no yes one".split()
)
_BEGINS = frozenset(
    "though although because since until unless whereas despite absent unlike yet nor whether amid during meanwhile "
    "however".split()
)  # taken for part of a name where a sentence begins with them: "Though Moss"
# Before a name where a sentence begins: "More Norhaveners", "Follow Ada Moss on Twitter", "Stated Moss: ..."
_BEFORE_NAMES = frozenset(
    "more most some many several few every each both even still plus without among nonetheless nevertheless moreover "
    "follow read enter meet ask blame thank watch dubbed "
    "stated added continued concluded declared explained argued noted wrote tweeted asked replied responded insisted "
    "claimed warned recalled answered quipped joked observed remarked announced says adds writes asks notes explains "
    "concludes argues".split()
)
_QUOTES = frozenset('"“”')
_CAMEL = re.compile(r"[A-Z][A-Za-z]*[a-z][A-Z][A-Za-z]*")  # "PwC", "WikiLeaks"
_LONGEST = 8  # words of a name and the poll behind it
_LOST = "\ufffd"  # what stands for a character that could not be read
_ADDRESSES = frozenset("mr mrs ms dr sgt lt capt col gen sen rep gov prof rev supt insp garda".split())
PARTY = re.compile(r"[DRI]-[A-Z][\w.]*")  # "(D-Vt.)" after a politician's name is nobody's name
_STATES = frozenset(
    "Ala. Ariz. Ark. Calif. Colo. Conn. Del. Fla. Ga. Ill. Ind. Kan. Ky. La. Md. Mass. Mich. Minn. Miss. Mo. Mont. "
    "Neb. Nev. Okla. Ore. Pa. Tenn. Va. Vt. Wash. Wis. Wyo.".split()
)
NO_NAMES = _CLOSED | TITLES | BEFORE_TITLES


def noun_kinds(lemma: str) -> str:
    """What a common noun can stand for: p(erson), b(ody), g(roup), d(ocument), several or none of them."""
    kinds = "p" * (lemma in PEOPLE) + "b" * (lemma in BODIES) + "g" * (lemma in GROUPS) + "d" * (lemma in DOCUMENTS)
    if kinds:
        return kinds
    stem = lemma.split("-")[-1]
    if stem != lemma:
        return noun_kinds(stem)
    return "p" if lemma.endswith(("ist", "woman", "person", "sman")) else ""


class NameRuns:
    """The runs of tokens in a parsed text that are a name with its titles; a comma, a possessive or a gap ends one."""

    def __init__(self, doc: "Doc", text: str) -> None:
        self._doc = doc
        # Of each token that can begin a name, as none in small letters can, whether it is in one by itself.
        self._begins = {token.i: in_name(token) for token in doc if not text[token.idx].islower()}
        self.found = list(self._runs(frozenset()))

    def knowing(self, known: frozenset[str]) -> Sequence[list[int]]:
        """The runs where some words are known for names wherever they stand with a capital."""
        others = (self._doc[i] for i, named in self._begins.items() if not named)
        if any(token.text in known and token.tag_ != "NNPS" for token in others):
            return list(self._runs(known))
        return self.found

    def _runs(self, known: frozenset[str]) -> Iterator[list[int]]:
        for run in self._capitals(known):
            if field := holder(self._doc, run):
                yield run[:field]  # "Minister for Transport Ada Moss"
            yield run[field:]

    def _capitals(self, known: frozenset[str]) -> Iterator[list[int]]:
        doc, begins = self._doc, self._begins
        run: list[int] = []
        for i in range(len(doc)):
            if not run and i not in begins:
                continue
            token = doc[i]
            named = in_name(token) if i not in begins else begins[i] or (token.text in known and token.tag_ != "NNPS")
            if named:
                if run and _breaks(doc, run, token):
                    yield run
                    run = []
                run.append(i)
            elif run and not _joins(doc, token):
                yield run
                run = []
            elif run:
                run.append(i)
        if run:
            yield run


def in_name(token: "Token") -> bool:
    text = token.text
    handle = text.lstrip(".")[:1] == "@" and len(text) > 3
    if not (text[:1].isupper() or handle or _goes_on(token)) or token.is_space:
        return False
    if text == "US":
        return True
    if token.lower_ in _CLOSED and not (token.ent_type_ in NAMED and len(text) == 1):
        return text in ("Our", "One") and token.ent_type_ == "ORG" and token.i + 1 < len(token.doc) and (
            token.nbor().ent_iob_ == "I" and token.nbor().text[:1].isupper()
        )  # fmt: skip
    if token.is_sent_start and (token.lower_ in _BEGINS or token.tag_ == "VBG" or _leads_in(token)):
        return False  # "Praising Moss"
    if token.pos_ == "PROPN":
        return token.ent_type_ not in ("DATE", "TIME")
    if token.ent_type_ in _NAMED_ONE:
        return True
    if _CAMEL.fullmatch(text) or _particle(token.doc, token.i + 1):
        return True
    if token.pos_ not in ("NOUN", "X") or token.is_sent_start or token.i == 0 or token.nbor(-1).text in "“\"‘'(:":
        return False
    return token.tag_ != "NNS" or joins_body(token.doc, token.nbor(-1))


def _leads_in(token: "Token") -> bool:
    """True for a word that has its capital from the sentence that it begins, right before a name."""
    return token.lower_ in _BEFORE_NAMES and token.i + 1 < len(token.doc) and token.nbor().text[:1].isupper()


def _goes_on(token: "Token") -> bool:
    """True for the small second half of a given name: "Ban Ki-moon"."""
    return token.i > 1 and token.ent_type_ == "PERSON" and token.ent_iob_ == "I" and token.nbor(-1).text == "-"


def _particle(doc: "Doc", i: int) -> bool:
    """True for a small word that stands between capitals in names alone: "Ines dos Montes"."""
    return i + 1 < len(doc) and doc[i].text in _ONLY_PARTICLES and doc[i + 1].text[:1].isupper()


def _joins(doc: "Doc", token: "Token") -> bool:
    """True for the small words and marks inside a name: "van", "of" in bodies, the hyphen."""
    if token.i + 1 >= len(doc) or token.i == 0:
        return False
    before, after = doc[token.i - 1], doc[token.i + 1]
    if _broken(before, token, after):
        return True
    if token.lower_ in _PARTICLES:
        if after.text == "-" and not after.whitespace_ and after.i + 1 < len(doc):
            after = after.nbor()  # "Yusuf al-Rahim"
        known = after.pos_ == "PROPN" or _particle(doc, token.i)
        return after.text[:1].isupper() and known and before.text[:1].isupper()
    if token.text in _QUOTES:
        return _nicknamed(doc, token.i)
    if token.text in ("-", "–") and not before.whitespace_ and not token.whitespace_:
        # "Sgt-Moss" was "Sgt Moss" before its blank got lost
        return before.lower_ not in _ADDRESSES and (after.text[:1].isupper() or _goes_on(after))
    if token.text == "/" and not before.whitespace_ and not token.whitespace_:
        return after.text[:1].isupper() and _polls(doc, token.i)
    return joins_body(doc, token)


def _polls(doc: "Doc", i: int) -> bool:
    """True for the stroke between two who take a poll together: "a Norhaven Times/KNB News poll"."""
    for token in doc[i + 1 : i + _LONGEST]:
        if token.lower_ in ("poll", "survey"):
            return True
        if not token.text[:1].isupper() and token.lower_ != "tracking":
            return False
    return False


def _broken(before: "Token", token: "Token", after: "Token") -> bool:
    """True within a word whose letters got lost on the way: "M��ller", "Bus ?ireann"."""
    lost = token.text == "?" and before.whitespace_ and not token.whitespace_ and after.is_lower
    goes_on = not before.whitespace_ and (_LOST in token.text or before.text.endswith(_LOST))
    return goes_on or bool(lost) or (before.text == "?" and not before.whitespace_ and token.is_lower)


def _nicknamed(doc: "Doc", i: int) -> bool:
    """True for the mark before or after a nickname within a name: Ada "Sea Dog" Moss."""
    opens = bool(doc[i - 1].whitespace_)
    first = i if opens else next((k for k in range(i - 1, max(i - 4, 0), -1) if doc[k].text in _QUOTES), 0)
    last = next((k for k in range(first + 1, min(first + 4, len(doc))) if doc[k].text in _QUOTES), 0)
    if not first or not first + 1 < last < len(doc) - 1:
        return False
    around = (doc[first - 1], doc[last + 1])
    inside = all(in_name(t) for t in doc[first + 1 : last])
    return inside and all(t.pos_ == "PROPN" and t.ent_type_ in ("PERSON", "") for t in around)


def _breaks(doc: "Doc", run: list[int], token: "Token") -> bool:
    """True where a new name begins right after another: at a recognised person of two words, or at a handle."""
    before = doc[run[-1]]
    person = token.lower_ in first_names() and token.i + 1 < len(doc) and token.nbor().pos_ == "PROPN"
    if person and _ends_body(doc, run):
        return True  # "ambassador to the United Nations Ada Moss"
    if token.text.lstrip(".").startswith("@") or before.text.lstrip(".").startswith("@"):
        return True
    if token.lower_ in _SONS and not is_title(before):
        return False  # "Prince Yusuf bin Rahim"
    if token.ent_type_ == "PERSON" and token.ent_iob_ == "B" and before.ent_type_ != "PERSON":
        length = next((k for k in range(1, 6) if token.i + k >= len(doc) or doc[token.i + k].ent_iob_ != "I"), 1)
        return length >= 2 and before.lower_.strip(".") not in _PARTICLES
    if before.text in _STATES or (
        before.text.endswith(".") and len(before.text) > 3 and before.ent_type_ == "GPE" and token.ent_type_ != "GPE"
    ):
        return True  # "Oxnard, Calif. Bryant"
    return before.ent_type_ in ("GPE", "NORP", "DATE") and token.ent_iob_ == "B" and token.ent_type_ == "PERSON"


def _ends_body(doc: "Doc", run: list[int]) -> bool:
    """True for the name of a body, complete as it stands, in what somebody is called: "head of the Harbour Board"."""
    words = {"nations", "states"} | BODIES
    if len(run) < 2 or doc[run[-1]].lower_ not in words or determiner(doc, run[0]) != "the" or run[0] < 3:
        return False
    return doc[run[0] - 2].lower_ in ("of", "to", "at", "for") and "p" in noun_kinds(doc[run[0] - 3].lemma_.lower())


def is_title(token: "Token") -> bool:
    return straight(token.lower_.strip(".")) in TITLES


def determiner(doc: "Doc", first: int) -> str:
    return doc[first - 1].lower_ if first else ""


def plain(word: str) -> str:
    return straight(word.strip('“”"')).removeprefix(".@") or word
