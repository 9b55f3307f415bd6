"""What the explorer's panes are made of: escaped HTML, a style sheet, and three short handlers of clicks.

The handlers are constants. Nothing of an article is ever part of one, and all text of an article is escaped; so is
every name of a file. A handler tells the kernel by typing into a text field that is hidden, so that no extension
and no build step is needed; where a server forbids handlers, the fields beside the text do the same by hand.
"""

import base64
import io
from collections.abc import Callable

import pandas as pd

from toolkit.plain import readable
from toolkit.visible import escaped

STYLE = """<style>
.toolkit-room .toolkit-bar { font-size: 13px; color: var(--jp-ui-font-color1, #1b1b1b); line-height: 1.45 }
.toolkit-room .toolkit-alert { border-left: 4px solid #a23b00; background: #fdf1ea }
.toolkit-room .toolkit-said { border-left: 4px solid #01649c; background: #eef5fa }
.toolkit-room .toolkit-alert, .toolkit-room .toolkit-said { padding: 0.3em 0.7em; color: #1b1b1b }
.toolkit-room .widget-html, .toolkit-room .widget-html-content { min-width: 0 }
.toolkit-room .widget-html-content { overflow-wrap: anywhere }
.toolkit-room [class$="-pane"] > [role=region] { border: none !important } /* the pane has one that stays in sight */
.toolkit-room [data-row] { cursor: pointer }
.toolkit-room table.toolkit { border-collapse: collapse; width: 100%; font-size: 12.5px; line-height: 1.4;
  background: #fff; color: #1b1b1b }
.toolkit-room table.toolkit th { position: sticky; top: 0; background: #f0f0f0; text-align: left; font-weight: 600 }
.toolkit-room table.toolkit th, .toolkit-room table.toolkit td { padding: 0.3em 0.5em; vertical-align: top;
  border-bottom: 1px solid #dcdcdc; overflow-wrap: break-word; word-break: normal }
.toolkit-room table.toolkit .number { text-align: right; white-space: nowrap }
.toolkit-room table.toolkit tr[data-row]:hover { background: #f3f7fa }
.toolkit-room table.toolkit tr[data-row] td { overflow-wrap: anywhere }
.toolkit-room table.toolkit tr[data-row] td:nth-child(2) { min-width: 84px; width: 30% }
.toolkit-room table.toolkit tr[data-row] td:nth-child(3) { min-width: 110px }
.toolkit-room .toolkit-done { color: #01649c; font-size: 12px; font-weight: 600 }
.toolkit-room .lm-TabBar-tab { flex: 0 1 auto !important; min-width: 0 !important }
.toolkit-room table.toolkit button { font: inherit; min-width: 2.2em; cursor: pointer; color: #1b1b1b;
  background: #fff; border: 1px solid #8a8a8a; border-radius: 3px }
.toolkit-room .toolkit-small { color: #5a5a5a; font-size: 12px; line-height: 1.45 }
.toolkit-room img { max-width: 100%; height: auto }
.toolkit-room code { background: #f3f3f3; color: #1b1b1b; padding: 0.1em 0.3em; font-size: 12px }
</style>"""

_NUMBER = ' class="number"'

_TELL = (
    "const box=document.querySelector('.{name} input');if(!box)return;box.value={said}+' '+Date.now();"
    "box.dispatchEvent(new Event('input',{{bubbles:true}}));"
)
_ROW = (
    "const hit=event.target.closest('[data-row]');if(!hit)return;const n=hit.dataset.row;"
    "document.querySelectorAll('.{name}-pane').forEach(pane=>{{if(!pane.contains(hit)){{"
    "const at=pane.querySelector('[data-rows~=&quot;'+n+'&quot;]');if(at)at.scrollIntoView({{block:'nearest'}});}}}});"
)
_ALSO = "(event.ctrlKey||event.metaKey||event.shiftKey?'also ':'row ')+n"
# The article's element holds the article's characters and no other, so that counting code points gives the span.
_SPAN = (
    "const s=getSelection(),text=event.currentTarget.querySelector('[role=article]');"
    "if(s.rangeCount&amp;&amp;!s.isCollapsed&amp;&amp;text){{const r=s.getRangeAt(0);"
    "if(!text.contains(r.startContainer)||!text.contains(r.endContainer))return;"
    "const b=document.createRange();b.selectNodeContents(text);b.setEnd(r.startContainer,r.startOffset);"
    "const from=[...b.toString()].length,to=from+[...r.toString()].length;{tell}return;}}"
)


def pane(name: str, content: str, *, selects: bool = False) -> str:
    """Return a pane whose rows answer to a click and, where it `selects`, whose text does to being selected."""
    row = _ROW.format(name=name) + _TELL.format(name=name, said=_ALSO)
    span = _SPAN.format(tell=_TELL.format(name=name, said="'span '+from+' '+to")) if selects else ""
    return f'<div class="{name}-pane" onclick="{{{span}{row}}}">{content}</div>'


def highlight(name: str, rows: tuple[int, ...]) -> str:
    """Return the style sheet that sets the chosen rows apart, in the text and in the table."""
    chosen = ",".join(f'.{name}-pane span[data-rows~="{row}"]' for row in rows)
    lines = ",".join(f'.{name}-pane tr[data-rows~="{row}"]' for row in rows)
    if not rows:
        return STYLE
    return (
        f"{STYLE}<style>{chosen}{{outline:2px solid #b3261e;outline-offset:1px;border-radius:2px}}"
        f"{lines}{{background:#fff2c2 !important}}</style>"
    )


def safe(text: object) -> str:
    """Return any text as HTML that shows it and does nothing else."""
    return escaped(str(text))


def table_html(table: pd.DataFrame) -> str:
    """Write a table as a reader sees it: text escaped, missing values empty; one that is too wide scrolls by itself."""
    if table.empty:
        return '<p class="toolkit-small">There is nothing to list.</p>'
    shown, figures = readable(table)
    looks = [_NUMBER if name in figures else "" for name in shown]
    head = "".join(f"<th{look}>{safe(name)}</th>" for name, look in zip(shown, looks, strict=True))
    body = "".join(_line(row, looks) for row in shown.itertuples(index=False, name=None))
    return (
        '<div style="overflow-x:auto"><table class="toolkit mathjax_ignore">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _line(row: tuple[str, ...], looks: list[str]) -> str:
    return f"<tr>{''.join(f'<td{look}>{safe(text)}</td>' for text, look in zip(row, looks, strict=True))}</tr>"


def picture(draw: Callable[[], object], label: str) -> str:
    """Draw a chart and return the picture itself, inline."""
    import matplotlib.pyplot as plt

    before = set(plt.get_fignums())
    drawn = io.BytesIO()
    try:
        draw().figure.savefig(drawn, format="png", dpi=110, bbox_inches="tight")  # type: ignore[attr-defined]
    finally:
        for number in set(plt.get_fignums()) - before:
            plt.close(number)
    return f'<img alt="{safe(label)}" src="data:image/png;base64,{base64.b64encode(drawn.getvalue()).decode()}">'
