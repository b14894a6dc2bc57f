"""Everything that leads to a decision. All of it inside ``transaction()``."""

from teachpb.hiring.operations.checking import require_checked, save_check, save_search, settle_references
from teachpb.hiring.operations.choosing import assign_slot, choose_slot, release, say_none_suits
from teachpb.hiring.operations.criteria import add_criterion, change_criterion, copy_criteria, remove_criterion
from teachpb.hiring.operations.exporting import ExportKind, note_export
from teachpb.hiring.operations.interviews import (
    add_slot,
    cancel_day,
    change_day,
    invite,
    plan_day,
    remind,
)
from teachpb.hiring.operations.offering import answer_offer, make_offer, remind_of_offers, require_written
from teachpb.hiring.operations.recording import (
    forget_leavers,
    keep_on_record,
    note_leaving,
    record_appointed,
    remove_from_record,
    warn_of_leavers,
)
from teachpb.hiring.operations.scoring import agree, open_scores, save_sheet

__all__ = [
    "ExportKind",
    "add_criterion",
    "add_slot",
    "agree",
    "answer_offer",
    "assign_slot",
    "cancel_day",
    "change_criterion",
    "change_day",
    "choose_slot",
    "copy_criteria",
    "forget_leavers",
    "invite",
    "keep_on_record",
    "make_offer",
    "note_export",
    "note_leaving",
    "open_scores",
    "plan_day",
    "record_appointed",
    "release",
    "remind",
    "remind_of_offers",
    "remove_criterion",
    "remove_from_record",
    "require_checked",
    "require_written",
    "save_check",
    "save_search",
    "save_sheet",
    "say_none_suits",
    "settle_references",
    "warn_of_leavers",
]
