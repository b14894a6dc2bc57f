"""Everything that changes registers, certificates and evaluations."""

from teachpb.attendance.operations.certificates import issue_certificate, withdraw_certificate
from teachpb.attendance.operations.checking_in import Answer, Verdict, check_in
from teachpb.attendance.operations.evaluating import (
    Opinion,
    Outlook,
    ask_for_evaluations,
    ask_for_follow_ups,
    evaluate,
    follow_up,
    set_items,
)
from teachpb.attendance.operations.marking import Cell, Outcome, Overtaken, award_hours, mark_rest, save_marks
from teachpb.attendance.operations.settling import settle_date
from teachpb.attendance.operations.walking_in import add_walk_in

__all__ = [
    "Answer",
    "Cell",
    "Opinion",
    "Outcome",
    "Outlook",
    "Overtaken",
    "Verdict",
    "add_walk_in",
    "ask_for_evaluations",
    "ask_for_follow_ups",
    "award_hours",
    "check_in",
    "evaluate",
    "follow_up",
    "issue_certificate",
    "mark_rest",
    "save_marks",
    "set_items",
    "settle_date",
    "withdraw_certificate",
]
