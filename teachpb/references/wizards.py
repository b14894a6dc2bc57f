"""The referee's nine pages and the candidate's four, as wizards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from teachpb.references.forms import disclosure as ours
from teachpb.references.forms import referee as theirs
from teachpb.references.models import Disclosure, ReferenceRequest
from teachpb.web.forms import BaseForm
from teachpb.web.wizard import Step, Wizard


@dataclass(frozen=True)
class OpenForm:
    """A reference form together with the link it was opened with, which nobody but its holder knows."""

    request: ReferenceRequest
    token: str

    @property
    def answers(self) -> Mapping[str, Any] | None:
        return self.request.answers


def _steps(template: str, *steps: tuple[str, str, type[BaseForm]]) -> list[Step]:
    return [Step(name, title, form, template=template) for name, title, form in steps]


REFEREE_WIZARD = Wizard(
    "reference",
    _steps(
        "references/step.html",
        ("can-give", "Giving a reference", theirs.CanGiveForm),
        ("sharing", "Open or confidential", theirs.SharingForm),
        ("the-law", "What the law asks of you", theirs.LawForm),
        ("their-work", "Their work with you", theirs.WorkForm),
        ("again", "Would you employ them again?", theirs.AgainForm),
        ("conduct", "Conduct", theirs.ConductForm),
        ("safeguarding", "Safeguarding", theirs.SafeguardingForm),
        ("how-they-work", "How they work", theirs.PeopleForm),
        ("about-you", "About you", theirs.RefereeDetailsForm),
    ),
    title="Reference",
    step_endpoint="references.edit_reference_step",
    check_endpoint="references.check_reference",
    url_args=lambda record: {"token": record.token},
)

DISCLOSURE_WIZARD = Wizard(
    "disclosure",
    _steps(
        "references/disclosure_step.html",
        ("about-you", "About you", ours.AboutYouForm),
        ("convictions", "Convictions and cautions", ours.ConvictionsForm),
        ("conduct", "Working with children", ours.ConductForm),
        ("confirm", "You confirm", ours.ConfirmForm),
    ),
    title="Self-disclosure",
    step_endpoint="references.edit_disclosure_step",
    tasks_endpoint="references.show_own_disclosure",
    check_endpoint="references.check_disclosure",
    url_args=lambda record: {"application_id": record.application_id},
)


def reference_answers(request: ReferenceRequest) -> list[tuple[str, list[tuple[str, Any]]]]:
    """(page, [(question, answer)]) of a completed reference, for reading; no links to change anything."""
    return _read(REFEREE_WIZARD, OpenForm(request, "x"))


def disclosure_answers(disclosure: Disclosure) -> list[tuple[str, list[tuple[str, Any]]]]:
    return _read(DISCLOSURE_WIZARD, disclosure)


def _read(wizard: Wizard, record: Any) -> list[tuple[str, list[tuple[str, Any]]]]:
    pages = []
    for state in wizard.progress(record).states:
        fields = [field for field in (state.form.questions if state.form else ()) if not field.concealed]
        pages.append((state.step.title, [(field.summary_label, field.display()) for field in fields]))
    return pages


__all__ = [
    "DISCLOSURE_WIZARD",
    "REFEREE_WIZARD",
    "OpenForm",
    "disclosure_answers",
    "reference_answers",
]
