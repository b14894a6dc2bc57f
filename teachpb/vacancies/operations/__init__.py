"""Everything that can be done to a vacancy. All of it inside ``transaction()``, all of it written into the trail."""

from teachpb.vacancies.operations.ending import end_early, extend, record_outcome, remove
from teachpb.vacancies.operations.publishing import (
    apply_clock,
    change_slug,
    publish,
    record_first_application,
    unschedule,
)
from teachpb.vacancies.operations.writing import create_draft, edit, relist

__all__ = [
    "apply_clock",
    "change_slug",
    "create_draft",
    "edit",
    "end_early",
    "extend",
    "publish",
    "record_first_application",
    "record_outcome",
    "relist",
    "remove",
    "unschedule",
]
