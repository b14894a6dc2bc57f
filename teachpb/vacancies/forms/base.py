"""What every page of the advert’s wizard has in common.

A page reads answers; ``rules`` judge them. The page hangs each complaint on the field it is about.
"""

from __future__ import annotations

from typing import Any, ClassVar, Self

from teachpb import clock
from teachpb.vacancies import lifecycle
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.rules import Advert, settle, step_named
from teachpb.web.forms import BaseForm
from teachpb.web.forms.base import FROM_REQUEST

#: Said wherever somebody tries to change what is settled.
FIXED = "This cannot be changed any more, because people may have applied on the strength of it"


class StepForm(BaseForm):
    """One step. ``rule`` is its name. ``standing_for`` maps a field of the vacancy to the field of the form that asks
    for it, where the names differ."""

    rule: ClassVar[str]
    standing_for: ClassVar[dict[str, str]] = {}

    def __init__(self, formdata: Any = FROM_REQUEST, *, vacancy: Vacancy, fixes: bool = True, **kwargs: Any) -> None:
        self.vacancy = vacancy
        self.fixes = fixes
        super().__init__(formdata, **kwargs)

    @classmethod
    def from_record(cls, record: Vacancy, **kwargs: Any) -> Self:
        return cls(vacancy=record, obj=record, data=cls.stored(record), **kwargs)

    @classmethod
    def stored(cls, vacancy: Vacancy) -> dict[str, Any]:
        """What the fields hold whose names are not the vacancy’s."""
        return {}

    def prepare(self) -> None:
        """Fit the fields to the vacancy, before they are filled: choices, fields that do not apply."""

    def process(self, formdata: Any = None, *args: Any, **kwargs: Any) -> None:
        self.prepare()
        if self.fixes:
            self._fix()
        self._sent = self.meta.wrap_formdata(self, formdata)
        super().process(formdata, *args, **kwargs)

    def _fix(self) -> None:
        """What may not be changed any more is shown, and kept whatever is posted."""
        state = self.vacancy.state_at(clock.now())
        allowed = lifecycle.answerable_fields(state, has_applications=self.vacancy.first_applied_at is not None)
        for name in self.rule_fields - allowed:
            field = self._fields.get(self.standing_for.get(name, name))
            if field is not None:
                field.disabled = True

    def _has_tried_fixed(self) -> bool:
        """Was another answer sent for what may not be changed any more? (An old page, or a request by hand.)"""
        sent = list(self._sent or ())
        fixed = [name for name, field in self._fields.items() if getattr(field, "disabled", False)]
        tried = [name for name in fixed if any(key == name or key.startswith(f"{name}-") for key in sent)]
        if not tried:
            return False
        wish = self.from_record(self.vacancy, formdata=self._sent, fixes=False, meta={"csrf": False})
        return any(wish._fields[name].data != self._fields[name].data for name in tried)

    @property
    def rule_fields(self) -> frozenset[str]:
        """The fields of the vacancy that the step answers."""
        rule = step_named(self.rule)
        return rule.fields if rule else frozenset()

    def drop(self, *names: str) -> None:
        """Leave out questions that do not apply."""
        for name in names:
            self._fields.pop(name, None)

    def given(self, name: str, otherwise: Any = None) -> Any:
        """The answer to a question; ``otherwise`` when it is not asked."""
        return self._fields[name].data if name in self._fields else otherwise

    def values(self) -> dict[str, Any]:
        """The answers as fields of the vacancy."""
        return super().answers()

    def answers(self) -> dict[str, Any]:
        return self.values()

    def validate(self, extra_validators: Any = None, *, partial: bool = False) -> bool:
        """Readable, and (unless ``partial``) complete by the rules of the step."""
        super().validate(extra_validators, partial=partial)
        if self._has_tried_fixed():
            self.add_error(None, FIXED)
        rule = step_named(self.rule)
        if not partial and rule is not None:
            proposal = Advert(self.vacancy, self.values())
            settle(proposal)
            for problem in rule.problems(proposal, clock.now()):
                self._complain(problem.field, problem.message)
        return not self.has_errors

    def _complain(self, name: str, message: str) -> None:
        """One sentence a field; nothing more where the answer could not even be read."""
        name = self.standing_for.get(name, name)
        field = self._fields.get(name)
        if field is None or not field.errors:
            self.add_error(name, message)
