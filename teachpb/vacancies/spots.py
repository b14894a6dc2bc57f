"""Where jobs are: each place once, with all its jobs. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from teachpb.places.distance import miles_between
from teachpb.places.models import Place
from teachpb.vacancies.models import Vacancy


@dataclass(slots=True)
class Spot:
    """A school or head office, and the ids of the jobs there in the order of the results."""

    name: str
    place: str
    position: tuple[float, float]
    ids: list[int] = field(default_factory=list)


def spots_of(
    vacancies: Sequence[Vacancy], *, near: Place | None = None, radius: float | None = None
) -> tuple[list[Spot], list[int]]:
    """(places, ids of jobs without any), both in the order of the results. A job at several schools is at each of them;
    near a place only at those within the radius."""
    spots: dict[tuple[str, int | str], Spot] = {}
    unplaced = []
    for vacancy in vacancies:
        places = [(key, spot) for key, spot in _places(vacancy) if _is_within(spot, near, radius)]
        for key, spot in places:
            spots.setdefault(key, spot).ids.append(vacancy.id)
        if not places:
            unplaced.append(vacancy.id)
    return list(spots.values()), unplaced


def _places(vacancy: Vacancy) -> Iterator[tuple[tuple[str, int | str], Spot]]:
    for school in vacancy.schools:
        latitude, longitude = vacancy.position_at(school)
        if latitude is not None and longitude is not None:
            district = ", ".join(dict.fromkeys(part for part in (school.locality, school.town) if part))
            key = ("school", school.id) if not vacancy.campus_postcode else ("campus", vacancy.campus_postcode)
            yield key, Spot(school.name, vacancy.campus_address or district, (latitude, longitude))
    if vacancy.at_head_office and vacancy.office_latitude is not None and vacancy.office_longitude is not None:
        position = (vacancy.office_latitude, vacancy.office_longitude)
        yield (
            ("office", vacancy.organisation_id),
            Spot(f"{vacancy.organisation.name}, head office", vacancy.office_address, position),
        )


def _is_within(spot: Spot, near: Place | None, radius: float | None) -> bool:
    return near is None or radius is None or miles_between(near.position, spot.position) <= radius
