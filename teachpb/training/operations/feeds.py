"""The secret address of the calendar of absences."""

from __future__ import annotations

from teachpb.accounts.models import User
from teachpb.audit.operations import record
from teachpb.db import db
from teachpb.schools.models import Organisation
from teachpb.training import queries
from teachpb.training.models import AbsenceFeed, new_token


def make_feed(*, actor: User, organisation: Organisation) -> AbsenceFeed:
    """A new address; the one there was is dead."""
    feed = queries.feed_of(actor, organisation)
    if feed is None:
        feed = AbsenceFeed(user=actor, organisation=organisation)
        db.session.add(feed)
    feed.token = new_token()
    db.session.flush()
    record(actor=actor, verb="absence_feed_made", subject=feed, organisation_id=organisation.id)
    return feed


def revoke_feed(*, actor: User, organisation: Organisation) -> None:
    """No address any more. Doing it twice is doing it once."""
    feed = queries.feed_of(actor, organisation)
    if feed is not None:
        record(actor=actor, verb="absence_feed_revoked", subject=feed, organisation_id=organisation.id)
        db.session.delete(feed)
        db.session.flush()
