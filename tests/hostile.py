"""Texts that would do harm if anything obeyed them, as articles: in body, title, names, and cells of tables.

`tests/cases/hostile.json` holds them; a case more is a label and a text. Fictional, all of it.
"""

import csv
import json
from pathlib import Path

from tests.conftest import ROOT
from toolkit import Article, attributions
from toolkit.sidecar import Correction, Group, source_name, text_hash, write_groups

CASES: dict[str, str] = {
    case["label"]: case["text"]
    for case in json.loads((ROOT / "tests" / "cases" / "hostile.json").read_text(encoding="utf-8"))
}
TEXTS = list(CASES.values())
SCRIPT = CASES["event handler of an image that is not there"]


def hostile_article(folder: Path) -> Article:
    """Return one article that has every text in its body and gives each, by a correction, as a speaker's name."""
    body = "\n\n".join(f"“Ferry number {i} is late,” Ada Moss said.\n\n{text}" for i, text in enumerate(TEXTS))
    article = Article(
        text=f"{SCRIPT} Ferry returns\n\n{body}", title=f"{SCRIPT} Ferry $4 returns for $5", outlet=SCRIPT,
        byline=SCRIPT, source=f"{SCRIPT}.txt", url=f"javascript:window.__pwned='{len(TEXTS)}'",
        extra=tuple((f"{SCRIPT} {i}", text) for i, text in enumerate(TEXTS)), warnings=tuple(TEXTS),
        corrections=str(folder / "hostile.corrections.json"),
    )  # fmt: skip
    found = set(attributions(article)["quote"])  # a stray mark may make the toolkit miss a quotation
    decided = [_renamed(article, f"“Ferry number {i} is late,”", text, found) for i, text in enumerate(TEXTS)]
    write_groups(folder / "hostile.corrections.json", [Group(source_name(article), text_hash(article), decided)])
    return article


def _renamed(article: Article, quote: str, name: str, found: set[str]) -> Correction:
    start = article.text.index(quote)
    return Correction("reattribute" if quote in found else "add", ((start, start + len(quote)),), quote, name)


def hostile_table(folder: Path) -> Path:
    """Write a CSV file whose cells, headings included, are hostile, in a file with a hostile name."""
    path = folder / "<img src=x onerror=window.__pwned=1> $1$ =1+1 .csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["title", "text", "outlet", "author", SCRIPT, "=1+1"])
        for title, outlet, author, cell, other in zip(*[iter(TEXTS)] * 5, strict=False):
            rows.writerow([title, f"Ada Moss said that it sank. {title}\n\n{outlet}", outlet, author, cell, other])
    return path
