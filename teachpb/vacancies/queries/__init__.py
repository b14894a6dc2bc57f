"""What can be asked about vacancies. Everything that says “open” goes by the clock, not by the stored state."""

from teachpb.vacancies.queries.hiring import (
    Tab,
    get_managed,
    select_tab,
    tab_counts,
    vacancies_for,
    visible_to,
)
from teachpb.vacancies.queries.public import (
    get_public_vacancy,
    is_open_now,
    open_count,
    open_vacancies,
    open_vacancies_at,
    open_vacancies_of,
    public_by_ids,
    select_open,
    similar_vacancies,
)

__all__ = [
    "Tab",
    "get_managed",
    "get_public_vacancy",
    "is_open_now",
    "open_count",
    "open_vacancies",
    "open_vacancies_at",
    "open_vacancies_of",
    "public_by_ids",
    "select_open",
    "select_tab",
    "similar_vacancies",
    "tab_counts",
    "vacancies_for",
    "visible_to",
]
