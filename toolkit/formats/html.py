"""A web page -> its article, by trafilatura, with the captions that trafilatura leaves out."""

import logging
import re
from collections.abc import Iterator
from typing import Any

from toolkit.errors import ReadError
from toolkit.formats.content import Content, Paragraph, one_line, same_words

_TAG = re.compile(r"<!doctype html|<html[\s>]|</(?:p|div|body|article|h1)>|<br\s*/?>", re.IGNORECASE)
_WHOLE_PAGE = "the article could not be told from the page around it: all of the page's text was taken"
logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # its remarks on a page help no reader


def is_html(text: str) -> bool:
    """True for text with the tags of a page's paragraphs in it, as web feeds deliver it."""
    return _TAG.search(text) is not None


def read_html(text: str, url: str | None) -> Content:
    import trafilatura

    page = trafilatura.load_html(f"<div>{text}</div>" if "<body" not in text.lower() else text)
    if page is None:
        raise ReadError("There is no page in it. If it is plain text, pass kind='txt'.")
    captions = _captions(page)
    read: Any = trafilatura.bare_extraction(
        text, url=url, with_metadata=True, include_comments=False,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )  # fmt: skip
    if read is None or read.body is None or not "".join(read.body.itertext()).strip():
        whole = trafilatura.html2txt(f"<div>{text}</div>").strip()
        return Content([Paragraph(line) for line in whole.split("\n")], warnings=[_WHOLE_PAGE] if whole else [])
    said = {
        "title": read.title, "byline": (read.author or "").replace("; ", ", ") or None, "date": read.date,
        "outlet": read.sitename, "url": read.url or url,
    }  # fmt: skip
    found = list(_html_paragraphs(read.body))
    if read.title and not any(same_words(read.title, p.text) for p in found):
        found.insert(0, Paragraph(read.title, "headline"))
    return Content(list(_with_captions(found, captions, read.title)), said)


def _html_paragraphs(body: Any) -> Iterator[Paragraph]:
    """Go through trafilatura's elements: p, head, list, quote, table, code."""
    for element in body:
        if element.tag == "list":
            yield from (Paragraph(_flat(item), "body") for item in element)
        elif element.tag == "table":
            rows = element.iter("row")
            yield from (Paragraph(" | ".join(filter(None, map(_flat, row))), "body") for row in rows)
        elif element.tag == "quote" and len(element.findall("p")):
            yield from (Paragraph(_flat(p)) for p in element.findall("p"))
        elif element.tag == "head":
            yield Paragraph(_flat(element), "subheading")
        else:
            for line_break in element.iter("lb"):
                line_break.tail = "\n" + (line_break.tail or "")
            yield Paragraph("\n".join(map(one_line, "".join(element.itertext()).split("\n"))))


def _captions(page: Any) -> list[tuple[str, str]]:
    """List each figure's caption with the text of the paragraph that comes after it."""
    found: list[tuple[str, str]] = []
    waiting: list[str] = []
    for element in page.iter("figcaption", "p", "h2", "h3", "li", "blockquote"):
        text = _flat(element)
        if element.tag == "figcaption":
            if len(text.split()) > 2 and text not in waiting:
                waiting.append(text)
        elif text and not any(
            parent.tag in ("figcaption", "nav", "footer", "aside") for parent in element.iterancestors()
        ):
            found += [(caption, text) for caption in waiting]
            waiting = []
    return found + [(caption, "") for caption in waiting]


def _with_captions(found: list[Paragraph], captions: list[tuple[str, str]], title: str | None) -> Iterator[Paragraph]:
    """Put captions, which trafilatura leaves out or takes for paragraphs, where they stood; name the headline."""
    texts = {one_line(p.text) for p in found}
    names = {caption for caption, _ in captions}
    after = [caption for caption, following in captions if following not in texts and caption not in texts]
    seen = False
    for paragraph in found:
        text = one_line(paragraph.text)
        yield from (Paragraph(c, "caption") for c, following in captions if following == text and c not in texts)
        if not seen and title and same_words(title, text):
            seen = True
            yield Paragraph(text, "headline")
        elif text:
            yield Paragraph(text, "caption") if text in names else paragraph
    yield from (Paragraph(caption, "caption") for caption in after)


def _flat(element: Any) -> str:
    return one_line("".join(element.itertext()))
