"""What a wizard is made of."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import url_for

from teachpb.web.forms import BaseForm

if TYPE_CHECKING:
    from teachpb.web.wizard.progress import Progress

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def _always(record: Any) -> bool:
    return True


def _url_args(record: Any) -> dict[str, Any]:
    return {"id": record.id}


@dataclass(frozen=True, kw_only=True)
class _StepOptions:
    condition: Callable[[Any], bool] = _always
    editable: Callable[[Any], bool] = _always
    invalidates: Sequence[str] = ()
    needs: Sequence[str] = ()
    hint: str = ""
    template: str = "wizard/step.html"
    endpoint: str = ""
    endpoint_args: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    is_complete: Callable[[Any], bool] | None = None
    is_started: Callable[[Any], bool] | None = None
    summary: Callable[[Any], Iterable[tuple[str, Any]]] | None = None


@dataclass(frozen=True)
class Step(_StepOptions):
    """One page of a wizard.

    ``name`` stands in the address. ``form_class`` is filled from the record by ``form_class.from_record(record)``.
    ``condition``: whether the step is there at all for this record. ``editable``: whether it may still be changed.
    ``invalidates``: steps whose answers are blanked when an answer of this one changes. ``needs``: steps to be complete
    before this one can start.

    A step that is more than one form (a list of jobs, say) has no ``form_class``: it names its own ``endpoint`` (with
    ``endpoint_args`` beside those of the wizard), says itself whether it ``is_complete`` and ``is_started``, and gives
    (question, answer) pairs as its ``summary``.
    """

    name: str
    title: str
    form_class: type[BaseForm] | None = None
    section: str = ""

    def stored_form(self, record: Any) -> BaseForm | None:
        """The form over what is stored, deaf to the present request."""
        if self.form_class is None:
            return None
        return self.form_class.from_record(record, formdata=None, meta={"csrf": False})

    def blank_answers(self, record: Any) -> dict[str, Any]:
        """What the record would hold had this step never been answered."""
        form = self.stored_form(record)
        if form is None:
            return {}
        for field in form.questions:
            field.clear()
        return form.answers()


class Wizard:
    """An ordered list of steps over a record.

    ``step_endpoint`` takes the step's name as ``step``; ``tasks_endpoint`` (the task list) may be missing: then steps
    lead from one to the next only. ``check_endpoint`` is the check-your-answers page. ``url_args(record)`` gives the
    arguments all three take. Raises ValueError for a wizard that cannot work.
    """

    def __init__(
        self,
        name: str,
        steps: Sequence[Step],
        *,
        title: str = "",
        sections: Sequence[str] = (),
        step_endpoint: str = "",
        tasks_endpoint: str = "",
        check_endpoint: str = "",
        url_args: Callable[[Any], Mapping[str, Any]] = _url_args,
        layout: str = "layouts/page.html",
    ) -> None:
        self.name = name
        self.title = title or name.replace("_", " ").capitalize()
        self.steps = tuple(steps)
        self.sections = tuple(sections) or tuple(dict.fromkeys(step.section for step in steps))
        self.step_endpoint = step_endpoint
        self.tasks_endpoint = tasks_endpoint
        self.check_endpoint = check_endpoint
        self.url_args = url_args
        self.layout = layout
        self._by_name = {step.name: step for step in self.steps}
        self._check()

    def _check(self) -> None:
        if len(self._by_name) < len(self.steps):
            raise ValueError(f"two steps of the wizard {self.name} have the same name")
        for step in self.steps:
            unknown = {*step.needs, *step.invalidates} - self._by_name.keys()
            if unknown:
                raise ValueError(f"the step {step.name} names steps that are not there: {sorted(unknown)}")
            if not _SLUG.fullmatch(step.name):
                raise ValueError(f"“{step.name}” cannot stand in an address")
            if step.section not in self.sections:
                raise ValueError(f"the step {step.name} is in a section that is not there: {step.section}")
            if step.form_class is None and step.is_complete is None:
                raise ValueError(f"the step {step.name} has neither a form nor a way to know that it is complete")

    # -- the steps of a record

    def find(self, name: str) -> Step | None:
        return self._by_name.get(name)

    def visible_steps(self, record: Any) -> list[Step]:
        """The steps that are there for this record, in order."""
        return [step for step in self.steps if step.condition(record)]

    def next_step(self, record: Any, after: Step | str) -> Step | None:
        """The next visible step; None after the last. Works for a step that has itself become invisible."""
        place = self.steps.index(self._step(after))
        return next((step for step in self.steps[place + 1 :] if step.condition(record)), None)

    def previous_step(self, record: Any, before: Step | str) -> Step | None:
        place = self.steps.index(self._step(before))
        return next((step for step in reversed(self.steps[:place]) if step.condition(record)), None)

    def _step(self, step: Step | str) -> Step:
        return self._by_name[step] if isinstance(step, str) else step

    # -- how far it has come

    def progress(self, record: Any) -> Progress:
        """Every visible step with its stored form and its status: ask once a request."""
        from teachpb.web.wizard.progress import Progress  # the two know each other

        return Progress(self, record)

    def first_incomplete(self, record: Any) -> Step | None:
        return self.progress(record).first_incomplete

    def is_complete(self, record: Any) -> bool:
        return self.progress(record).is_complete

    def changes(self, record: Any, step: Step, answers: Mapping[str, Any]) -> dict[str, Any]:
        """``answers`` of a step, with the answers of the steps it invalidates blanked when any of its own changed."""
        stored = step.stored_form(record)
        before = stored.answers() if stored is not None else {}
        if all(before.get(name) == value for name, value in answers.items()):
            return dict(answers)
        blanked: dict[str, Any] = {}
        for name in step.invalidates:
            blanked.update(self._by_name[name].blank_answers(record))
        return {**blanked, **answers}

    # -- addresses

    def step_url(self, record: Any, step: Step, **query: Any) -> str:
        if step.endpoint:
            return url_for(step.endpoint, **step.endpoint_args, **self.url_args(record), **query)
        return url_for(self.step_endpoint, step=step.name, **self.url_args(record), **query)

    def tasks_url(self, record: Any) -> str:
        return url_for(self.tasks_endpoint, **self.url_args(record)) if self.tasks_endpoint else ""

    def check_url(self, record: Any) -> str:
        return url_for(self.check_endpoint, **self.url_args(record)) if self.check_endpoint else ""

    def home_url(self, record: Any) -> str:
        """Where somebody who comes back begins: the task list, or the first thing left to do."""
        if self.tasks_endpoint:
            return self.tasks_url(record)
        step = self.first_incomplete(record)
        return self.step_url(record, step) if step else self.check_url(record)

    def after_url(self, record: Any, step: Step) -> str:
        """Where a completed step leads: the next one, or to check the answers, or back to the list."""
        following = self.next_step(record, step)
        if following is not None:
            return self.step_url(record, following)
        return self.check_url(record) or self.tasks_url(record)
