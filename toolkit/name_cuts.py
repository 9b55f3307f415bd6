"""Which words of a mention are the name: "Moss" in "Moss Says", "Norway Moss" and "a Stop Moss rally"."""

import functools
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from toolkit.given_names import SUFFIXES, first_names
from toolkit.mentions import Mention
from toolkit.name_forms import is_body, name_key, surname
from toolkit.name_titles import REGNAL

if TYPE_CHECKING:
    from spacy.tokens import Token

HEADINGS = ("headline", "subheading")
_PLACES = ("GPE", "LOC")
_NEVER_GIVEN = frozenset("us u.s uk u.k eu un u.n".split())  # "in the U.S. Moss said": no end of a sentence is seen
_MODIFIES = ("compound", "nmod", "amod")
Key = tuple[str, ...]


class NameCuts:
    """What an article's other names tell of where a name begins and ends."""

    def __init__(self, named: Sequence[Mention]) -> None:
        running = [m for m in named if m.kind not in HEADINGS]
        self._known = {name_key(m.words) for m in running if len(m.words) > 1}
        self._alone = {name_key(m.words) for m in running if len(m.words) == 1}
        self._alone -= {(w,) for key in self._known for w in key[:-1]}
        self._places: Counter[Key] = Counter()
        self._organisations: Counter[Key] = Counter()
        self._titled: set[Key] = set()
        for mention in named:
            key = name_key(mention.words)
            self._places[key] += 1 if mention.label in _PLACES else -1
            self._organisations[key] += (mention.label == "ORG") - 9 * (mention.label == "PERSON")
            self._titled |= {key} if mention.titles else set()
        self._running = running
        self._bearers: defaultdict[str, set[Key]] = defaultdict(set)
        self._called: defaultdict[Key, set[str]] = defaultdict(set)
        for mention in (m for m in named if len(m.words) > 1 and not is_body(m.words)):
            key = name_key(mention.words)
            told = mention.kind not in HEADINGS and (mention.label == "PERSON" or mention.titles != ())
            if not mention.words[0].islower() and not _modifies(mention.head) and (told or key[0] in first_names()):
                self._bearers[surname(key)].add(key)
                self._called[key] |= {t.lemma_.lower() for t in mention.head.children if t.dep_ == "appos"}
                self._called[key] |= set(mention.titles)

    @functools.cached_property
    def _small(self) -> set[str]:
        """The words in small letters of the paragraphs with names in them; seldom asked for."""
        docs = {id(m.head.doc): m.head.doc for m in self._running}
        return {t.text for doc in docs.values() for t in doc if t.is_lower}

    def is_place(self, key: Key) -> bool:
        """True for a name that the recogniser takes for a place's more often than not."""
        return self._places[key] > 0

    def is_body(self, key: Key) -> bool:
        """True for a name that the recogniser takes for a body's, and hardly ever for a person's."""
        return self._organisations[key] > 0

    def is_titled(self, key: Key) -> bool:
        """True for a name that stands with a title: "President Moss"."""
        return key in self._titled

    def words(self, mention: Mention) -> tuple[str, ...]:
        """A name's words; without what stands before a name that the article also gives alone."""
        words = mention.words
        if mention.kind in HEADINGS and len(words) > 1 and name_key(words) not in self._known and (
            name_key(words[:1]) in self._alone and not is_body(words[1:2])
        ):  # fmt: skip
            return words[:1]  # "Moss Says" in a headline
        if len(words) > 2 and words[-1].casefold() not in SUFFIXES and not is_body(words):
            longest = next((n for n in range(len(words) - 1, 1, -1) if name_key(words[:n]) in self._known), 0)
            if longest and name_key(words) not in self._known:
                return words[:longest]  # "Ada Moss Endorses" in a headline
        if len(words) > 1 and (self._begins_late(words, mention) or self._is_rank(words)):
            return words[-1:]
        if words[0].casefold() in first_names() and not is_body(words):
            return words  # "Vera Lund Holm" is not "Lund Holm" with a title
        for cut in range(1, len(words) - 1):
            if words[cut].islower() or words[cut - 1].islower():
                continue  # "van Dalen" is no name to cut out of "Piet van Dalen"
            if len(words) - cut >= 2 and name_key(words[cut:]) in self._known and not is_body(words):
                return words[cut:]
        return words

    def _is_rank(self, words: tuple[str, ...]) -> bool:
        """True for "Prince Yusuf" where "Prince Yusuf bin Rahim" is named too."""
        rank, *given = name_key(words)
        return rank in REGNAL and any(rank in called for k, called in self._called.items() if [k[0]] == given)

    def _begins_late(self, words: tuple[str, ...], mention: Mention) -> bool:
        """True for a surname that another bears in full, behind what is no given name: a place, a calling, a verb."""
        key = name_key(words)
        others = [k for k in self._bearers[surname(key)] if k[0] != key[0]]
        if not others or is_body(words):
            return False
        if words[0].islower():
            return True  # "dos Montes", where "Ines dos Montes" has been named
        if _led(mention) or any(key[0] in self._called[other] for other in others):
            return True  # "Dean Moss", where "Ada Moss, dean of the school" has been named
        if key[0] in first_names() or key in self._bearers[surname(key)]:
            return False
        return _modifies(mention.head) or (
            mention.label != "PERSON"
            and (key[0] in _NEVER_GIVEN or self.is_place(key[:-1]) or key[0] in self._small)
        )  # fmt: skip


def _led(mention: Mention) -> bool:
    """True for a name behind the verb or the "both" that begins a sentence: "Will Moss go?", "Both Moss and Holm"."""
    doc, last = mention.head.doc, mention.head.i  # a person's last word is the one that the others hang on
    first = doc[max(last + 1 - len(mention.words), 0)]
    asks = first.tag_ == "MD" and last + 1 < len(doc) and doc[last + 1].tag_ == "VB"
    return asks or first.tag_ == "DT"


def _modifies(head: "Token") -> bool:
    """True for a name that goes with the noun after it: "a Moss rally"."""
    return head.dep_ in _MODIFIES and head.head.i > head.i and head.head.pos_ == "NOUN"
