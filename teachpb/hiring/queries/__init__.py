"""What people ask on the way to a decision."""

from teachpb.hiring.queries.criteria import (
    criteria_of,
    earlier_vacancies,
    get_criterion,
    has_scores,
    stages_begun,
)
from teachpb.hiring.queries.interviews import (
    days_of,
    get_day,
    interview_times,
    invitable,
    invitations_of,
    invitations_to_remind,
    is_invited,
    slots_of,
    to_choose,
)
from teachpb.hiring.queries.markings import marking_of, markings_of, own_sheet, unmarked_count
from teachpb.hiring.queries.offers import (
    checks_of,
    events_of,
    offer_of,
    offers_to_remind,
    open_checks,
    search_of,
    to_answer,
)
from teachpb.hiring.queries.record import appointed_of, get_entry, record_of

__all__ = [
    "appointed_of",
    "checks_of",
    "criteria_of",
    "days_of",
    "earlier_vacancies",
    "events_of",
    "get_criterion",
    "get_day",
    "get_entry",
    "has_scores",
    "interview_times",
    "invitable",
    "invitations_of",
    "invitations_to_remind",
    "is_invited",
    "marking_of",
    "markings_of",
    "offer_of",
    "offers_to_remind",
    "open_checks",
    "own_sheet",
    "record_of",
    "search_of",
    "slots_of",
    "stages_begun",
    "to_answer",
    "to_choose",
    "unmarked_count",
]
