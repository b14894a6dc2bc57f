"""Everything that can be done to a vacancy. All of it inside ``transaction()``, all of it written into the trail."""

from teachpb.vacancies.operations.ending import end_early, extend, remove
from teachpb.vacancies.operations.outcomes import record_outcome
from teachpb.vacancies.operations.publishing import (
    apply_clock,
    change_slug,
    publish,
    record_first_application,
    unschedule,
)
from teachpb.vacancies.operations.relisting import relist
from teachpb.vacancies.operations.reporting import report_vacancy
from teachpb.vacancies.operations.writing import create_draft, edit

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
    "report_vacancy",
    "unschedule",
]
