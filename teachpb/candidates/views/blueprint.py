"""The blueprint of the room, and the loaders its views share: every one of them starts from the person."""

from __future__ import annotations

from flask import Blueprint

from teachpb.accounts.models import User
from teachpb.candidates import queries
from teachpb.candidates.models import CandidateProfile, CandidateSearch, JobInvitation

bp = Blueprint("candidates", __name__)


def load_seen(user: User | None, profile_id: int) -> CandidateProfile | None:
    return queries.get_seen(user, profile_id)


def load_search(user: User | None, search_id: int) -> CandidateSearch | None:
    return queries.get_search(user, search_id)


def load_invitation(user: User | None, invitation_id: int) -> JobInvitation | None:
    return queries.get_invitation(user, invitation_id)
