"""What a reader should know before trusting the tables: another language, great length, lost characters."""

import functools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from toolkit.article import LONG_CHARACTERS
from toolkit.visible import number_of

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ENGLISH = frozenset(
    "the and to that with for his were has have from by they which this said are but not their who had been would it "
    "he she an as at be will its about after when there we you".split()
)
_SAMPLE = 50_000  # characters: a language shows in far fewer
_FEWEST_WORDS = 20  # below, names and loan words decide
_LANGUAGES = {
    "af": "Afrikaans", "ar": "Arabic", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali", "bs": "Bosnian",
    "ca": "Catalan", "cs": "Czech", "cy": "Welsh", "da": "Danish", "de": "German", "el": "Greek", "eo": "Esperanto",
    "es": "Spanish", "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fr": "French", "ga": "Irish",
    "gl": "Galician", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian",
    "id": "Indonesian", "is": "Icelandic", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "ko": "Korean",
    "la": "Latin", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian", "ms": "Malay", "mt": "Maltese",
    "nb": "Norwegian", "nl": "Dutch", "nn": "Norwegian", "no": "Norwegian", "pl": "Polish", "ps": "Pashto",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian",
    "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "th": "Thai", "tl": "Tagalog", "tr": "Turkish",
    "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def caveats(text: str) -> Iterator[str]:
    """Say in plain sentences what to be wary of in a text."""
    if language := other_language(text):
        yield f"The text looks like {language}, not English: the tables rest on English grammar and word lists."
    if len(text) > LONG_CHARACTERS:
        yield (
            f"The text is very long ({len(text):,} characters). If it holds several articles, split it, or read them "
            "from a folder or a table with read_articles."
        )
    if lost := text.count("\ufffd"):
        yield f"{number_of(lost, 'unreadable character')} (�): the text was damaged before it was read."


def other_language(text: str) -> str | None:
    """Name the language of a text where it is surely not English; None for English and for too little text.

    Examples
    --------
    >>> other_language("El alcalde dijo el viernes que el barco ha vuelto al puerto y que la gente de la isla "
    ...                "está muy contenta después de dos años de espera.")
    'Spanish'
    >>> other_language("Ferry zurück") is None
    True
    """
    words = _WORD.findall(text[:_SAMPLE])
    letters = sum(map(len, words))
    foreign = 2 * sum(1 for word in words for letter in word if letter > "\u024f") > letters  # beyond Latin alphabets
    if letters < _FEWEST_WORDS or (not foreign and len(words) < _FEWEST_WORDS):
        return None
    if sum(word.lower() in _ENGLISH for word in words) > 0.12 * len(words):
        return None
    chances = dict(_identifier().rank(text[:_SAMPLE]))
    code, chance = max(chances.items(), key=lambda item: item[1])
    if not foreign and (chances.get("en", 0) > 0.01 or chance < 0.5):
        return None
    return _LANGUAGES.get(code, "another language") if chance > 0.9 else "another language"


@functools.cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
