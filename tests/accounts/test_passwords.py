"""Keeping and checking passwords."""

from __future__ import annotations

import unicodedata

import pytest
from argon2 import extract_parameters
from flask import Flask

from teachpb.accounts import passwords
from teachpb.config import Settings


def test_a_password_is_known_again_and_another_is_not(app: Flask) -> None:
    with app.app_context():
        kept = passwords.hash_password("lantern otter gravel")
        assert passwords.verify_password(kept, "lantern otter gravel")
        assert not passwords.verify_password(kept, "lantern otter Gravel")
        assert "lantern" not in kept


def test_two_people_with_one_password_do_not_look_alike(app: Flask) -> None:
    with app.app_context():
        assert passwords.hash_password("lantern otter") != passwords.hash_password("lantern otter")


@pytest.mark.parametrize("kept", [None, "", "not a hash", "$argon2id$v=19$m=8,t=1,p=1$broken"])
def test_without_a_hash_nothing_is_right(app: Flask, kept: str | None) -> None:
    with app.app_context():
        assert not passwords.verify_password(kept, "nobody has this password")


def test_every_keyboard_types_the_same_password(app: Flask) -> None:
    typed = "żółta łódź na rzece"
    with app.app_context():
        kept = passwords.hash_password(unicodedata.normalize("NFD", typed))
        assert passwords.verify_password(kept, unicodedata.normalize("NFC", typed))


def test_outside_of_tests_the_parameters_are_those_owasp_asks_for(app: Flask) -> None:
    with app.app_context():
        old = app.config["SETTINGS"]
        app.config["SETTINGS"] = Settings(environment="production", secret_key="x" * 40)
        try:
            parameters = extract_parameters(passwords.hash_password("lantern otter gravel"))
        finally:
            app.config["SETTINGS"] = old
    found = (parameters.type.name, parameters.memory_cost, parameters.time_cost, parameters.parallelism)
    assert found == ("ID", 19 * 1024, 2, 1)


def test_a_hash_with_other_parameters_wants_renewing(app: Flask) -> None:
    with app.app_context():
        kept = passwords.hash_password("lantern otter gravel")
        assert not passwords.needs_rehash(kept)
        assert passwords.needs_rehash(kept.replace("m=8,", "m=16,"))
