"""Everything that can be done to an application. All of it inside ``transaction()``, all of it in the trail."""

from teachpb.applications.operations.answering import answer_offer, withdraw
from teachpb.applications.operations.closing import close_for
from teachpb.applications.operations.moving import move, move_several
from teachpb.applications.operations.panel import add_to_panel, remove_from_panel
from teachpb.applications.operations.sending import submit
from teachpb.applications.operations.telling import tell_drafts
from teachpb.applications.operations.writing import (
    delete_draft,
    edit_referee,
    remove_referee,
    save_section,
    start,
)

__all__ = [
    "add_to_panel",
    "answer_offer",
    "close_for",
    "delete_draft",
    "edit_referee",
    "move",
    "move_several",
    "remove_from_panel",
    "remove_referee",
    "save_section",
    "start",
    "submit",
    "tell_drafts",
    "withdraw",
]
