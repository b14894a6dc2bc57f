"""What can be done with an advert in which state: one table for pages, buttons and tests. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from teachpb.db import LabelledEnum
from teachpb.vacancies.models import VacancyState


class Action(LabelledEnum):
    """What a person may ask for, beside editing and publishing."""

    unschedule = "unschedule", "Make it a draft again"
    extend = "extend", "Extend the closing date"
    end_early = "end_early", "End it early"
    relist = "relist", "List it again"
    record_outcome = "record_outcome", "Say what came of it"
    save_as_template = "save_as_template", "Save as a template"
    remove = "remove", "Remove"


_A, _S = Action, VacancyState

OFFERED: Mapping[VacancyState, tuple[Action, ...]] = {
    _S.draft: (_A.save_as_template, _A.remove),
    _S.scheduled: (_A.unschedule, _A.save_as_template, _A.remove),
    _S.live: (_A.extend, _A.end_early, _A.save_as_template, _A.remove),
    _S.expired: (_A.relist, _A.record_outcome, _A.save_as_template, _A.remove),
    _S.ended_early: (_A.relist, _A.record_outcome, _A.save_as_template, _A.remove),
    _S.removed: (),
}

#: How an advert stands, as the beginning of a sentence to somebody who came too early or too late.
STANDING: Mapping[VacancyState, str] = {
    _S.draft: "This vacancy is a draft",
    _S.scheduled: "This vacancy is waiting for its day",
    _S.live: "This vacancy is live",
    _S.expired: "This vacancy has closed",
    _S.ended_early: "This vacancy has been ended early",
    _S.removed: "This vacancy has been removed",
}

#: What can be done instead.
INSTEAD: Mapping[Action, Mapping[VacancyState, str]] = {
    _A.unschedule: {
        _S.draft: "already. You can change everything",
        _S.live: "already, so it cannot become a draft again. You can end it early",
        _S.expired: "already. You can list it again",
        _S.ended_early: "already. You can list it again",
    },
    _A.extend: {
        _S.draft: "still. Set its closing date among its dates",
        _S.scheduled: "still. Set its closing date among its dates",
        _S.expired: "in the meantime. You can list it again",
        _S.ended_early: "in the meantime. You can list it again",
    },
    _A.end_early: {
        _S.draft: "and nobody can see it. You can delete it",
        _S.scheduled: "and nobody has seen it. You can make it a draft again",
        _S.expired: "already",
        _S.ended_early: "already",
    },
    _A.relist: {
        _S.draft: "still. Publish it instead",
        _S.scheduled: "still, so there is nothing to list again",
        _S.live: "still. You can extend its closing date",
    },
    _A.record_outcome: {
        _S.draft: "still. Say what came of it once it has closed",
        _S.scheduled: "still. Say what came of it once it has closed",
        _S.live: "still. Say what came of it once it has closed, or end it early",
    },
}


def is_offered(action: Action, state: VacancyState) -> bool:
    return action in OFFERED[state]


def refusal(action: Action, state: VacancyState) -> str:
    """Why ``action`` is not possible now, and what is: one sentence or two."""
    return f"{STANDING[state]} {INSTEAD.get(action, {}).get(state, '')}".strip() + "."
