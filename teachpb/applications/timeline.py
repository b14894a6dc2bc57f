"""What has happened to an application, as its candidate sees it: its states, and what the rooms above tell of. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from teachpb.applications.models import RUNNING, Application, ApplicationEvent, ApplicationState
from teachpb.applications.presenting import back_moves
from teachpb.applications.registry import Happening
from teachpb.applications.wording import candidate_label

_S = ApplicationState
BACK_TITLES = {_S.submitted: "Being read again", _S.shortlisted: "Back on the shortlist"}


@dataclass(frozen=True)
class Line:
    """``words`` are the school's; ``is_now`` marks where the application stands."""

    at: datetime
    title: str
    details: str = ""
    words: str = ""
    is_now: bool = False


def timeline_of(application: Application, happenings: Sequence[Happening]) -> list[Line]:
    """Oldest first. What happens at the moment of a step stands below it. The words of the last step are left to the
    head of the page, which shows them at length."""
    back = back_moves(application)
    last = application.events[-1] if application.events else None
    steps = [_step(event, event is last, event.id in back) for event in application.events]
    others = [Line(each.at, each.text, each.details) for each in happenings]
    return sorted([*steps, *others], key=lambda line: line.at)


def _step(event: ApplicationEvent, is_last: bool, is_back: bool) -> Line:
    title = "Started" if event.state is _S.draft else candidate_label(event.state)
    if is_back:
        title = BACK_TITLES.get(event.state, title)
    return Line(event.at, title, words="" if is_last else event.message, is_now=is_last and event.state in RUNNING)
