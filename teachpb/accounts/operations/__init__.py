"""What can be done to accounts. Every function wants a transaction around it and takes keywords only."""

from teachpb.accounts.operations.attempts import count_attempt, forgive_attempt
from teachpb.accounts.operations.changing import (
    accept_terms,
    change_email,
    change_name,
    change_password,
    confirm_email,
    reset_password,
)
from teachpb.accounts.operations.closing import close_account
from teachpb.accounts.operations.exporting import ask_for_data, forget_exports, make_export, take_data
from teachpb.accounts.operations.keeping import prune
from teachpb.accounts.operations.links import ask_for_link, handle_link, mint_link, take_link
from teachpb.accounts.operations.registering import (
    ask_to_register,
    confirm_registration,
    create_proven_user,
    create_user,
)
from teachpb.accounts.operations.sessions import (
    begin_session,
    end_all_sessions,
    end_other_sessions,
    end_session,
    follow_sign_in_link,
    note_seen,
    refresh_password_hash,
)

__all__ = [
    "accept_terms",
    "ask_for_data",
    "ask_for_link",
    "ask_to_register",
    "begin_session",
    "change_email",
    "change_name",
    "change_password",
    "close_account",
    "confirm_email",
    "confirm_registration",
    "count_attempt",
    "create_proven_user",
    "create_user",
    "end_all_sessions",
    "end_other_sessions",
    "end_session",
    "follow_sign_in_link",
    "forget_exports",
    "forgive_attempt",
    "handle_link",
    "make_export",
    "mint_link",
    "note_seen",
    "prune",
    "refresh_password_hash",
    "reset_password",
    "take_data",
    "take_link",
]
