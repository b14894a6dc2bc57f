"""Everything that can be done to an application. All of it inside ``transaction()``, all of it in the trail."""

from teachpb.applications.operations.answering import answer_offer, withdraw
from teachpb.applications.operations.closing import close_for
from teachpb.applications.operations.entries import remove_entry, save_entry
from teachpb.applications.operations.equality import answer_equality, count_equality, sweep_equality
from teachpb.applications.operations.files import remove_file, set_file
from teachpb.applications.operations.keeping import forget_typed, keep_typed, park
from teachpb.applications.operations.moving import move, move_several
from teachpb.applications.operations.panel import add_to_panel, remove_from_panel
from teachpb.applications.operations.retaining import forget_for_all, forget_for_staff, warn_of_end
from teachpb.applications.operations.scrubbing import scrub
from teachpb.applications.operations.sending import submit
from teachpb.applications.operations.telling import remind_drafts, tell_drafts
from teachpb.applications.operations.writing import (
    delete_draft,
    save_section,
    start,
)

__all__ = [
    "add_to_panel",
    "answer_equality",
    "answer_offer",
    "close_for",
    "count_equality",
    "delete_draft",
    "forget_for_all",
    "forget_for_staff",
    "forget_typed",
    "keep_typed",
    "move",
    "move_several",
    "park",
    "remind_drafts",
    "remove_entry",
    "remove_file",
    "remove_from_panel",
    "save_entry",
    "save_section",
    "scrub",
    "set_file",
    "start",
    "submit",
    "sweep_equality",
    "tell_drafts",
    "warn_of_end",
    "withdraw",
]
