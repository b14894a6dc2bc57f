"""A paper to read: headings, questions with their answers, and running text."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import typst

TEMPLATE = Path(__file__).with_name("paper.typ")


@dataclass(frozen=True)
class Answer:
    """What was asked and what was answered. A ``long`` answer stands below its question, with its paragraphs."""

    question: str
    answer: str
    is_long: bool = False


@dataclass(frozen=True)
class PaperSection:
    """``note`` stands under the heading."""

    title: str
    answers: tuple[Answer, ...]
    note: str = ""


@dataclass(frozen=True)
class Paper:
    """``title`` is also the document’s; ``facts`` stand below it; ``stamp`` across the top of each page."""

    title: str
    facts: tuple[str, ...]
    sections: tuple[PaperSection, ...]
    stamp: str = ""


def render_paper(paper: Paper) -> bytes:
    """The paper as PDF/UA-1. Whatever stands in it is text: nothing in an answer is read as a command."""
    content: bytes = typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(asdict(paper), ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )
    return content
