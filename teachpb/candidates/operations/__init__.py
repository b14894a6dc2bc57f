"""Everything that can be done with profiles and invitations. All of it inside ``transaction()``."""

from teachpb.candidates.operations.inviting import block, delete_search, invite, save_search
from teachpb.candidates.operations.keeping import (
    forget_person,
    hide_from,
    look_after,
    save_section,
    show_again_to,
    switch,
)

__all__ = [
    "block",
    "delete_search",
    "forget_person",
    "hide_from",
    "invite",
    "look_after",
    "save_search",
    "save_section",
    "show_again_to",
    "switch",
]
