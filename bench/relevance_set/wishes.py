"""Wishes: rules over facts, put together from small ones. A wish gives an advert 3, 2, 1 or 0."""

from __future__ import annotations

from collections.abc import Callable

from bench.relevance_set import facts as f
from bench.relevance_set.facts import Facts

Wish = Callable[[Facts], int]
Condition = Callable[[Facts], bool]


def job(*names: str, near: frozenset[str] | tuple[str, ...] = (), far: frozenset[str] | tuple[str, ...] = ()) -> Wish:
    """One of these jobs; ``near`` would do, ``far`` is worth a look."""
    return lambda advert: 3 if advert.job in names else 2 if advert.job in near else 1 if advert.job in far else 0


def subject_teacher(*subjects: str, also: tuple[str, ...] = ()) -> Wish:
    """In front of a class in one of the subjects. Leading it would do as well; teaching ``also`` is worth a look."""

    def grade(advert: Facts) -> int:
        if advert.teaches(*subjects):
            if advert.job == f.TEACHER:
                return 3
            return 2 if advert.job in f.CLASSROOM else 1 if advert.job == f.HEAD_OF_DEPARTMENT else 0
        return 1 if advert.job == f.TEACHER and advert.teaches(*also) else 0

    return grade


def department_head(*subjects: str, also: tuple[str, ...] = ()) -> Wish:
    """Leading one of the subjects. The second in command and the lead practitioner of it are near."""

    def grade(advert: Facts) -> int:
        if advert.teaches(*subjects):
            return {f.HEAD_OF_DEPARTMENT: 3, f.SECOND: 2, f.LEAD_PRACTITIONER: 1}.get(advert.job, 0)
        return 1 if advert.job == f.HEAD_OF_DEPARTMENT and advert.teaches(*also) else 0

    return grade


def subject(*subjects: str) -> Wish:
    """Anything about a subject: teaching and leading it first, helping with it last."""

    def grade(advert: Facts) -> int:
        if advert.teaches(*subjects):
            return 3 if advert.job in {*f.CLASSROOM, f.HEAD_OF_DEPARTMENT} else 2
        return 1 if advert.side_subjects & set(subjects) else 0

    return grade


def class_teacher(stages: set[str], *, years: frozenset[str] = frozenset()) -> Wish:
    """A class of its own of this age. With ``years``, exactly these; another class of the stage is worth a look."""

    def grade(advert: Facts) -> int:
        if advert.job != f.TEACHER or advert.subjects or not advert.stages & stages:
            return 0
        if years:
            return 3 if advert.years & years else 0 if advert.years else 1
        return 3 if advert.stages <= stages else 2

    return grade


def where(wish: Wish, *conditions: Condition, else_less: int = 3) -> Wish:
    """``wish``, but so much less for every condition that does not hold (3: not at all)."""
    return lambda advert: max(0, wish(advert) - else_less * sum(not holds(advert) for holds in conditions))


def anything(condition: Condition) -> Wish:
    return lambda advert: 3 if condition(advert) else 0


def either(*wishes: Wish) -> Wish:
    """The best of several."""
    return lambda advert: max(wish(advert) for wish in wishes)


def part_time(advert: Facts) -> bool:
    return advert.part_time


def early_career(advert: Facts) -> bool:
    return advert.early_career


def in_phase(phase: str) -> Condition:
    return lambda advert: phase in advert.phases


def of_faith(faith: str) -> Condition:
    return lambda advert: advert.faith == faith


def at(kind: str) -> Condition:
    return lambda advert: advert.school_kind == kind


def in_place(place: str) -> Condition:
    return lambda advert: advert.is_in(place)


def not_about(topic: str) -> Condition:
    return lambda advert: topic not in advert.topics


def about(topic: str) -> Condition:
    return lambda advert: topic in advert.topics
