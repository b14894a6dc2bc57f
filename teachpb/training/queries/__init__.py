"""What can be asked about records, teams, kinds and absences."""

from teachpb.training.queries.absences import absences_of, feed_by_token, feed_of
from teachpb.training.queries.holdings import Due, holdings_of, keepers_of, running_out
from teachpb.training.queries.kinds import active_kinds, all_kinds, get_kind, offered_courses
from teachpb.training.queries.records import RecordLine, YearOfRecord, entries_of_member, entry_known_to, record_of
from teachpb.training.queries.teams import (
    Board,
    Line,
    board_of,
    booked_and_unlisted,
    get_member,
    members_of,
    required_of,
    team_of,
    teams_for,
)

__all__ = [
    "Board",
    "Due",
    "Line",
    "RecordLine",
    "YearOfRecord",
    "absences_of",
    "active_kinds",
    "all_kinds",
    "board_of",
    "booked_and_unlisted",
    "entries_of_member",
    "entry_known_to",
    "feed_by_token",
    "feed_of",
    "get_kind",
    "get_member",
    "holdings_of",
    "keepers_of",
    "members_of",
    "offered_courses",
    "record_of",
    "required_of",
    "running_out",
    "team_of",
    "teams_for",
]
