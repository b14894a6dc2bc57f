"""What can be done to accounts, without pages around it: rows, audit trail, refusals, all or nothing."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.accounts import homes, operations, queries
from teachpb.accounts.errors import AccountClosed, LinkGone, TooManyAttempts, WeakPassword
from teachpb.accounts.keys import hash_key, new_key
from teachpb.accounts.models import (
    GuardKind,
    LinkPurpose,
    MailedLink,
    SignInGuard,
    SignInMethod,
    User,
    UserSession,
)
from teachpb.audit.models import AuditEntry
from teachpb.db import DomainError, transaction
from teachpb.notifications.models import MessageRow
from tests.factories.accounts import UserFactory
from tests.factories.schools import MembershipFactory
from tests.support.time import FrozenClock

ADA = "ada@example.org"
PASSWORD = "lantern otter gravel"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def ada(session: Session, frozen: FrozenClock) -> User:
    return UserFactory(email=ADA, full_name="Ada Fenn", password=PASSWORD)


def verbs(session: Session) -> list[str]:
    return list(session.scalars(select(AuditEntry.verb).order_by(AuditEntry.id)))


def count(session: Session, model: Any) -> int:
    return session.scalar(select(func.count(model.id))) or 0


@pytest.mark.pure
class TestKeys:
    def test_are_long_random_and_fit_an_address(self) -> None:
        keys = {new_key() for _ in range(100)}
        assert len(keys) == 100
        assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", key) for key in keys)

    def test_are_kept_as_a_hash(self) -> None:
        key = new_key()
        assert re.fullmatch(r"[0-9a-f]{64}", hash_key(key))
        assert hash_key(key) == hash_key(key) != hash_key(key + "x")


class TestCreatingUsers:
    @pytest.mark.parametrize("email", [ADA, "ADA@EXAMPLE.ORG", "  Ada@example.org "])
    def test_addresses_are_kept_once_and_in_lower_case(self, session: Session, email: str) -> None:
        with transaction():
            made = operations.create_user(email=email, full_name="Ada Fenn")
        assert made.email == ADA
        with pytest.raises(DomainError) as refused, transaction():
            operations.create_user(email=ADA, full_name="Another Ada")
        assert (refused.value.field, refused.value.message) == (
            "email",
            "There is already an account with this email address",
        )
        assert count(session, User) == 1

    @pytest.mark.parametrize(
        ("confirmed", "terms", "active", "current"),
        [(True, True, True, True), (False, False, False, False), (True, False, True, False)],
    )
    def test_may_be_prepared_for_somebody(
        self, session: Session, confirmed: bool, terms: bool, active: bool, current: bool
    ) -> None:
        with transaction():
            made = operations.create_user(email=ADA, full_name="Ada", confirmed=confirmed, terms_accepted=terms)
        assert (made.is_active, made.has_current_terms, made.password_hash) == (active, current, None)

    def test_weak_passwords_are_refused_here_too(self, session: Session) -> None:
        for create in (operations.create_user, operations.create_proven_user):
            with pytest.raises(WeakPassword) as refused, transaction():
                create(email=ADA, full_name="Ada Fenn", password="adafenn123")
            assert refused.value.field == "password"
        assert count(session, User) == 0
        assert verbs(session) == []

    def test_an_account_in_use_is_not_taken_over(self, session: Session, ada: User) -> None:
        with pytest.raises(DomainError), transaction():
            operations.create_proven_user(email=ADA, full_name="Mallory", password="mallory waits here")
        assert ada.full_name == "Ada Fenn"
        assert queries.user_with_password(email=ADA, password=PASSWORD) is ada

    def test_everybody_has_a_token_of_their_own(self, session: Session) -> None:
        tokens = {UserFactory().session_token for _ in range(5)}
        assert len(tokens) == 5


class TestSessions:
    @pytest.mark.parametrize("state", ["closed_at", "confirmed_at"])
    def test_do_not_begin_for_who_may_not_sign_in(self, session: Session, ada: User, state: str) -> None:
        setattr(ada, state, clock.now() if state == "closed_at" else None)
        session.commit()
        with pytest.raises(AccountClosed), transaction():
            operations.begin_session(user=ada, method=SignInMethod.password)
        assert count(session, UserSession) == 0

    @pytest.mark.parametrize(("keep", "length"), [(False, DAY), (True, 14 * DAY)])
    def test_are_found_by_their_key_until_they_end(
        self, session: Session, frozen: FrozenClock, ada: User, keep: bool, length: timedelta
    ) -> None:
        with transaction():
            begun, key = operations.begin_session(user=ada, method=SignInMethod.mailed_link, keep=keep)
        assert queries.live_session(key) is begun
        assert queries.live_session(key + "x") is None
        assert queries.live_session("") is None
        frozen.advance(length - timedelta(seconds=1))
        assert queries.live_session(key) is begun
        assert begun.is_live
        frozen.advance(timedelta(seconds=1))
        assert queries.live_session(key) is None
        assert not begun.is_live

    def test_others_end_and_the_kept_one_stays(self, session: Session, ada: User) -> None:
        with transaction():
            kept, key = operations.begin_session(user=ada, method=SignInMethod.password)
            _, other = operations.begin_session(user=ada, method=SignInMethod.password)
        with transaction():
            operations.end_other_sessions(user=ada, keep=kept)
        assert queries.live_session(key) is not None
        assert queries.live_session(other) is None

    def test_ending_twice_keeps_the_first_moment(self, session: Session, frozen: FrozenClock, ada: User) -> None:
        with transaction():
            begun, _ = operations.begin_session(user=ada, method=SignInMethod.password)
        for _ in range(2):
            frozen.advance(HOUR)
            with transaction():
                operations.end_session(session=begun)
        assert begun.ended_at == clock.now() - HOUR

    def test_of_somebody_else_are_not_found(self, session: Session, ada: User) -> None:
        with transaction():
            begun, _ = operations.begin_session(user=ada, method=SignInMethod.password)
        assert queries.session_of(ada, begun.id) is begun
        assert queries.session_of(UserFactory(), begun.id) is None


class TestAttempts:
    def test_are_counted_though_nothing_else_happens(self, session: Session, ada: User) -> None:
        with transaction():
            operations.count_attempt(email=ADA, address="192.0.2.1")
        guards = {guard.kind: guard.failures for guard in session.scalars(select(SignInGuard))}
        assert guards == {GuardKind.account: 1, GuardKind.address: 1}

    def test_a_refused_one_changes_nothing(self, session: Session, frozen: FrozenClock, ada: User) -> None:
        for _ in range(5):
            with transaction():
                operations.count_attempt(email=ADA, address="192.0.2.1")
        before = [(g.failures, g.wait_until) for g in session.scalars(select(SignInGuard).order_by(SignInGuard.id))]
        frozen.advance(timedelta(seconds=10))
        with pytest.raises(TooManyAttempts) as refused, transaction():
            operations.count_attempt(email=ADA, address="192.0.2.1")
        assert refused.value.wait == timedelta(seconds=20)
        after = [(g.failures, g.wait_until) for g in session.scalars(select(SignInGuard).order_by(SignInGuard.id))]
        assert after == before

    def test_one_account_and_one_address_never_share_a_count(self, session: Session) -> None:
        """An address typed as if it were an e-mail address is still another key."""
        with transaction():
            operations.count_attempt(email="192.0.2.1", address="192.0.2.1")
        assert count(session, SignInGuard) == 2

    def test_a_new_secret_key_begins_afresh_and_nothing_can_be_read_back(
        self, session: Session, ada: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with transaction():
            operations.count_attempt(email=ADA, address="192.0.2.1")
        stored = set(session.scalars(select(SignInGuard.key_hash)))
        assert hash_key(ADA) not in stored
        assert hash_key(f"account:{ADA}") not in stored

    def test_forgetting_is_for_one_account(self, session: Session, frozen: FrozenClock, ada: User) -> None:
        for email in (ADA, "bea@example.org"):
            for number in range(5):
                with transaction():
                    operations.count_attempt(email=email, address=f"192.0.2.{number}")
        with transaction():
            operations.forgive_attempt(email=ADA, address="192.0.2.99")
        with transaction():
            operations.count_attempt(email=ADA, address="192.0.2.98")
        with pytest.raises(TooManyAttempts), transaction():
            operations.count_attempt(email="bea@example.org", address="192.0.2.97")


class TestLinks:
    def test_handled_ones_are_left_alone(self, session: Session, ada: User) -> None:
        with transaction():
            asked = operations.ask_for_link(purpose=LinkPurpose.sign_in, email=ADA)
        for _ in range(2):
            with transaction():
                operations.handle_link(link_id=asked.id)
        assert count(session, MessageRow) == 1

    def test_one_that_is_not_there_is_no_error(self, session: Session) -> None:
        with transaction():
            operations.handle_link(link_id=999_999)

    def test_a_target_that_is_too_long_is_cut_and_never_followed(self, session: Session, ada: User) -> None:
        with transaction():
            asked = operations.ask_for_link(purpose=LinkPurpose.sign_in, email=ADA, target="/" + "x" * 5000)
        assert len(asked.target) == 2000

    @pytest.mark.parametrize("purpose", [LinkPurpose.sign_in, LinkPurpose.reset_password, LinkPurpose.close_account])
    def test_are_for_one_purpose(self, session: Session, ada: User, purpose: LinkPurpose) -> None:
        with transaction():
            token = operations.mint_link(user=ada, purpose=purpose)
        for other in LinkPurpose:
            found = queries.open_link(token, other)
            assert (found is not None) is (other is purpose)

    def test_a_link_to_register_needs_no_account_and_any_other_does(self, session: Session) -> None:
        for purpose in LinkPurpose:
            key = new_key()
            session.add(
                MailedLink(
                    purpose=purpose, email=ADA, payload={}, token_hash=hash_key(key), expires_at=clock.now() + HOUR
                )
            )
            session.commit()
            assert (queries.open_link(key, purpose) is not None) is (purpose is LinkPurpose.register)

    def test_a_failure_after_taking_it_gives_it_back(self, session: Session, ada: User) -> None:
        with transaction():
            token = operations.mint_link(user=ada, purpose=LinkPurpose.reset_password)
        with pytest.raises(WeakPassword), transaction():
            operations.reset_password(token=token, password="short")
        assert queries.open_link(token, LinkPurpose.reset_password) is not None
        with transaction():
            operations.reset_password(token=token, password="copper heron willow")
        with pytest.raises(LinkGone), transaction():
            operations.reset_password(token=token, password="copper heron willow")


class TestTheTrail:
    def test_tells_the_life_of_an_account(self, session: Session, ada: User) -> None:
        steps: list[tuple[str, Any]] = [
            ("name_changed", lambda: operations.change_name(user=ada, full_name="Ada F. Fenn")),
            ("password_changed", lambda: operations.change_password(user=ada, password="copper heron willow")),
            ("terms_accepted", lambda: operations.accept_terms(user=ada)),
            ("signed_in", lambda: operations.begin_session(user=ada, method=SignInMethod.password)),
            ("signed_out_everywhere", lambda: operations.end_all_sessions(user=ada)),
        ]
        for verb, step in steps:
            with transaction():
                step()
            assert verbs(session)[-1] == verb
        with transaction():
            operations.close_account(user=ada)
        assert "account_closed" in verbs(session)

    def test_holds_neither_passwords_nor_addresses(self, session: Session, ada: User) -> None:
        with transaction():
            operations.change_password(user=ada, password="copper heron willow")
            operations.change_name(user=ada, full_name="Ada F. Fenn")
        for entry in session.scalars(select(AuditEntry)):
            written = f"{entry.changes} {entry.note} {entry.actor_label}"
            assert "copper" not in written
            assert "argon2" not in written
            assert "@" not in written


class TestTheDatabaseItself:
    def test_refuses_an_address_in_capitals(self, session: Session) -> None:
        with pytest.raises(IntegrityError), transaction() as inside:
            inside.add(User(email="Ada@Example.org", full_name="Ada"))
            inside.flush()

    def test_takes_sessions_and_links_along_with_a_user(self, session: Session, ada: User) -> None:
        with transaction():
            operations.begin_session(user=ada, method=SignInMethod.password)
            operations.mint_link(user=ada, purpose=LinkPurpose.sign_in)
        with transaction() as inside:
            inside.execute(User.__table__.delete().where(User.__table__.c.id == ada.id))  # type: ignore[attr-defined]
        session.expire_all()
        assert (count(session, UserSession), count(session, MailedLink)) == (0, 0)


class TestWhoIsStaff:
    @pytest.mark.parametrize(
        ("fields", "staff"), [({}, True), ({"ended_at": clock.now()}, False), ({"approved_at": None}, False)]
    )
    def test_whoever_belongs_to_an_organisation_now(
        self, session: Session, ada: User, fields: dict[str, Any], staff: bool
    ) -> None:
        MembershipFactory(user=ada, **fields)
        session.refresh(ada)
        assert ada.is_staff is staff

    def test_nobody_else(self, session: Session, ada: User) -> None:
        assert not ada.is_staff


class TestHomes:
    @pytest.mark.parametrize(
        ("offered", "reached"),
        [
            ([], "/account"),
            ([(1, "/terms", True)], "/terms"),
            ([(1, "/terms", False)], "/account"),
            ([(2, "/account/sessions", True), (1, "/terms", True)], "/terms"),
            ([(1, "/a-room-that-is-not-open-yet", True), (2, "/terms", True)], "/terms"),
        ],
    )
    def test_the_first_that_is_there(
        self, app: Any, session: Session, ada: User, offered: list[tuple[int, str, bool]], reached: str
    ) -> None:
        known = app.extensions.pop("homes", [])
        try:
            for order, path, mine in offered:
                homes.register_home(homes.Home(order, path, lambda user, mine=mine: mine))  # type: ignore[misc]
            assert homes.home_for(ada) == reached
        finally:
            app.extensions["homes"] = known
