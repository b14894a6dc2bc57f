"""What can be asked about vacancies. Everything that says “open” goes by the clock, not by the stored state."""

from teachpb.vacancies.queries.activity import school_names, select_activity
from teachpb.vacancies.queries.contact import has_invitation, is_address_known
from teachpb.vacancies.queries.criteria import Criteria, read_criteria, to_arguments
from teachpb.vacancies.queries.dashboard import (
    SORTS,
    Choices,
    Narrowing,
    Sort,
    Tab,
    awaiting_outcome,
    choices,
    open_in,
    school_id_in,
    select_tab,
    tab_counts,
)
from teachpb.vacancies.queries.documents import attached_files, get_managed_document, get_public_document
from teachpb.vacancies.queries.finding import Found, find, matching_ids, offered_sorts, totals_of
from teachpb.vacancies.queries.hiring import (
    campaign_of,
    get_managed,
    reach_of,
    vacancies_for,
    visible_to,
    waiting_relisting,
)
from teachpb.vacancies.queries.positions import open_positions
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
)
from teachpb.vacancies.queries.similar import similar_vacancies

__all__ = [
    "SORTS",
    "Choices",
    "Criteria",
    "Found",
    "Narrowing",
    "Sort",
    "Tab",
    "attached_files",
    "awaiting_outcome",
    "campaign_of",
    "card_options",
    "choices",
    "find",
    "get_managed",
    "get_managed_document",
    "get_public_document",
    "get_public_vacancy",
    "has_invitation",
    "is_address_known",
    "is_open_now",
    "matching_ids",
    "names_with_vacancies",
    "offered_sorts",
    "open_count",
    "open_counts_by_school",
    "open_in",
    "open_positions",
    "open_vacancies",
    "open_vacancies_at",
    "open_vacancies_of",
    "public_by_ids",
    "reach_of",
    "read_criteria",
    "school_id_in",
    "school_names",
    "select_activity",
    "select_open",
    "select_tab",
    "similar_vacancies",
    "tab_counts",
    "to_arguments",
    "totals_of",
    "vacancies_for",
    "visible_to",
    "waiting_relisting",
]
