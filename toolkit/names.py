"""A source's words -> a canonical name, only where it is sure: the same name, or the surname of one person."""

import re

from toolkit.article import Article
from toolkit.language import parse, straight

_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
_TITLE = re.compile(r"^(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Capt|Sgt|Rev|Prof|Sir|Dame|Lord|Lady)\.?\s+)+")
_SUFFIX = re.compile(r",?\s+(?:Jr|Sr|II|III|IV)\.?$")
_BODIES = ("ORG", "GPE")
_DOCUMENTS = frozenset(
    "report study survey poll letter document documents memo statement article book email filing indictment ruling "
    "research paper analysis lawsuit complaint dossier transcript data figures".split()
)
_UNNAMED = frozenset(
    "official officials source sources aide aides critic critics expert experts analyst analysts witness witnesses "
    "authorities supporters opponents observers people person man woman spokesman spokeswoman spokesperson "
    "diplomat diplomats lawmaker lawmakers resident residents neighbor neighbors neighbour neighbours voters "
    "researchers scientists insiders advisers advisors police prosecutors investigators".split()
)
_INDEFINITE = re.compile(r"^(?:a|an|one|some|several|many|other|two|three|senior|unnamed)\b", re.IGNORECASE)


class Names:
    """The full names of an article's people and bodies, and the words that stand for each."""

    def __init__(self, article: Article) -> None:
        self._text = article.text
        self._people: dict[str, set[str]] = {}
        self._bodies: set[str] = set()
        for segment in parse(article):
            for entity in segment.doc.ents:
                start = segment.start + entity.start_char
                name = _plain_name(article.text[start : start + len(entity.text)])
                if entity.label_ == "PERSON" and name:
                    self._people.setdefault(_surname(name), set()).add(name)
                elif entity.label_ in _BODIES and name:
                    self._bodies.add(name)

    def resolve(self, start: int, end: int) -> tuple[str | None, str | None]:
        """Return the speaker and the kind of speaker that a source, `article.text[start:end]`, stands for."""
        source = " ".join(self._text[start:end].split())
        name = _plain_name(re.split(r",\s|\s[—–(]", source, maxsplit=1)[0])
        if re.search(r"\band\b", name):
            return None, "group"
        if person := self._person(name):
            return person, "person"
        if name in self._bodies:
            return name, "organisation"
        return None, _kind(source)

    def _person(self, name: str) -> str | None:
        """The fullest name of the person whose name these words end with; None where two may be meant."""
        words = name.split()
        known = self._people.get(_surname(name), set()) if words else set()
        full = {other for other in known if not any(_longer(another, other) for another in known)}
        meant = {other for other in full if _agrees(name, other, full)}
        return meant.pop() if len(meant) == 1 else None


def _longer(name: str, other: str) -> bool:
    """True where `name` is a fuller form of `other`: "Vladimir Putin" of "Putin"."""
    return name != other and set(other.split()) < set(name.split())


def _agrees(name: str, person: str, known: set[str]) -> bool:
    """True where a source may name this person: its words end in the name, or in a surname that one person bears."""
    if name == person or name.endswith(f" {person}"):
        return True
    return len(known) == 1 and set(name.split()) <= set(person.split())


def _surname(name: str) -> str:
    return name.split()[-1].casefold()


def _plain_name(name: str) -> str:
    name = _SUFFIX.sub("", _POSSESSIVE.sub("", " ".join(name.split()).strip("“”\"'’, ")))
    name = re.sub(r"^(?:[Tt]he)\s+", "", _TITLE.sub("", name))
    return name if "." in name[:-1] else name.rstrip(".")  # "U.S." keeps its full stop


def _kind(source: str) -> str | None:
    """The kind of a source that is no name, where its words leave no doubt."""
    words = straight(source).lower().split()
    if words and words[0] in ("he", "she", "i"):
        return "person"
    head = re.split(r"\s(?:of|from|by|in|at|who|that|with|for)\b|,", " ".join(words), maxsplit=1)[0].split()
    last = head[-1].strip(".'") if head else ""
    if last in _DOCUMENTS:
        return "document"
    if last in _UNNAMED and (last.endswith("s") or last == "police" or _INDEFINITE.match(source)):
        return "unnamed"
    return None
