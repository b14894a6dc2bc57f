"""A form on paper: questions with room for the answers."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import typst

from teachpb.db import LabelledEnum

TEMPLATE = Path(__file__).with_name("form.typ")


class QuestionKind(LabelledEnum):
    """How much room an answer gets."""

    line = "line", "One line"
    text = "text", "Several lines"
    choice = "choice", "Boxes to tick, one of them"
    tick = "tick", "One box to tick"


@dataclass(frozen=True)
class Question:
    """``rows`` is the number of lines of a long answer; ``choices`` are the boxes to tick."""

    label: str
    kind: QuestionKind = QuestionKind.line
    hint: str = ""
    choices: tuple[str, ...] = ()
    rows: int = 4


@dataclass(frozen=True)
class FormSection:
    title: str
    questions: tuple[Question, ...]
    note: str = ""


@dataclass(frozen=True)
class BlankForm:
    """``title`` is also the document’s; ``intro`` stands before the first section; ``stamp`` across the top of each
    page says what it is (“Sample”)."""

    title: str
    intro: tuple[str, ...]
    sections: tuple[FormSection, ...]
    stamp: str = ""


@lru_cache(maxsize=32)
def render_form(form: BlankForm) -> bytes:
    """The form as PDF/UA-1. The same form is laid out once per process."""
    data = json.dumps(asdict(form), ensure_ascii=False)
    content: bytes = typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"form": data},
        pdf_standards=["ua-1"],
    )
    return content
