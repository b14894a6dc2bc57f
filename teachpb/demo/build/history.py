"""Monthly totals from 2015 on, so that the figures have the council's own story: about five to one, then fewer.

With the city's own vacancies they add up to 872 and 4,287, as the council counted.
"""

from __future__ import annotations

from datetime import date

from teachpb.db import db
from teachpb.demo.build.world import World
from teachpb.insight import operations, queries
from teachpb.insight.ratio import months_between

VACANCIES, INITIATED = 872, 4287
#: How busy each month is: schools advertise most from January to May.
SEASON = (9, 11, 14, 15, 14, 6, 2, 1, 6, 7, 6, 3)


def build_history(world: World) -> None:
    db.session.flush()
    own = queries.tally_since_launch()
    last = date(world.today.year - 3, world.today.month, 1)
    months = [month for month in months_between(date(2015, 4, 1), last) if month < last]
    jobs = shares(VACANCIES - own.vacancies, [SEASON[month.month - 1] for month in months])
    falling = [count * (1.25 - 0.5 * number / len(months)) for number, count in enumerate(jobs)]
    drawn = shares(INITIATED - own.initiated, falling)
    for month, vacancies, initiated in zip(months, jobs, drawn, strict=True):
        operations.import_month(month=month, vacancies=vacancies, initiated=initiated)


def shares(total: int, weights: list[float] | list[int]) -> list[int]:
    """``total`` split in proportion to the weights, to the last one."""
    whole, given, so_far = sum(weights), 0, 0.0
    parts = []
    for weight in weights:
        so_far += weight
        part = round(total * so_far / whole) - given
        parts.append(part)
        given += part
    return parts
