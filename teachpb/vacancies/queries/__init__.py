"""What can be asked about vacancies. Everything that says “open” goes by the clock, not by the stored state."""

from teachpb.vacancies.queries.criteria import Criteria, read_criteria, to_arguments
from teachpb.vacancies.queries.finding import Found, find, matching_ids, offered_sorts
from teachpb.vacancies.queries.hiring import (
    Tab,
    awaiting_outcome,
    get_managed,
    reach_of,
    select_tab,
    tab_counts,
    vacancies_for,
    visible_to,
)
from teachpb.vacancies.queries.public import (
    card_options,
    get_public_vacancy,
    is_open_now,
    names_with_vacancies,
    open_count,
    open_counts_by_school,
    open_vacancies,
    open_vacancies_at,
    open_vacancies_of,
    public_by_ids,
    select_open,
    similar_vacancies,
)

__all__ = [
    "Criteria",
    "Found",
    "Tab",
    "awaiting_outcome",
    "card_options",
    "find",
    "get_managed",
    "get_public_vacancy",
    "is_open_now",
    "matching_ids",
    "names_with_vacancies",
    "offered_sorts",
    "open_count",
    "open_counts_by_school",
    "open_vacancies",
    "open_vacancies_at",
    "open_vacancies_of",
    "public_by_ids",
    "reach_of",
    "read_criteria",
    "select_open",
    "select_tab",
    "similar_vacancies",
    "tab_counts",
    "to_arguments",
    "vacancies_for",
    "visible_to",
]
