"""Putting many alerts to the search engine: each different search once, each advert read once a run."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from teachpb import clock
from teachpb.alerts.criteria import Query, criteria_of
from teachpb.db import db
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.queries import is_open_now, matching_ids, public_by_ids

POSTED_WITHIN = "posted_within"


class Matcher:
    """The memory of one run.

    An engine pass answers for every alert with the same search. “Posted within” is the one filter that is not the same
    for all of them: an advert must not be too old for a weekly alert before that had a chance to tell of it, so what
    opened since the alert last looked counts as posted in time.
    """

    def __init__(self) -> None:
        self.passes = 0
        self._ids: dict[str, array[int]] = {}
        self._opened: dict[int, datetime] | None = None
        self._jobs: dict[tuple[int, datetime], Any] = {}

    def matching(self, query: Query, *, since: datetime | None) -> list[int]:
        """Every open vacancy that matches, newest first, for an alert that last looked at ``since``."""
        days = query.get(POSTED_WITHIN)
        found = self._pass({name: values for name, values in query.items() if name != POSTED_WITHIN})
        if not days:
            return list(found)
        within = clock.now() - timedelta(days=int(days[0]))
        oldest = min(within, since) if since is not None else within
        opened = self._opening_times()
        return [each for each in found if each not in opened or opened[each] >= oldest]

    def _pass(self, query: Query) -> array[int]:
        key = json.dumps(query, sort_keys=True, default=list)
        if key not in self._ids:
            self.passes += 1
            self._ids[key] = array("q", matching_ids(criteria_of(query)))
        return self._ids[key]

    def _opening_times(self) -> dict[int, datetime]:
        """Of everything open when first asked; what opened later is new to everybody."""
        if self._opened is None:
            rows = db.session.execute(select(Vacancy.id, Vacancy.opens_at).where(is_open_now()))
            self._opened = {vacancy_id: opens_at for vacancy_id, opens_at in rows if opens_at is not None}
        return self._opened

    def still_open(self, ids: Sequence[int], compose: Callable[[Vacancy], Any]) -> dict[int, Any]:
        """What ``compose`` makes of each of ``ids`` that is open at this moment; what changed is read anew."""
        if not ids:
            return {}
        question = select(Vacancy.id, Vacancy.updated_at).where(Vacancy.id.in_(ids), is_open_now())
        open_now = {vacancy_id: (vacancy_id, changed_at) for vacancy_id, changed_at in db.session.execute(question)}
        unread = [vacancy_id for vacancy_id, key in open_now.items() if key not in self._jobs]
        for vacancy in public_by_ids(unread):
            self._jobs[open_now[vacancy.id]] = compose(vacancy)
        return {each: self._jobs[open_now[each]] for each in ids if open_now.get(each) in self._jobs}
