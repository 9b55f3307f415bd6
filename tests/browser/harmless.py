"""What a page must not do with hostile text, and how to see that it did not; for whatever shows text in a browser."""

from typing import Any

from tests.browser.conftest import Visit

# Elements, attributes and addresses that act, anywhere inside what a selector finds. In plain text JupyterLab itself
# makes links of addresses, which is its own affair.
_ACTING = """selector => {
  const inside = [...document.querySelectorAll(selector)].flatMap(e => [e, ...e.querySelectorAll('*')]);
  const tags = 'script iframe frame object embed base form template meta[http-equiv=refresh] math mjx-container';
  const found = inside.filter(e => tags.split(' ').some(tag => e.matches(tag)))
    .map(e => e.outerHTML.slice(0, 200));
  for (const e of inside) for (const a of e.attributes) {
    if (/^on/i.test(a.name)) found.push(`${e.tagName} ${a.name}=${a.value.slice(0, 80)}`);
    const address = /^(href|src|action|formaction|data|srcset|xlink:href)$/i.test(a.name);
    if (e.closest('.jp-RenderedText') && /^(https?|data):|labels\\.py#/.test(a.value)) continue;
    if (address && !/^(#|data:image\\/png;)/.test(a.value))
      found.push(`${e.tagName} ${a.name}=${a.value.slice(0, 80)}`);
  }
  return found;
}"""
_LEFT_BEHIND = "[window.__pwned ?? null, document.title === 'taken', location.protocol === 'javascript:']"
_SETTLE_MS = 300  # an error of an image, a focus and a toggle come after the page is there


def acting_parts(visit: Visit, inside: str) -> list[Any]:
    """List all inside the elements that the selector finds which acts or points away."""
    return list(visit.page.evaluate(_ACTING, inside))


def assert_harmless(visit: Visit, *, inside: str = "body") -> None:
    """Fail if hostile text did anything: ran, opened a dialog, asked another machine, or became more than text."""
    visit.page.wait_for_timeout(_SETTLE_MS)
    acting = acting_parts(visit, inside)
    assert not acting, "\n".join(acting)
    for frame in visit.page.frames:
        assert frame.evaluate(_LEFT_BEHIND) == [None, False, False]
    assert (visit.outside, visit.errors, visit.dialogs) == ([], [], [])


def words_seen(visit: Visit, inside: str) -> str:
    """Return the text of what the selector finds, white space made one space."""
    texts = visit.page.locator(inside).all_text_contents()
    return " ".join(" ".join(texts).split())
