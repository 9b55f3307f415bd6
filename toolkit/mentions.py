"""What an article's words refer to: each name, pronoun and noun for people, bodies, groups and documents, in order."""

import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.article import Article
from toolkit.language import Segment, parse, straight
from toolkit.quotation import quotations
from toolkit.role_words import BEFORE_TITLES, BODIES, DOCUMENTS, GENDER, GROUPS, INDEFINITE, PEOPLE, TITLES

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), ("3", "m")),
    **dict.fromkeys(("she", "her", "hers", "herself"), ("3", "f")),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), ("3p", None)),
    **dict.fromkeys(("it", "its", "itself"), ("3n", None)),
    **dict.fromkeys(("i", "me", "my", "mine", "myself"), ("1", None)),
    **dict.fromkeys(("we", "us", "our", "ours", "ourselves"), ("1p", None)),
    **dict.fromkeys(("who", "whom", "which", "that", "whose"), ("rel", None)),
}
_NAMED = frozenset("PERSON ORG GPE NORP FAC LOC PRODUCT WORK_OF_ART LAW EVENT".split())
_PARTICLES = frozenset("de la le van von bin al el der den da del di du dos ben ibn st o’ o'".split())
_OF = frozenset(
    "department university bank ministry board bureau house church court office institute college republic state states "
    "kingdom federation association chamber council center centre museum school city county bishop campaign committee "
    "coalition citizens society alliance union foundation network fund agency secretariat".split()
)
SUFFIXES = frozenset("jr jr. sr sr. ii iii iv".split())
_CLOSED = frozenset(
    "the a an in on at but and or so if when while as for by to of with from after before i he she it they we you this "
    "that these those there here what who how why where his her its their our my your not no yes one".split()
)


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention: where it stands, what it looks like, and the word of the parse that it hangs on.

    `form` is name, pronoun or noun; `words` the name's words without titles, or the noun's lemma; `titles` what stands
    before a name as one, `titled` their span; `label` the recogniser's; `person` is 1, 1p, 3, 3n, 3p or rel for pronouns; `gender` m or f
    where the words themselves tell; `quoted` is true within quotation marks.
    """

    start: int
    end: int
    sentence: int
    paragraph: int
    kind: str
    form: str
    head: "Token"
    words: tuple[str, ...]
    titles: tuple[str, ...] = ()
    titled: tuple[int, int] | None = None
    label: str = ""
    person: str = ""
    gender: str | None = None
    plural: bool = False
    definite: bool = False
    quoted: bool = False


def find_mentions(article: Article) -> list[Mention]:
    """List what the article's words refer to, in the order of the text."""
    found: list[Mention] = []
    segments = parse(article)
    known = frozenset(_surnames(segments))
    sentence = 0
    for segment in segments:
        local = _Local(segment, sentence, known)
        found += sorted(local.mentions(), key=lambda m: (m.start, -m.end))
        sentence += local.sentences
    return found


def _surnames(segments: Iterable[Segment]) -> Iterator[str]:
    """The last words of the names of people, so that "Queen said" is known for a name where there is a LeNee Queen."""
    for segment in segments:
        for run in name_runs(segment.doc):
            _, name = split_titles(segment.doc, run)
            last = segment.doc[name[-1]] if len(name) > 1 else None
            if len(name) == 1 and segment.doc[name[0]].ent_type_ == "PERSON":
                last = segment.doc[name[0]]
            if last is not None and last.text.istitle() and segment.kind not in ("headline", "subheading"):
                yield from (last.text, last.text.upper())


class _Local:
    """The mentions of one parsed paragraph."""

    def __init__(self, segment: Segment, first_sentence: int, known: frozenset[str]) -> None:
        self.segment, self.doc, self.known = segment, segment.doc, known
        firsts = [sentence.start for sentence in self.doc.sents]
        self.sentences = len(firsts)
        self._sentence_of = lambda i: first_sentence + bisect.bisect_right(firsts, i) - 1
        marks = [(q.start, q.end) for q in quotations(self.doc.text)]
        self._opens, self._closes = [m[0] for m in marks], [m[1] for m in marks]

    def mentions(self) -> Iterator[Mention]:
        taken: set[int] = set()
        for run in name_runs(self.doc, self.known):
            titles, name = split_titles(self.doc, run, self.known)
            if not name:
                continue
            taken.update(run)
            if (mention := self._name(titles, name)) is not None:
                yield mention
        for token in self.doc:
            if token.i in taken:
                continue
            if token.lower_ in PRONOUNS and self._is_pronoun(token):
                person, gender = PRONOUNS[token.lower_]
                yield self._make(token, [token.i], "pronoun", (token.lower_,), person=person, gender=gender)
            elif token.pos_ in ("NOUN", "PROPN", "ADJ") and token.text[:1].isalpha():
                yield from self._noun(token)

    @staticmethod
    def _is_pronoun(token: "Token") -> bool:
        if token.lower_ in ("that", "which"):
            return token.tag_ in ("WDT", "WP")
        return token.text not in ("US", "IT")

    def _name(self, titles: list[int], name: list[int]) -> Mention | None:
        if not titles:
            after = self.doc[name[-1] + 1] if name[-1] + 1 < len(self.doc) else None
            if _titled(self.doc[name[-1]]) and after is not None and _in_name(after) and len(name) > 1:
                return None  # "Wisconsin Senator" before the senator's name
            titles = list(_titles_before(self.doc, name[0]))
        head = max((self.doc[i] for i in name), key=lambda t: (t.head.i not in name, t.i))
        labels = [self.doc[i].ent_type_ for i in name if self.doc[i].ent_type_ in _NAMED]
        return self._make(
            head, name, "name", tuple(_plain(word) for word in self._text(name).split()),
            titles=tuple(straight(self.doc[i].lower_.strip(".")) for i in titles), label=max(labels, key=labels.count, default=""),
            titled=self._span(titles), gender=next((GENDER[t] for i in titles if (t := self.doc[i].lower_.strip(".")) in GENDER), None),
            definite=_determiner(self.doc, (titles or name)[0]) == "the",
        )  # fmt: skip

    def _span(self, where: Sequence[int]) -> tuple[int, int] | None:
        if not where:
            return None
        last = self.doc[where[-1]]
        return self.segment.start + self.doc[where[0]].idx, self.segment.start + last.idx + len(last)

    def _text(self, where: Sequence[int]) -> str:
        return self.doc[where[0] : where[-1] + 1].text

    def _noun(self, token: "Token") -> Iterator[Mention]:
        lemma = straight(token.lemma_.lower())
        kinds = noun_kinds(lemma)
        if not kinds or token.dep_ == "compound" or self._is_title(token):
            return
        first = min([t.i for t in token.lefts if t.dep_ in ("det", "amod", "compound", "nummod", "poss")] + [token.i])
        determiner = self.doc[first].lower_
        owned = any(t.dep_ == "poss" for t in token.lefts)
        yield self._make(
            token, list(range(first, token.i + 1)), "noun", (lemma,), gender=GENDER.get(lemma),
            plural=token.tag_ in ("NNS", "NNPS"), label=kinds,
            definite=determiner in ("the", "that", "this", "these", "those") or owned,
        )  # fmt: skip

    def _is_title(self, token: "Token") -> bool:
        """True for a noun right before the name that it goes with: "coach Jason Garrett"."""
        if token.i + 1 >= len(self.doc) or token.tag_ in ("NNS", "NNPS"):
            return False
        after = self.doc[token.i + 1]
        return "p" in noun_kinds(straight(token.lemma_.lower())) and _in_name(after) and after.pos_ == "PROPN"

    def _make(self, head: "Token", where: Sequence[int], form: str, words: tuple[str, ...], **more: object) -> Mention:
        first, last = self.doc[where[0]], self.doc[where[-1]]
        at = bisect.bisect_right(self._opens, first.idx) - 1
        return Mention(
            self.segment.start + first.idx, self.segment.start + last.idx + len(last),
            self._sentence_of(head.i), self.segment.paragraph, self.segment.kind, form, head, words,
            quoted=at >= 0 and first.idx < self._closes[at], **more,  # type: ignore[arg-type]
        )  # fmt: skip


def noun_kinds(lemma: str) -> str:
    """What a common noun can stand for: p(erson), b(ody), g(roup), d(ocument), several or none of them."""
    kinds = "p" * (lemma in PEOPLE) + "b" * (lemma in BODIES) + "g" * (lemma in GROUPS) + "d" * (lemma in DOCUMENTS)
    if kinds:
        return kinds
    stem = lemma.split("-")[-1]
    if stem != lemma:
        return noun_kinds(stem)
    return "p" if lemma.endswith(("ist", "ologist", "woman", "person")) or lemma.endswith("sman") else ""


def name_runs(doc: "Doc", known: frozenset[str] = frozenset()) -> Iterator[list[int]]:
    """Find the runs of tokens that are a name with its titles; a comma, a possessive or a gap ends one."""
    run: list[int] = []
    for token in doc:
        if _in_name(token) or (token.text in known and token.tag_ != "NNPS"):
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


def _in_name(token: "Token") -> bool:
    text = token.text
    if not (text[:1].isupper() or (text[:1] == "@" and len(text) > 2)) or token.is_space:
        return False
    if token.lower_ in _CLOSED and not (token.ent_type_ in _NAMED and (len(text) == 1 or text == "US")):
        return False
    if token.pos_ == "PROPN":
        return token.ent_type_ not in ("DATE", "TIME")
    if token.ent_type_ in _NAMED - {"NORP"}:
        return True
    inside = token.i > token.sent.start and token.nbor(-1).text not in "“\"‘'(:"
    return inside and token.pos_ in ("NOUN", "X") and token.tag_ != "NNS"


def _joins(doc: "Doc", token: "Token") -> bool:
    """True for the small words and marks inside a name: "van", "of" in bodies, the hyphen."""
    if token.i + 1 >= len(doc) or token.i == 0:
        return False
    before, after = doc[token.i - 1], doc[token.i + 1]
    if token.lower_ in _PARTICLES:
        return after.text[:1].isupper() and after.pos_ == "PROPN" and before.text[:1].isupper()
    if token.text in ("-", "–") and not before.whitespace_ and not token.whitespace_:
        return after.text[:1].isupper()
    if token.lower_ in ("of", "for", "&") and after.text[:1].isupper():
        same = token.ent_type_ in ("ORG", "WORK_OF_ART", "LAW") and after.ent_iob_ == "I" and before.ent_iob_ in "BI"
        return token.text == "&" or same or before.lower_ in _OF
    if token.lower_ in ("the", "and") and after.text[:1].isupper():
        return (
            token.ent_type_ == "ORG"
            and token.ent_iob_ == "I"
            and after.ent_iob_ == "I"
            and before.lower_ in ("of", "for")
        )
    return False


def _breaks(doc: "Doc", run: list[int], token: "Token") -> bool:
    """True where a new name begins right after another: at a recognised person of two words, or at a handle."""
    before = doc[run[-1]]
    if token.text.startswith("@") or before.text.startswith("@"):
        return True
    if token.ent_type_ == "PERSON" and token.ent_iob_ == "B" and before.ent_type_ != "PERSON":
        length = next((k for k in range(1, 6) if token.i + k >= len(doc) or doc[token.i + k].ent_iob_ != "I"), 1)
        return length >= 2 and before.lower_.strip(".") not in _PARTICLES
    if before.text.endswith(".") and len(before.text) > 3 and before.ent_type_ == "GPE" and token.ent_type_ != "GPE":
        return True  # "Oxnard, Calif. Bryant"
    return before.ent_type_ in ("GPE", "NORP", "DATE") and token.ent_iob_ == "B" and token.ent_type_ == "PERSON"


def split_titles(doc: "Doc", run: list[int], known: frozenset[str] = frozenset()) -> tuple[list[int], list[int]]:
    """Cut a run into titles and name: "U.S. Defense Secretary" and "Jim Mattis"; a title alone is no name."""
    if len(run) == 1 and doc[run[0]].text in known and doc[run[0]].text not in ("President", "Senator"):
        return [], run
    if len(run) == 1 and doc[run[0]].tag_ == "NNPS":
        return [], run  # "Democrats"
    cut = 0
    bodies = [place for place, i in enumerate(run) if doc[i].lower_ in BODIES]
    for place, i in enumerate(run[:-1]):
        word = straight(doc[i].lower_.strip("."))
        hyphenated = doc[i + 1].text == "-" if i + 1 < len(doc) else False
        if (
            word in TITLES
            and not hyphenated
            and not (bodies and bodies[-1] > place)
            and doc[run[place + 1]].lower_ not in ("of", "for", "-")
        ):
            cut = place + 1
    titles, name = run[:cut], run[cut:]
    while name and straight(doc[name[0]].lower_) in BEFORE_TITLES and len(name) > 1 and not doc[name[0]].ent_type_:
        titles, name = [*titles, name[0]], name[1:]
    words = [straight(doc[i].lower_.strip(".")) for i in name]
    if all(w in TITLES or w in BEFORE_TITLES for w in words) and not titles:
        return [], []
    return titles, name


def _titled(token: "Token") -> bool:
    return straight(token.lower_.strip(".")) in TITLES


def _titles_before(doc: "Doc", first: int) -> Iterator[int]:
    """The nouns and adjectives right before a name, where the last of them is one for a person."""
    i = first - 1
    if i < 0 or not ("p" in noun_kinds(straight(doc[i].lemma_.lower())) or _titled(doc[i])) or doc[i].tag_ == "NNS":
        return
    while i > 0 and doc[i - 1].pos_ in ("NOUN", "PROPN", "ADJ") and not doc[i - 1].is_space and doc[i - 1].whitespace_:
        i -= 1
    yield from range(i, first)


def _determiner(doc: "Doc", first: int) -> str:
    return doc[first - 1].lower_ if first else ""


def _plain(word: str) -> str:
    return straight(word.strip('“”"')) or word


def indefinite(words: Iterable[str]) -> bool:
    """True where a noun phrase begins with a word that brings somebody new: "a", "some", "several"."""
    return next(iter(words), "") in INDEFINITE
