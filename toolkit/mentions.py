"""What an article's words refer to: each name, pronoun and noun for people, bodies, groups and documents, in order."""

import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.article import Article
from toolkit.binding import bound_gender
from toolkit.language import straight
from toolkit.name_runs import (
    NAMED,
    NO_NAMES,
    PARTY,
    NameRuns,
    determiner,
    in_name,
    is_title,
    noun_kinds,
    plain,
)  # fmt: skip
from toolkit.name_titles import split_titles, titles_before
from toolkit.parsing import Segment, parse
from toolkit.posts import is_field
from toolkit.quotation import quotations
from toolkit.role_words import GENDER
from toolkit.told import age_of

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
_CONTENT = frozenset("VERB NOUN ADJ ADV".split())
_MARKS = frozenset("\"“‘'(")
AGED = "year-old"  # the word that stands for a noun such as "the 57-year-old"
_BEFORE_AGE = 4  # words between the article and the age: "the American-born 29-year-old"
_DEFINITE = frozenset("the that this these those".split())
_PLACES = frozenset("nsubj nsubjpass poss dobj pobj conj appos agent compound dative attr".split())


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention: where it stands, what it looks like, and the word of the parse that it hangs on.

    `form` is name, pronoun or noun; `words` the name's words without titles, or the noun's lemma; `titles` what stands
    before a name as one, `titled` their span; `label` the recogniser's, or what a noun can stand for; `person` is 1,
    1p, 3, 3n, 3p or rel for pronouns; `gender` m or f where the words themselves tell; `quoted` is true within
    quotation marks.
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
    names = [NameRuns(segment.doc, segment.text) for segment in segments]
    known = frozenset(_surnames(segments, names)) | _always_capitals(segments)
    sentence = 0
    for segment, runs in zip(segments, names, strict=True):
        local = _Local(segment, sentence, runs, known)
        found += sorted(local.mentions(), key=lambda m: (m.start, -m.end))
        sentence += local.sentences
    return found


def _surnames(segments: Iterable[Segment], names: Iterable[NameRuns]) -> Iterator[str]:
    """The last words of the names of people, so that "Queen said" is known for a name where there is a LeNee Queen."""
    for segment, runs in zip(segments, names, strict=True):
        for run in runs.found:
            _, name = split_titles(segment.doc, run)
            last = segment.doc[name[-1]] if len(name) > 1 else None
            if len(name) == 1 and segment.doc[name[0]].ent_type_ == "PERSON":
                last = segment.doc[name[0]]
            heading = segment.kind in ("headline", "subheading")
            if last is not None and last.text[:1].isupper() and not last.text.isupper() and not heading:
                yield from (last.text, last.text.upper())


def _always_capitals(segments: Iterable[Segment]) -> frozenset[str]:
    """The words that the body writes with a capital within its sentences, twice at least, and never without one."""
    capitals: Counter[str] = Counter()
    small = set(NO_NAMES)
    for token in (t for s in segments if s.kind == "body" for t in s.doc if len(t) > 2 and t.is_alpha):
        if token.is_lower:
            small.add(token.text)
        elif token.is_title and not token.is_sent_start and token.nbor(-1).text[-1:].isalnum():
            capitals[token.text] += token.ent_type_ not in ("NORP", "DATE", "TIME") and token.tag_ != "NNPS"
    return frozenset(w for w, n in capitals.items() if n >= 2 and w.casefold() not in small)


def _is_heading(doc: "Doc", start: int, end: int) -> bool:
    """True where nearly every long word begins with a capital: "Ada Moss Opens The Ferry", whatever the layout."""
    large = (t for t in map(doc.__getitem__, range(start, end)) if not t.is_lower and t.is_alpha and len(t) > 3)
    if sum(not t.ent_type_ and t.text[0].isupper() for t in large) < 2:
        return False  # names alone are no heading
    words = [t for t in doc[start:end] if t.is_alpha]
    return len(words) > 4 and sum(t.text[0].islower() and t.pos_ in _CONTENT for t in words) < 0.1 * len(words)


def _words(name: str) -> tuple[str, ...]:
    """A name's words, without marks but for those about a nickname."""
    words = name.split()
    return tuple(word if 0 < i < len(words) - 1 else plain(word) for i, word in enumerate(words))


class _Local:
    """The mentions of one parsed paragraph."""

    def __init__(self, segment: Segment, first: int, runs: NameRuns, known: frozenset[str]) -> None:
        self.segment, self.doc, self.runs, self.known = segment, segment.doc, runs, known
        sentences = [(s.start, s.end) for s in self.doc.sents]
        self.sentences, self._first_sentence, self._firsts = len(sentences), first, [start for start, _ in sentences]
        body = segment.kind == "body"
        self._titled = [body and _is_heading(self.doc, start, end) for start, end in sentences]
        marks = [(q.start, q.end) for q in quotations(segment.text)]
        self._opens, self._closes = [m[0] for m in marks], [m[1] for m in marks]

    def mentions(self) -> Iterator[Mention]:
        taken: set[int] = set()
        for run in self.runs.knowing(self.known):
            titles, name = split_titles(self.doc, run, self.known)
            if not name or is_field(self.doc, run) or PARTY.fullmatch(self._text(name)):
                continue
            if not titles and self._no_name(name):
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
        party = token.text == "I" and token.i + 1 < len(token.doc) and token.nbor().text[0] == "-"  # "(I-Vt.)"
        return token.text not in ("US", "IT") and not party

    def _no_name(self, name: list[int]) -> bool:
        """True for a word that has its capital from where it stands, and no place for a name: "Laugh," she said."""
        token = self.doc[name[0]]
        if len(name) > 1 or token.ent_type_ or token.text in self.known or "@" in token.text:
            return False
        if token.text.isupper() and len(token) > 1 and token.i > 1 and token.nbor(-1).text == "(":
            return not in_name(token.nbor(-2))  # "the Institute for Fish (IF)"
        alone = token.i > 0 and token.nbor(-1).text in _MARKS and token.i + 1 < len(self.doc) and token.nbor().is_punct
        opens = token.is_sent_start is True or (token.i > 0 and token.nbor(-1).text in _MARKS)
        return alone or (opens and token.dep_ not in _PLACES)

    def _name(self, titles: list[int], name: list[int]) -> Mention | None:
        if not titles:
            after = self.doc[name[-1] + 1] if name[-1] + 1 < len(self.doc) else None
            if is_title(self.doc[name[-1]]) and after is not None and in_name(after) and len(name) > 1:
                return None  # "Wisconsin Senator" before the senator's name
            titles = list(titles_before(self.doc, name[0]))
        head = max((self.doc[i] for i in name), key=lambda t: (t.head.i not in name, t.i))
        labels = [self.doc[i].ent_type_ for i in name if self.doc[i].ent_type_ in NAMED]
        words = tuple(straight(self.doc[i].lower_.strip(".")) for i in titles)
        return self._make(
            head, name, "name", _words(self._text(name)), titles=words,
            titled=self._span(range(titles[0], name[0]) if titles else ()),
            label=max(labels, key=labels.count, default=""),
            gender=next((GENDER[w] for w in (*words, self.doc[name[0]].lower_) if w in GENDER), None),
            definite=determiner(self.doc, (titles or name)[0]) == "the",
        )  # fmt: skip

    def _span(self, where: Sequence[int]) -> tuple[int, int] | None:
        if not where:
            return None
        last = self.doc[where[-1]]
        return self.segment.start + self.doc[where[0]].idx, self.segment.start + last.idx + len(last)

    def _text(self, where: Sequence[int]) -> str:
        last = self.doc[where[-1]]
        return self.segment.text[self.doc[where[0]].idx : last.idx + len(last)]

    def _noun(self, token: "Token") -> Iterator[Mention]:
        if token.lower_ == "old":
            yield from self._age(token)
            return
        lemma = straight(token.lemma_.lower())
        kinds = noun_kinds(lemma)
        if not kinds or token.dep_ == "compound" or self._is_title(token):
            return
        first = min([t.i for t in token.lefts if t.dep_ in ("det", "amod", "compound", "nummod", "poss")] + [token.i])
        determiner = self.doc[first].lower_
        owned = any(t.dep_ == "poss" for t in token.lefts)
        plural = token.tag_ in ("NNS", "NNPS")
        gender = GENDER.get(lemma) or (bound_gender(token) if "p" in kinds and not plural else None)
        yield self._make(
            token, list(range(first, token.i + 1)), "noun", (lemma,), gender=gender, plural=plural, label=kinds,
            definite=determiner in _DEFINITE or owned,
        )  # fmt: skip

    def _age(self, old: "Token") -> Iterator[Mention]:
        """Somebody told by an age: "the 57-year-old", not "the 57-year-old mayor"."""
        following = self.doc[old.i + 1] if old.i + 1 < len(self.doc) else None
        if (age := age_of(old)) is None or (following is not None and following.pos_ in ("NOUN", "PROPN", "ADJ")):
            return
        before = self.doc[max(age.i - _BEFORE_AGE, 0) : age.i]
        first = next((t for t in reversed(before) if t.tag_ == "DT"), age)
        yield self._make(
            old, list(range(first.i, old.i + 1)), "noun", (AGED,), label="p", definite=first.lower_ in _DEFINITE
        )

    def _is_title(self, token: "Token") -> bool:
        """True for a noun right before the name that it goes with: "coach Jason Garrett"."""
        if token.i + 1 >= len(self.doc) or token.tag_ in ("NNS", "NNPS"):
            return False
        after = self.doc[token.i + 1]
        return "p" in noun_kinds(straight(token.lemma_.lower())) and in_name(after) and after.pos_ == "PROPN"

    def _make(self, head: "Token", where: Sequence[int], form: str, words: tuple[str, ...], **more: object) -> Mention:
        first, last = self.doc[where[0]], self.doc[where[-1]]
        at = bisect.bisect_right(self._opens, first.idx) - 1
        sentence = bisect.bisect_right(self._firsts, head.i) - 1
        kind = "subheading" if self._titled[sentence] else self.segment.kind
        return Mention(
            self.segment.start + first.idx, self.segment.start + last.idx + len(last),
            self._first_sentence + sentence, self.segment.paragraph, kind, form, head, words,
            quoted=at >= 0 and first.idx < self._closes[at], **more,  # type: ignore[arg-type]
        )  # fmt: skip
