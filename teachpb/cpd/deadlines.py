"""By when a place has to be approved, and a delegate named. Working days are Monday to Friday less bank holidays."""

from __future__ import annotations

from datetime import date, datetime, time

from teachpb import clock

#: Approvals: five working days to decide in, but never less than two working days before the start.
DAYS_TO_APPROVE, DAYS_BEFORE_START = 5, 2
#: Names: five working days before the start, so that the provider can write lists and badges.
DAYS_FOR_NAMES = 5
CLOSE_OF_DAY = time(17)


def approval_due(asked_at: datetime, first_day: date) -> datetime:
    """When a place asked for at ``asked_at``, on a course that starts on ``first_day``, is given up undecided: the
    earlier of five working days later, at the same time of day, and 5pm two working days before the start. It may lie
    in the past: then it is too late to ask."""
    local = clock.to_london(asked_at)
    in_days = clock.at_london(clock.add_working_days(local.date(), DAYS_TO_APPROVE), local.time())
    before = clock.at_london(clock.add_working_days(first_day, -DAYS_BEFORE_START), CLOSE_OF_DAY)
    return min(in_days, before)


def half_way(asked_at: datetime, due_at: datetime) -> datetime:
    """When who has not decided yet is reminded."""
    return asked_at + (due_at - asked_at) / 2


def names_due(first_day: date) -> datetime:
    """When every delegate of a course that starts on ``first_day`` is to be named: 5pm five working days before."""
    return clock.at_london(clock.add_working_days(first_day, -DAYS_FOR_NAMES), CLOSE_OF_DAY)


def names_chased(due_at: datetime) -> datetime:
    """When the booker is reminded of names that are missing: 9am two working days before they are due."""
    return clock.at_london(clock.add_working_days(clock.to_london(due_at).date(), -2), time(9))
