"""A role in a few words."""

from __future__ import annotations

from teachpb.governors.models import GovernorRole
from teachpb.pictures.layout import Card
from teachpb.web.templating import format_date, plural


def share_card(role: GovernorRole) -> Card:
    """The picture of a role for shared links."""
    hours = f"About {plural(role.hours_a_month, 'hour', 'hours')} a month" if role.hours_a_month else ""
    return Card(
        kicker=role.organisation.name,
        title=role.title,
        strong=hours,
        facts=(plural(role.places, "place on the board", "places on the board"), role.meeting_times),
        badge=f"Offer by {format_date(role.closes_on)}" if role.closes_on else "Join the board",
        theme="govern",
    )
