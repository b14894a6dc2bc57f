"""The teacher’s job alerts: one that tells at once, one that rests, one for Fridays."""

from __future__ import annotations

from teachpb.alerts import operations
from teachpb.alerts.models import Frequency
from teachpb.db import db
from teachpb.demo.build.world import World

#: (search, how often, whether it is paused)
ALERTS = (
    ({"role": ["teacher"], "phase": ["primary"]}, Frequency.instant, False),
    ({"keyword": ["teaching assistant"], "pattern": ["part_time"]}, Frequency.daily, True),
    ({"role": ["head_of_year_or_phase", "sendco"], "ect": ["yes"], "salary_from": ["30000"]}, Frequency.weekly, False),
)


def build_alerts(world: World) -> None:
    teacher = world.people["teacher"]
    for query, frequency, is_paused in ALERTS:
        alert = operations.request_alert(actor=teacher, email=teacher.email, query=query, frequency=frequency)
        if alert is not None and is_paused:
            operations.pause_alert(subscription=alert)
    db.session.flush()
