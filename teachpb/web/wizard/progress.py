"""How far a record has come through its wizard, read from what is stored."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from teachpb.db import LabelledEnum
from teachpb.web.forms import BaseForm
from teachpb.web.wizard.steps import Step, Wizard


class StepStatus(LabelledEnum):
    """Where a step stands. ``optional``: nothing is answered and nothing has to be."""

    cannot_start_yet = "cannot_start_yet", "Cannot start yet"
    not_started = "not_started", "Not started"
    in_progress = "in_progress", "In progress"
    optional = "optional", "Optional"
    completed = "completed", "Completed"

    @property
    def is_done(self) -> bool:
        return self in (StepStatus.completed, StepStatus.optional)


@dataclass(frozen=True)
class StepState:
    """One step of one record: its stored (and validated) form, and its status."""

    step: Step
    form: BaseForm | None
    status: StepStatus


@dataclass(frozen=True)
class TaskRow:
    """A line of the task list. ``href`` is "" while it cannot be started or may not be changed."""

    name: str
    title: str
    hint: str
    status: StepStatus
    href: str


@dataclass(frozen=True)
class TaskSection:
    title: str
    rows: list[TaskRow]


@dataclass(frozen=True)
class SummaryRow:
    """A question with its answer. ``missing`` is the sentence that says what is wanted, "" when all is well."""

    name: str
    question: str
    answer: Any
    missing: str
    href: str


@dataclass(frozen=True)
class SummarySection:
    """The answers of one section, in the order of its steps."""

    title: str
    rows: list[SummaryRow]


class Progress:
    """A snapshot: make a new one after a change."""

    def __init__(self, wizard: Wizard, record: Any) -> None:
        self.wizard = wizard
        self.record = record

    @cached_property
    def states(self) -> list[StepState]:
        known: dict[str, StepState] = {}
        visible = self.wizard.visible_steps(self.record)
        names = {step.name for step in visible}
        for step in visible:
            known[step.name] = self._state(step)
        blocked = {
            step.name
            for step in visible
            if any(need in names and not known[need].status.is_done for need in step.needs)
        }
        return [
            StepState(state.step, state.form, StepStatus.cannot_start_yet) if name in blocked else state
            for name, state in known.items()
        ]

    def _state(self, step: Step) -> StepState:
        form = step.stored_form(self.record)
        if form is None:
            complete = bool(step.is_complete and step.is_complete(self.record))
            started = bool(step.is_started and step.is_started(self.record))
        else:
            started = not all(field.is_blank() for field in form.questions if not field.concealed)
            complete = form.validate_stored()
            if step.is_complete is not None:
                complete = complete and step.is_complete(self.record)
        if complete:
            knows = form is not None or step.is_started is not None
            return StepState(step, form, StepStatus.optional if knows and not started else StepStatus.completed)
        return StepState(step, form, StepStatus.in_progress if started else StepStatus.not_started)

    @property
    def first_incomplete(self) -> Step | None:
        return next((state.step for state in self.states if not state.status.is_done), None)

    @property
    def is_complete(self) -> bool:
        return self.first_incomplete is None

    @property
    def done(self) -> int:
        return sum(state.status.is_done for state in self.states)

    @property
    def total(self) -> int:
        return len(self.states)

    def status_of(self, step: Step | str) -> StepStatus | None:
        """The status of a visible step; None for one that is not there."""
        name = step if isinstance(step, str) else step.name
        return next((state.status for state in self.states if state.step.name == name), None)

    def task_list(self) -> list[TaskSection]:
        """The sections that have a visible step, in order."""
        rows: dict[str, list[TaskRow]] = {title: [] for title in self.wizard.sections}
        for state in self.states:
            step = state.step
            open_ = state.status is not StepStatus.cannot_start_yet and step.editable(self.record)
            href = self.wizard.step_url(self.record, step) if open_ else ""
            rows[step.section].append(TaskRow(step.name, step.title, step.hint, state.status, href))
        return [TaskSection(title, found) for title, found in rows.items() if found]

    def answers(self) -> list[SummarySection]:
        """What was answered, for checking: sections with rows, each with the way to change it."""
        rows: dict[str, list[SummaryRow]] = {title: [] for title in self.wizard.sections}
        for state in self.states:
            rows[state.step.section].extend(self._rows_of(state))
        return [SummarySection(title, found) for title, found in rows.items() if found]

    def _rows_of(self, state: StepState) -> list[SummaryRow]:
        step = state.step
        editable = step.editable(self.record)
        href = self.wizard.step_url(self.record, step, **{"from": "check"}) if editable else ""
        if step.summary is not None:
            pairs = list(step.summary(self.record))
            wanted = "" if state.status.is_done else f"Complete “{step.title}”"
            return [SummaryRow(step.name, question, answer, "", href) for question, answer in pairs] or [
                SummaryRow(step.name, step.title, "", wanted, href)
            ]
        if state.form is None:
            wanted = "" if state.status.is_done else f"Complete “{step.title}”"
            return [SummaryRow(step.name, step.title, state.status.label, wanted, href)]
        return [
            SummaryRow(field.name, field.summary_label, field.display(), " ".join(field.errors), _at(href, field))
            for field in state.form.questions
            if not field.concealed
        ]


def _at(href: str, field: Any) -> str:
    return f"{href}#{field.focus_id}" if href else ""
