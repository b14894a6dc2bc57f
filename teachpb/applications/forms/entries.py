"""The page of one row of a list. What is wanted, and what cannot stand, is asked of ``rules``: the forms only draw."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, ClassVar

from teachpb.applications.rules import EntryKind
from teachpb.web.forms import BaseForm, HiddenField


class EntryForm(BaseForm):
    """A row. ``key`` is what a new page was given out with: sending it twice makes one row."""

    kind: ClassVar[EntryKind]

    key = HiddenField()

    def validate(self, extra_validators: Any = None, *, partial: bool = False) -> bool:
        super().validate(extra_validators, partial=partial)
        answers = SimpleNamespace(**self.answers())
        found = self.kind.faults(answers) if partial else self.kind.complaints(answers)
        for name, sentence in list(found):
            if not self[name].errors:
                self.add_error(name, sentence)
        return not self.has_errors
