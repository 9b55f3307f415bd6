"""The names in a parsed text, told from the titles before them; what a common noun can stand for."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from toolkit.given_names import first_names
from toolkit.language import straight
from toolkit.name_forms import BODY_WORDS
from toolkit.posts import holder
from toolkit.role_words import BEFORE_TITLES, BODIES, DOCUMENTS, GROUPS, PEOPLE, TITLES

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NAMED = frozenset("PERSON ORG GPE NORP FAC LOC PRODUCT WORK_OF_ART LAW EVENT".split())
_PARTICLES = frozenset("de la le van von bin al el der den da del di du dos ben ibn st o’ o'".split())
_ONLY_PARTICLES = frozenset("van von bin ibn dos da di du del der".split())  # no words between capitals
_SONS = frozenset("bin bint ibn ben al el".split())
_OF = frozenset(
    "department university bank ministry board bureau house church court office institute college republic state "
    "states kingdom federation association chamber council center centre museum school city county bishop campaign "
    "committee coalition citizens society alliance union foundation network fund agency secretariat centers centres "
    "academy academies administration organization organisation commission league partnership "
    "horn gulf cape isle strait".split()
)
_FOUNDERS = frozenset(
    "people women men children workers teachers students veterans farmers fishermen firefighters officers patrolmen "
    "writers actors players drivers lawyers citizens citizen coroner sheriff governor mayor attorney".split()
)
_ON = frozenset("council committee commission conference institute center centre".split())
_WITH_FIELDS = frozenset(
    "department ministry bureau office committee agency commission council institute centers centres centre center "
    "college school academy".split()
)
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


def name_runs(doc: "Doc", known: frozenset[str] = frozenset()) -> Iterator[list[int]]:
    """Find the runs of tokens that are a name with its titles; a comma, a possessive or a gap ends one."""
    for run in _capitals(doc, known):
        if field := holder(doc, run):
            yield run[:field]  # "Minister for Transport Ada Moss"
        yield run[field:]


def _capitals(doc: "Doc", known: frozenset[str]) -> Iterator[list[int]]:
    run: list[int] = []
    for token in doc:
        if in_name(token) or (token.text in known and token.tag_ != "NNPS"):
            if run and _breaks(doc, run, token):
                yield run
                run = []
            run.append(token.i)
        elif run and not _joins(doc, token):
            yield run
            run = []
        elif run:
            run.append(token.i)
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
    if token.ent_type_ in NAMED - {"NORP"}:
        return True
    if _CAMEL.fullmatch(text) or _particle(token.doc, token.i + 1):
        return True
    inside = token.i > token.sent.start and token.nbor(-1).text not in "“\"‘'(:"
    return inside and token.pos_ in ("NOUN", "X") and token.tag_ != "NNS"


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
    if token.lower_ in _PARTICLES:
        if after.text == "-" and not after.whitespace_ and after.i + 1 < len(doc):
            after = after.nbor()  # "Yusuf al-Rahim"
        known = after.pos_ == "PROPN" or _particle(doc, token.i)
        return after.text[:1].isupper() and known and before.text[:1].isupper()
    if token.text in _QUOTES:
        return _nicknamed(doc, token.i)
    if token.text in ("-", "–") and not before.whitespace_ and not token.whitespace_:
        return after.text[:1].isupper() or _goes_on(after)
    if token.tag_ == "POS":
        return _inside_body(before, token, after)
    if token.lower_ in ("of", "for", "on", "&") and (after.text[:1].isupper() or _small(doc, token.i + 1)):
        same = token.ent_type_ in ("ORG", "WORK_OF_ART", "LAW") and after.ent_iob_ == "I" and before.ent_iob_ in "BI"
        if token.lower_ == "on":
            return before.lower_ in _ON and after.ent_type_ not in ("DATE", "TIME")
        return token.text == "&" or same or before.lower_ in _OF
    if _small(doc, token.i):
        return before.lower_ in ("of", "for") or (
            before.lower_ == "on" and before.i > 0 and before.nbor(-1).lower_ in _ON
        )
    if token.lower_ == "and" and after.text[:1].isupper() and before.text[:1].isupper():
        return _one_of_two_fields(after, before) or _within_body(token)
    return False


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


def _inside_body(before: "Token", token: "Token", after: "Token") -> bool:
    """True for the possessive within a body's name: the "Norhaven Fishermen's Union"."""
    one = token.ent_type_ == "ORG" and token.ent_iob_ == "I" and after.ent_iob_ == "I"
    named = after.text[:1].isupper() and (one or after.lower_ in BODIES)
    return named and before.text[:1].isupper() and before.lower_ in _FOUNDERS


def _small(doc: "Doc", i: int) -> bool:
    """True for an article before a capital within a body's name: "Committee for a Clean Harbour"."""
    return doc[i].text in ("a", "an", "the") and i + 1 < len(doc) and doc[i + 1].text[:1].isupper()


def _one_of_two_fields(after: "Token", before: "Token") -> bool:
    """True for the second of what a body is for: the "Department of Ferries and Fish"."""
    first = next((t for t in (after.head, before) if t.dep_ == "pobj" and t.head.lower_ in ("of", "for")), None)
    if after.dep_ != "conj" or first is None or first.head.i == 0 or after.ent_type_ in ("PERSON", "GPE"):
        return False
    short = after.text.isupper() or is_title(after) or any(t.dep_ == "det" for t in after.lefts)
    return first.head.nbor(-1).lower_ in _WITH_FIELDS and not short


def _within_body(token: "Token") -> bool:
    """True for the "and" inside the name of one body as recognised: the "Ferries and Fish Commission"."""
    body = next((e for e in token.doc.ents if e.start < token.i < e.end - 1 and e.label_ == "ORG"), None)
    if body is None:
        return False
    definite = determiner(token.doc, body.start) == "the" or body[0].lower_ == "the"
    return definite or (len(body) > 3 and body[-1].lower_ in BODY_WORDS)  # "Moss and Holm" are two


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
