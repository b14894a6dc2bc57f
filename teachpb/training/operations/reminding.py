"""Telling people, and who keeps their team, that training runs out: at 90, 30 and 0 days, once each."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select

from teachpb import clock
from teachpb.db import db
from teachpb.notifications.operations import queue_mail
from teachpb.training import emails, queries
from teachpb.training.models import SentReminder
from teachpb.training.queries import Due
from teachpb.training.standing import stage_due


def remind() -> int:
    """Send what is due. Training that was renewed reminds nobody. Returns how many pieces of training were told of."""
    today, now = clock.today(), clock.now()
    due: list[tuple[Due, int]] = []
    for each in queries.running_out(today):
        expires = each.holding.expires_on
        stage = stage_due(expires, today) if expires else None
        if stage is not None and not _was_told(each.holding.source, stage):
            db.session.add(SentReminder(holding=each.holding.source, days=stage, sent_at=now))
            due.append((each, stage))
    db.session.flush()
    for each, _ in due:
        queue_mail(emails.runs_out(each, today))
    _tell_keepers([each for each, _ in due])
    return len(due)


def _was_told(holding: str, stage: int) -> bool:
    """Has this stage been told of, or a more urgent one?"""
    told = select(SentReminder.id).where(SentReminder.holding == holding, SentReminder.days <= stage)
    return db.session.scalar(told.limit(1)) is not None


def _tell_keepers(due: list[Due]) -> None:
    """One message to each keeper of a team, with everybody of it whose training runs out."""
    by_team: dict[tuple[int, str], list[Due]] = defaultdict(list)
    for each in due:
        for member in each.members:
            by_team[member.organisation_id, member.side.value].append(each)
    for (organisation_id, side), found in sorted(by_team.items()):
        for keeper in queries.keepers_of(organisation_id, side):
            queue_mail(emails.team_runs_out(keeper, found, organisation_id=organisation_id, side=side))
