"""What can be asked about applications. Every read starts from the person: the candidate, or hiring staff."""

from teachpb.applications.queries.counting import (
    StateCounts,
    applicant_counts,
    new_count,
    new_in_reach,
    state_counts,
)
from teachpb.applications.queries.own import (
    earlier_application,
    get_own,
    get_own_draft,
    needs_answer_count,
    open_application,
    own_applications,
    own_by_vacancy,
    own_referee,
)
from teachpb.applications.queries.received import (
    get_known_vacancy,
    get_received,
    known_vacancies,
    panel_candidates,
    panel_of,
    received,
    received_of,
    visible_to,
)

__all__ = [
    "StateCounts",
    "applicant_counts",
    "earlier_application",
    "get_known_vacancy",
    "get_own",
    "get_own_draft",
    "get_received",
    "known_vacancies",
    "needs_answer_count",
    "new_count",
    "new_in_reach",
    "open_application",
    "own_applications",
    "own_by_vacancy",
    "own_referee",
    "panel_candidates",
    "panel_of",
    "received",
    "received_of",
    "state_counts",
    "visible_to",
]
