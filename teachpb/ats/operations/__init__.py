"""What recruitment systems do, and what is done about them. All of it inside ``transaction()``."""

from teachpb.ats.operations.adverts import change_advert, delete_advert, post_advert, replace_advert
from teachpb.ats.operations.answers import Answer, forget_answers, once
from teachpb.ats.operations.clients import (
    add_client,
    end_client,
    follow_succession,
    issue_key,
    mark_used,
    permit,
    revoke_key,
    withdraw_permission,
)

__all__ = [
    "Answer",
    "add_client",
    "change_advert",
    "delete_advert",
    "end_client",
    "follow_succession",
    "forget_answers",
    "issue_key",
    "mark_used",
    "once",
    "permit",
    "post_advert",
    "replace_advert",
    "revoke_key",
    "withdraw_permission",
]
