"""Rules that need no database."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachpb.applications.models import Application, ApplicationState
from teachpb.db import InvalidTransition
from teachpb.references.forms.answers import packed
from teachpb.references.forms.disclosure import is_adult
from teachpb.references.models import Disclosure, DisclosureState, ReferenceRequest, ReferenceState
from teachpb.references.policies import has_papers, may_be_asked

_R, _D, _S = ReferenceState, DisclosureState, ApplicationState

REFERENCE_MOVES = {
    (_R.waiting, _R.requested), (_R.waiting, _R.received_elsewhere), (_R.waiting, _R.replaced),
    (_R.requested, _R.received), (_R.requested, _R.received_elsewhere), (_R.requested, _R.declined),
    (_R.requested, _R.replaced), (_R.declined, _R.received_elsewhere), (_R.declined, _R.replaced),
}  # fmt: skip
DISCLOSURE_MOVES = {(_D.requested, after) for after in (_D.received, _D.received_elsewhere, _D.recalled)}


@pytest.mark.parametrize("before", _R)
@pytest.mark.parametrize("after", _R)
def test_references_move_along_the_table_only(before: _R, after: _R) -> None:
    request = ReferenceRequest(state=before)
    if (before, after) in REFERENCE_MOVES:
        request.enter(after)
        assert request.state is after
    else:
        with pytest.raises(InvalidTransition):
            request.enter(after)
        assert request.state is before


@pytest.mark.parametrize("before", _D)
@pytest.mark.parametrize("after", _D)
def test_disclosures_move_along_the_table_only(before: _D, after: _D) -> None:
    disclosure = Disclosure(state=before)
    if (before, after) in DISCLOSURE_MOVES:
        disclosure.enter(after)
    else:
        with pytest.raises(InvalidTransition):
            disclosure.enter(after)


@pytest.mark.parametrize(
    ("state", "asked", "seen"),
    [
        (_S.draft, False, False),
        (_S.submitted, False, False),
        (_S.shortlisted, True, True),
        (_S.interviewing, True, True),
        (_S.offered, True, True),
        (_S.accepted, True, True),
        (_S.appointed, True, True),
        (_S.unsuccessful, False, False),
        (_S.interview_unsuccessful, False, True),
        (_S.declined, False, True),
        (_S.offer_withdrawn, False, True),
        (_S.withdrawn, False, False),
    ],
)
def test_nobody_is_asked_before_shortlisting(state: _S, asked: bool, seen: bool) -> None:
    application = Application(state=state)
    assert (may_be_asked(application), has_papers(application)) == (asked, seen)


@pytest.mark.parametrize(
    ("born", "today", "adult"),
    [
        ((2008, 4, 24), (2026, 4, 24), True),
        ((2008, 4, 25), (2026, 4, 24), False),
        ((2008, 2, 29), (2026, 2, 28), False),
        ((2008, 2, 29), (2026, 3, 1), True),
        ((1950, 1, 1), (2026, 1, 1), True),
    ],
)
def test_of_age(born: tuple[int, int, int], today: tuple[int, int, int], adult: bool) -> None:
    assert is_adult(date(*born), date(*today)) is adult


@given(st.dictionaries(st.text(max_size=5), st.one_of(st.booleans(), st.text(max_size=9), st.dates(), st.none())))
def test_answers_are_plain_json(values: dict[str, object]) -> None:
    import json

    assert json.loads(json.dumps(packed(values))) == packed(values)
