"""A bill: who it is from and to, a table of lines, and the sums."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import typst

TEMPLATE = Path(__file__).with_name("bill.typ")


@dataclass(frozen=True)
class BillBlock:
    """A name and address under a heading."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Bill:
    """``title`` is also the document’s; ``stamp`` across the top of each page. Each row has as many cells as there are
    ``columns``; the first says what the line is for, the others are figures. The last of ``totals`` is the one."""

    title: str
    seller: BillBlock
    buyer: BillBlock
    facts: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: tuple[tuple[str, str], ...]
    notes: tuple[str, ...] = ()
    stamp: str = ""


def render_bill(bill: Bill) -> bytes:
    """The bill as PDF/UA-1. Whatever stands in it is text: nothing in a name is read as a command."""
    content: bytes = typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"bill": json.dumps(asdict(bill), ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )
    return content
