"""Any bytes become the text they were, or a clear refusal; what is whole is not touched."""

import contextlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ARTICLE
from toolkit.errors import OptionError, ReadError
from toolkit.formats.decoding import decode, looks_like, repair

WESTERN = "“The café’s owner — Zoë Müller — said the naïve mayor is back,” the Echo wrote. "


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", ()),
        ("utf-8-sig", ("byte order mark removed",)),
        ("utf-16", ("read as UTF-16",)),
        ("utf-16-le", ("read as UTF-16",)),
        ("utf-16-be", ("read as UTF-16",)),
        ("utf-32", ("read as UTF-32",)),
        ("cp1252", ("read as windows-1252",)),
        ("mac_roman", ("read as mac-roman",)),
    ],
)
def test_english_text_in_any_encoding_is_read(encoding: str, told: tuple[str, ...]) -> None:
    assert decode((WESTERN * 3).encode(encoding)) == (WESTERN * 3, told)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Мэр сказал, что паром снова ходит после двух лет ремонта. " * 3, "koi8-r"),
        ("市長はフェリーが二年ぶりに再開したと述べた。これは良いことだ。" * 3, "shift_jis"),
        ("市长说渡轮在修理两年后重新开通。这是一件好事。" * 3, "gb18030"),
        ("Le maire a déclaré que la traversée était terminée. " * 3, "latin-1"),
    ],
)
def test_other_languages_are_read_so_that_the_warning_can_name_them(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding))[0] == text


def test_short_text_is_read_as_windows_1252() -> None:
    assert decode(b"Zo\xeb\x92s caf\xe9") == ("Zoë’s café", ("read as windows-1252",))


def test_strange_bytes_in_utf_8_are_read_as_windows_1252() -> None:
    mixed = "“One café,” she said. ".encode() + "naïve".encode("cp1252")

    assert decode(mixed) == ("“One café,” she said. naïve", ("1 byte that is not UTF-8 read as windows-1252",))


def test_the_encoding_named_is_used_or_refused() -> None:
    assert decode("Łódź".encode("cp1250"), "cp1250") == ("Łódź", ())
    with pytest.raises(ReadError, match=r"not in ascii .* Leave encoding out"):
        decode("é".encode(), "ascii")
    with pytest.raises(OptionError, match="'poem' is not known"):
        decode(b"a", "poem")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "a PNG image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Word, Excel or Outlook file"),
        (b"{\\rtf1 The ferry}", "an RTF document"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "a WebP image"),
        (b"\0\0\0\x18ftypmp42", "a video or sound file"),
        (b"\x80\x04\x95\x10\0\0\0\0", "a pickle"),
        (bytes(range(256)) * 10, "controls"),
        (b"\0\1\2\3abc" * 10, "controls"),
    ],
)
def test_binary_files_are_refused_by_name(data: bytes, what: str) -> None:
    with pytest.raises(ReadError, match=what) as refusal:
        decode(data)
    assert "copy its text into read_article" in str(refusal.value)


def test_first_bytes_tell_a_format() -> None:
    assert looks_like(b"PK\x03\x04") == "a zip archive"
    assert looks_like(b"The ferry") is None


@pytest.mark.parametrize(
    ("broken", "whole", "told"),
    [
        ("â€œWe goâ€\x9d she said, itâ€™s", "“We go” she said, it’s", "mojibake repaired in 3 places"),
        ("â€œWe goâ€ she said", "“We go” she said", "mojibake repaired in 2 places"),
        ("the caf\u00c3\u00a9", "the café", "mojibake repaired in 1 place"),
        ("the cafA\u0303©", "the café", "letters and their accents joined"),  # decomposed after it was broken
        ("\x93We go\x94 he\x92s", "“We go” he’s", "mojibake repaired in 3 places"),
        ("AT&amp;T&#8217;s &quot;plan&quot;", 'AT&T’s "plan"', "HTML entities decoded in 4 places"),
        ("a\r\nb\rc\u2028d\x0ce", "a\nb\nc\nd\ne", "line ends made uniform"),
        ("fer\x00ry\x07", "ferry", "2 control characters removed"),
        ("fi\u00adnance\u200b \ufeffma\u200dyor", "finance mayor", "4 invisible characters removed"),
        ("\ufb01nance o\ufb03ce", "finance office", "ligatures written as letters in 2 places"),
        ("cafe\u0301", "café", "letters and their accents joined"),
        ("a\ud83d\ude00b \ud800", "a😀b \ufffd", "half characters joined or replaced in 2 places"),
    ],
)
def test_what_is_broken_is_repaired_and_told(broken: str, whole: str, told: str) -> None:
    text, repairs = repair(broken)

    assert text == whole
    assert told in repairs


@pytest.mark.parametrize(
    "text",
    [
        WESTERN,
        '“Curly” ‘single’ "straight" it\'s it’s … — – ―',
        "Ｆｕｌｌ width, no\u00a0break, 👩‍🚀 and ½ ™ £5 Ñandú Škoda",
        "The tag <b>AT&amp;T</b> is about HTML",
        "Tabs\tand\n\nlines",
        "",
    ],
)
def test_what_is_whole_is_not_touched(text: str) -> None:
    assert repair(text) == (text, ())


def test_the_article_that_ships_needs_no_repair() -> None:
    text, told = decode(ARTICLE.read_bytes())

    assert told == ()
    assert repair(text) == (text, ())


@settings(deadline=None)
@given(st.one_of(st.text(), st.text(alphabet=st.sampled_from("â€œ™Ã©\x9d\x85\r\n &amp;\u0301\ud800\udc00a\u200b\0"))))
def test_any_text_becomes_clean(text: str) -> None:
    mended, told = repair(text)

    assert not set(mended) & set("\0\r\x07\x85\u2028\u200b\ufeff\x7f")
    assert mended.encode("utf-8").decode() == mended  # no half characters
    assert (mended == text) == (not told)


@settings(deadline=None)
@given(st.binary())
def test_any_bytes_become_text_or_a_refusal(data: bytes) -> None:
    with contextlib.suppress(ReadError):
        text, _ = decode(data)
        assert repair(text)[0].encode("utf-8").decode() == repair(text)[0]


@pytest.mark.parametrize("piece", ["â€™", "é\n", "\x92", "a\u0301", "\ud800", "&amp;", "â€œWe goâ€\x9d he said\n"])
def test_a_million_characters_are_repaired_in_seconds(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    begun = time.process_time()

    repair(text)

    assert time.process_time() - begun < 5
