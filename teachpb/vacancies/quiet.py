"""Which adverts are quiet: half of their time has gone and, as far as any room knows, nobody has applied."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from teachpb import clock
from teachpb.vacancies import halftime, queries, registry
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.registry import RowFact

#: How the address of the dashboard asks for these alone.
QUIET = "quiet"


def is_quiet(vacancy: Vacancy, facts: Sequence[RowFact], moment: datetime) -> bool:
    return halftime.is_past_half(vacancy, moment) and not registry.interest(facts)


def quiet_ids(reach: set[int]) -> list[int]:
    """The live adverts half of whose time has gone without anybody applying."""
    moment = clock.now()
    past = [vacancy for vacancy in queries.open_in(reach) if halftime.is_past_half(vacancy, moment)]
    facts = registry.row_facts([vacancy.id for vacancy in past])
    return [vacancy.id for vacancy in past if is_quiet(vacancy, facts[vacancy.id], moment)]
