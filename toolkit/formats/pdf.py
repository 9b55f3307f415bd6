"""A PDF -> paragraphs: the lines of its layout joined, words divided at line ends whole again."""

import io
import logging
import re

from pypdf import PdfReader

from toolkit.errors import ReadError
from toolkit.formats.content import Content, Paragraph, one_line
from toolkit.paragraphs import paragraphs

logging.getLogger("pypdf").addHandler(logging.NullHandler())  # its remarks on a file's faults help no reader


def read_pdf(data: bytes) -> Content:
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise ReadError("The PDF is locked with a password. Unlock it, or copy its text into read_article.")
    text = "\n".join(page.extract_text() for page in reader.pages)
    if not text.strip():
        raise ReadError("The PDF holds pictures of pages, not text. Run a text recognition (OCR) over it first.")
    found, divided = [], 0
    for start, end in paragraphs(text):
        lines, words = re.subn(r"(?<=[^\W\d_])-\s*\n\s*(?=[a-z])", "", text[start:end])
        divided += words
        found.append(Paragraph(one_line(lines)))
    told = f"words divided at line ends joined in {divided} place{'s' * (divided != 1)}"
    return Content(found, repairs=[told] if divided else [])
