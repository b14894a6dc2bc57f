"""The answers of a published advert, each with the way to change it where that is still possible."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.wizard import WIZARD


@dataclass(frozen=True)
class Answer:
    """``href`` is empty where the answer is settled."""

    question: str
    text: Any
    href: str


@dataclass(frozen=True)
class AnswerSection:
    title: str
    answers: list[Answer]


def answer_sections(vacancy: Vacancy, *, can_change: bool) -> list[AnswerSection]:
    """Section by section. What was left empty is shown only where it can still be filled in; the dates are not here,
    because the head of the page says them."""
    found: dict[str, list[Answer]] = {title: [] for title in WIZARD.sections}
    for state in WIZARD.progress(vacancy).states:
        if state.form is None or state.step.name == "dates":
            continue
        is_open = can_change and state.step.editable(vacancy)
        href = WIZARD.step_url(vacancy, state.step) if is_open else ""
        if state.step.summary is not None:
            found[state.step.section].extend(
                Answer(question, text, href) for question, text in state.step.summary(vacancy) if href or text
            )
            continue
        for field in state.form.questions:
            changes = "" if field.disabled else href
            if not field.concealed and (changes or field.display()):
                anchor = f"{changes}#{field.focus_id}" if changes else ""
                found[state.step.section].append(Answer(field.summary_label, field.display(), anchor))
    return [AnswerSection(title, answers) for title, answers in found.items() if answers]
