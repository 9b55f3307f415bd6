"""Markdown -> paragraphs without its marks; headings tell headline and subheadings."""

import re

from toolkit.formats.content import Content, Paragraph

_FRONT_MATTER = re.compile(r"\A---\n(.{0,5000}?)\n---\n", re.DOTALL)
_TEXT = ("text", "code_inline", "softbreak", "hardbreak")


def read_markdown(text: str) -> Content:
    from markdown_it import MarkdownIt

    said: dict[str, str | None] = {}
    if front := _FRONT_MATTER.match(text):
        pairs = (line.partition(":") for line in front[1].split("\n"))
        values = {key.strip().lower(): value.strip().strip("\"'") or None for key, _, value in pairs}
        said = {"title": values.get("title"), "date": values.get("date"), "byline": values.get("author")}
        text = text[front.end() :]
    found: list[Paragraph] = []
    opened: list[str] = []
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type.endswith("_open"):
            opened.append(token.tag)
        elif token.type.endswith("_close"):
            opened.pop()
        elif token.type == "inline":
            line = "".join("\n" if "break" in c.type else c.content for c in token.children or [] if c.type in _TEXT)
            found.append(Paragraph(line, _markdown_kind(opened, found)))
        elif token.type in ("fence", "code_block"):
            found.append(Paragraph(token.content, "body"))
    return Content([p for p in found if p.text.strip()], said)


def _markdown_kind(opened: list[str], found: list[Paragraph]) -> str | None:
    if opened[-1] == "h1" and not any(p.kind == "headline" for p in found):
        return "headline"
    if opened[-1] in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return "subheading"
    return "body" if "li" in opened or "table" in opened else None
