"""A Word document -> paragraphs; its styles tell headline, subheadings and captions."""

import io

from docx import Document
from docx.table import Table

from toolkit.formats.content import Content, Paragraph, check_unpacked_size, one_line


def read_docx(data: bytes) -> Content:
    check_unpacked_size(data)
    found: list[Paragraph] = []
    for part in Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(part, Table):
            rows = (" | ".join(dict.fromkeys(one_line(cell.text) for cell in row.cells)) for row in part.rows)
            found += [Paragraph(row, "body") for row in rows]
        else:
            style = (part.style.name if part.style else None) or ""
            found.append(Paragraph(part.text, _docx_kind(style, found)))
    return Content([p for p in found if p.text.strip()])


def _docx_kind(style: str, found: list[Paragraph]) -> str | None:
    if style in ("Title", "Heading 1") and not any(p.kind == "headline" for p in found):
        return "headline"
    if style.startswith(("Heading", "Subtitle")):
        return "subheading"
    return {"Caption": "caption", "List Paragraph": "body"}.get(style) or ("body" if style.startswith("List") else None)
