"""Everything that changes records, teams, kinds, reminders and feeds."""

from teachpb.training.operations.entries import EntryDetails, add_entry, edit_entry, forget_person, remove_entry
from teachpb.training.operations.feeds import make_feed, revoke_feed
from teachpb.training.operations.kinds import KindDetails, add_usual_kinds, save_kind
from teachpb.training.operations.reminding import remind
from teachpb.training.operations.teams import add_booked, add_member, edit_member, end_member, set_required

__all__ = [
    "EntryDetails",
    "KindDetails",
    "add_booked",
    "add_entry",
    "add_member",
    "add_usual_kinds",
    "edit_entry",
    "edit_member",
    "end_member",
    "forget_person",
    "make_feed",
    "remind",
    "remove_entry",
    "revoke_feed",
    "save_kind",
    "set_required",
]
