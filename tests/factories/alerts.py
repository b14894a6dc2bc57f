"""Alerts. ``AlertFactory()`` runs daily and looks for everything; ``UnconfirmedAlertFactory`` waits for its link, whose
key is ``key-<n>-aaaaaaaaaaaaaaaa``."""

from __future__ import annotations

import hashlib

import factory

from teachpb import clock
from teachpb.alerts.models import AlertState, Frequency, Letter, Subscription
from tests.factories.base import BaseFactory


class AlertFactory(BaseFactory):
    class Meta:
        model = Subscription

    email = factory.Sequence(lambda n: f"seeker{n}@example.org")
    query = factory.LazyFunction(dict)
    frequency = Frequency.daily
    state = AlertState.active
    state_entered_at = factory.LazyFunction(clock.now)
    confirmed_at = factory.LazyFunction(clock.now)
    last_run_at = factory.LazyFunction(clock.now)
    touched_at = factory.LazyFunction(clock.now)
    secret = factory.Sequence(lambda n: f"secret-{n}")


class UnconfirmedAlertFactory(AlertFactory):
    class Meta:
        exclude = ("number",)

    number = factory.Sequence(lambda n: n)
    state = AlertState.unconfirmed
    confirmed_at = None
    last_run_at = None
    confirmation_hash = factory.LazyAttribute(
        lambda o: hashlib.sha256(f"key-{o.number}-aaaaaaaaaaaaaaaa".encode()).hexdigest()
    )
    confirmation_sent_at = factory.LazyFunction(clock.now)


class LetterFactory(BaseFactory):
    class Meta:
        model = Letter

    sent_at = factory.LazyFunction(clock.now)
    secret = factory.Sequence(lambda n: f"letter-secret-{n}")
