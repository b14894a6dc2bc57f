"""Keys: hashed, shown once, overlapping, revoked, counted; and requests that are sent again."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.ats import operations
from teachpb.ats.models import AtsAdvert, AtsAnswer, AtsClient, AtsKey, AtsTrouble
from teachpb.ats.views.blueprint import LIMIT
from teachpb.audit.models import AuditEntry
from teachpb.db import DomainError, db, transaction
from tests.ats.conftest import KEY, VACANCIES, System
from tests.factories.ats import AtsClientFactory, AtsKeyFactory
from tests.support.client import StrictClient
from tests.support.limits import counting_app
from tests.support.time import FrozenClock

DAY = timedelta(days=1)


def issue(client: AtsClient, overlap: int = 0, form: str | None = None) -> str | None:
    with transaction():
        return operations.issue_key(actor=None, client=client, overlap_days=overlap, asked_with=form)


class TestOpening:
    @pytest.mark.parametrize("key", ["", "wrong", KEY + "5", KEY[:-1], "ä", "x" * 5000])
    @pytest.mark.parametrize(
        ("method", "path"),
        [
            ("GET", ""),
            ("POST", ""),
            *((method, f"/{'0' * 8}-0000-0000-0000-{'0' * 12}") for method in ("GET", "PUT", "PATCH", "DELETE")),
        ],
    )
    def test_nothing_opens_without_a_key(self, system: System, method: str, path: str, key: str) -> None:
        answer = System(system.http, key).ask(method, path, 401)
        assert answer.json == {"errors": ["Invalid API key"]}
        assert "Set-Cookie" not in answer.response.headers

    def test_a_session_is_no_key(self, client: StrictClient, vendor: AtsClient) -> None:
        from tests.factories.schools import member

        client.sign_in(member())
        client.get(VACANCIES, status=401)

    def test_only_a_hash_is_kept(self, vendor: AtsClient, session: Session) -> None:
        text = issue(vendor)
        assert text is not None and len(text) == 40 and int(text, 16)
        kept = session.scalars(select(AtsKey).order_by(AtsKey.id.desc())).first()
        assert kept is not None
        columns = [str(getattr(kept, column.key)) for column in AtsKey.__table__.columns]
        assert not any(text in each for each in columns)
        assert kept.beginning == text[:6]
        trail = [f"{entry.note}{entry.changes}" for entry in session.scalars(select(AuditEntry))]
        assert not any(text in each for each in trail)

    def test_a_new_key_and_the_old_one_work_side_by_side_for_a_while(
        self, system: System, vendor: AtsClient, frozen: FrozenClock
    ) -> None:
        fresh = issue(vendor, overlap=7)
        assert fresh is not None
        frozen.advance(7 * DAY - timedelta(seconds=1))
        system.get()
        frozen.advance(timedelta(seconds=1))
        system.get(status=401)
        System(system.http, fresh).get()

    def test_without_an_overlap_the_old_one_stops_at_once(self, system: System, vendor: AtsClient) -> None:
        issue(vendor)
        system.get(status=401)

    def test_a_second_rotation_does_not_give_the_first_key_more_time(
        self, system: System, vendor: AtsClient, frozen: FrozenClock
    ) -> None:
        issue(vendor, overlap=7)
        issue(vendor, overlap=30)
        frozen.advance(7 * DAY)
        system.get(status=401)

    def test_a_revoked_key_and_an_ended_system_are_shut_out(
        self, system: System, vendor: AtsClient, session: Session
    ) -> None:
        fresh = issue(vendor, overlap=7)
        with transaction():
            operations.revoke_key(actor=None, key=vendor.keys[-1])
        system.get(status=401)
        other = System(system.http, str(fresh))
        made = other.post()["id"]
        with transaction():
            operations.end_client(actor=None, client=vendor)
        other.get(status=401)
        with pytest.raises(DomainError):
            issue(vendor)
        advert = session.scalars(select(AtsAdvert).where(AtsAdvert.public_id == made)).one()
        assert advert.vacancy.is_open(clock.now()), "what it has sent stays until it closes"

    def test_the_last_use_is_known_to_ten_minutes(self, system: System, vendor: AtsClient, frozen: FrozenClock) -> None:
        key = vendor.keys[0]
        assert key.last_used_at is None
        system.get()
        first = clock.now()
        frozen.advance(timedelta(minutes=9))
        system.get()
        assert key.last_used_at == first
        frozen.advance(timedelta(minutes=2))
        system.get()
        assert key.last_used_at == clock.now()

    def test_a_form_sent_twice_makes_one_key(self, vendor: AtsClient, session: Session) -> None:
        assert issue(vendor, form="f" * 43) is not None
        assert issue(vendor, form="f" * 43) is None
        assert len(session.scalars(select(AtsKey)).all()) == 2


@pytest.mark.pure
def test_each_key_has_its_own_limit(tmp_path: Path) -> None:
    with counting_app(tmp_path) as app, app.app_context():
        for text in ("a" * 40, "b" * 40):
            AtsKeyFactory(text=text)
        http = app.test_client()
        for _ in range(int(LIMIT.split("/")[0])):
            assert http.get(f"{VACANCIES}?page=0", headers={"X-Api-Key": "a" * 40}).status_code == 400
        answer = http.post(VACANCIES, headers={"X-Api-Key": "a" * 40})
        assert answer.status_code == 429, "all operations count together"
        assert answer.json["errors"][0].startswith("Too many requests")
        assert 1 <= int(answer.headers["Retry-After"]) <= 60
        assert http.get(VACANCIES, headers={"X-Api-Key": "b" * 40}).status_code == 200
        for number in range(60):
            assert http.get(VACANCIES, headers={"X-Api-Key": f"guess {number}"}).status_code == 401
        assert http.get(VACANCIES, headers={"X-Api-Key": "one more guess"}).status_code == 429
        db.session.remove()


class TestOnce:
    def test_the_same_request_gets_the_same_answer(self, system: System, session: Session) -> None:
        first = system.ask("POST", "", 201, _body(), Idempotency_Key="abc")
        again = system.ask("POST", "", 201, _body(), Idempotency_Key='"abc"')
        assert first.json == again.json
        assert first.response.headers["Location"] == again.response.headers["Location"]
        assert "Idempotency-Replayed" not in first.response.headers
        assert again.response.headers["Idempotency-Replayed"] == "true"
        assert len(session.scalars(select(AtsAdvert)).all()) == 1

    def test_the_same_key_for_another_request_is_refused(self, system: System, session: Session) -> None:
        system.post(key="abc")
        refused = system.post(422, key="abc", external_reference="2", job_title="Another")
        assert refused == {"errors": ["Idempotency-Key: this key was used for another request"]}
        assert len(session.scalars(select(AtsAdvert)).all()) == 1

    def test_a_refusal_is_an_answer_too(self, system: System, session: Session) -> None:
        system.post()
        first = system.post(409, key="abc")
        again = system.post(409, key="abc")
        assert first == again
        assert session.scalars(select(AtsTrouble)).one().attempts == 1, "counted once"

    def test_what_does_not_keep_to_the_contract_is_not_kept(self, system: System, session: Session) -> None:
        system.post(400, key="abc", job_roles=["king"])
        system.post(key="abc")
        assert session.scalars(select(AtsAnswer)).one().status == 201

    def test_a_day_later_it_is_a_new_request(
        self, system: System, frozen: FrozenClock, session: Session, run_job: object
    ) -> None:
        same = {"expires_at": "2026-06-30T12:00:00"}
        made = system.post(key="abc", **same)["id"]
        frozen.advance(DAY - timedelta(seconds=1))
        assert system.post(key="abc", **same)["id"] == made
        frozen.advance(timedelta(seconds=1))
        system.post(409, key="abc", **same)
        assert session.scalars(select(AtsAnswer)).one().status == 409, "in the place of the old one"
        frozen.advance(DAY)
        assert run_job("ats.forget_answers") == 1  # type: ignore[operator]
        assert session.scalars(select(AtsAnswer)).all() == []

    def test_two_vendors_may_choose_the_same_key(self, system: System, rival: System) -> None:
        system.post(key="abc")
        rival.post(key="abc", job_title="Another")

    def test_a_change_is_done_once(self, system: System) -> None:
        made = system.post()["id"]
        first = system.ask("PATCH", f"/{made}", 200, {"vacancy": {"salary": "A"}}, Idempotency_Key="abc")
        system.patch(made, salary="B")
        again = system.ask("PATCH", f"/{made}", 200, {"vacancy": {"salary": "A"}}, Idempotency_Key="abc")
        assert again.json == first.json
        assert system.get(f"/{made}")["salary"] == "B"

    @pytest.mark.parametrize("key", ['""', "", "a b", "x" * 256, "ä", '"'])
    def test_a_key_that_is_none(self, system: System, key: str) -> None:
        system.ask("POST", "", 400 if key != '"' else 201, _body(), Idempotency_Key=key)


def _body() -> dict[str, object]:
    from tests.ats.conftest import URN
    from tests.factories.ats import vacancy_fields

    return {"vacancy": vacancy_fields(URN)}


def test_a_request_that_lost_the_race_is_told_properly(
    system: System, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another was quicker between looking and writing: it looks again and finds the twin."""
    from teachpb.ats import queries

    made = system.post()["id"]
    real, blind = queries.twin_by_reference, [True, True]
    monkeypatch.setattr(
        queries, "twin_by_reference", lambda *args: None if blind and blind.pop() and len(blind) else real(*args)
    )
    monkeypatch.setattr(queries, "twin_by_content", lambda *args: None)
    refused = system.post(409)
    assert refused["meta"]["link"] == f"http://localhost{VACANCIES}/{made}"


def test_one_that_loses_it_twice_is_a_conflict_all_the_same(system: System, monkeypatch: pytest.MonkeyPatch) -> None:
    from teachpb.ats import queries

    system.post()
    for name in ("twin_by_reference", "twin_by_content"):
        monkeypatch.setattr(queries, name, lambda *args: None)
    assert system.post(409)["meta"] == {"link": None, "attempts": 1}


def test_two_systems_of_one_name_are_refused(session: Session) -> None:
    AtsClientFactory(name="The same")
    with pytest.raises(DomainError, match="already a recruitment system"), transaction():
        operations.add_client(actor=None, name="The same")
