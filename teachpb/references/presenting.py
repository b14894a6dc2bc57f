"""What a candidate is told of the papers in the course of their application: that they were asked for and that they
came. Never what is in them, nor who read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from teachpb.applications.models import Application
from teachpb.applications.registry import Happening
from teachpb.references import queries
from teachpb.references.models import Disclosure, ReferenceRequest, ReferenceState

_R = ReferenceState
ENDS = {
    _R.received: "A reference has arrived",
    _R.received_elsewhere: "A reference has arrived",
    _R.declined: "A referee cannot give a reference",
}


def happenings(application: Application) -> Sequence[Happening]:
    found = [each for request in queries.references_of(application) for each in _of_reference(request)]
    disclosure = queries.live_disclosure(application)
    return [*found, *(_of_disclosure(disclosure) if disclosure is not None else ())]


def _of_reference(request: ReferenceRequest) -> Iterator[Happening]:
    if request.state is _R.waiting and request.send_at is not None:
        yield Happening(request.created_at, "The school is going to ask a referee", request.name)
    if request.first_sent_at is not None:
        yield Happening(request.first_sent_at, "A referee has been asked", request.name)
    if request.completed_at is not None and request.state in ENDS:
        yield Happening(request.completed_at, ENDS[request.state], request.name)


def _of_disclosure(disclosure: Disclosure) -> Iterator[Happening]:
    yield Happening(disclosure.asked_at, "The school has asked for your self-disclosure")
    if disclosure.completed_at is not None:
        yield Happening(disclosure.completed_at, "Your self-disclosure has been received")
