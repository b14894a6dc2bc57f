"""The rules that need no database: passwords, waits, devices, lengths."""

from __future__ import annotations

from datetime import timedelta

import pytest

from teachpb.accounts import devices, guessing, lasting
from teachpb.accounts.password_rules import TOO_COMMON, TOO_PERSONAL, TOO_SHORT, complaint

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    "password",
    [
        "lantern otter gravel",
        "correct horse battery",
        "9 bridges over the Nene",
        "żółta łódź na rzece",
        "kW7#pQ2!vX9z",
        "grandmother's apple cake",
        "schoolofhardknocks",
        "teacher training day 4",
    ],
)
def test_these_may_stand(password: str) -> None:
    assert complaint(password, ("Ada Fenn", "ada@example.org")) == ""


@pytest.mark.parametrize("password", ["", "x", "otter", "nine chars", "ten chars!"])
def test_ten_characters_are_the_least(password: str) -> None:
    assert (complaint(password) == TOO_SHORT) == (len(password) < 10)


@pytest.mark.parametrize(
    "password",
    [
        "password123",
        "Password2026!",
        "P@ssw0rd2026!",
        "p@$$w0rd!!!!",
        "passwordpassword",
        "1234567890",
        "0987654321",
        "12345678910",
        "qwertyuiop",
        "Qwerty12345",
        "asdfghjkl;",
        "aaaaaaaaaaaa",
        "abcabcabcabc",
        "abcdefghijkl",
        "1111111111",
        "letmein2026",
        "LetMeIn!!!!",
        "Welcome123456",
        "iloveyou2025",
        "Liverpool2025",
        "Summer2026!!",
        "SummerSchool1",
        "Peterborough1",
        "teachpeterborough",
        "headteacher1!",
        "monday-monday",
        "1qaz2wsx3edc",
        "changeme!!!!",
        "administrator",
        "          ",
        "!!!!!!!!!!!!",
    ],
)
def test_favourites_are_refused_however_dressed(password: str) -> None:
    assert complaint(password) == TOO_COMMON


@pytest.mark.parametrize(
    ("password", "refused"),
    [
        ("adafenn2026", True),
        ("Ada.Fenn!!1990", True),
        ("fennada12345", True),
        ("ada.fenn@example.org", True),
        ("examplefenn", True),
        ("fenland otter gravel", False),
        ("my name is Ada and I swim", False),
        ("Mészáros12345", False),
    ],
)
def test_names_and_addresses_are_refused(password: str, refused: bool) -> None:
    assert (complaint(password, ("Ada Fenn", "ada.fenn@example.org")) == TOO_PERSONAL) is refused


def test_accents_do_not_hide_a_name() -> None:
    assert complaint("meszaros1234", ("Éva Mészáros", "eva@example.org")) == TOO_PERSONAL


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0), (1, 0), (4, 0), (5, 30), (6, 60), (7, 120), (8, 240), (9, 480), (10, 900), (11, 900), (10_000, 900)],
)
def test_the_wait_grows_and_has_a_ceiling(failures: int, seconds: int) -> None:
    assert guessing.wait_after(failures, guessing.ACCOUNT_FREE) == timedelta(seconds=seconds)


def test_a_network_address_has_more_freedom() -> None:
    assert guessing.wait_after(49, guessing.ADDRESS_FREE) == timedelta(0)
    assert guessing.wait_after(50, guessing.ADDRESS_FREE) == guessing.FIRST_WAIT


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (timedelta(milliseconds=1), "1 second"),
        (timedelta(seconds=1), "1 second"),
        (timedelta(seconds=29, milliseconds=2), "30 seconds"),
        (timedelta(seconds=60), "1 minute"),
        (timedelta(seconds=61), "2 minutes"),
        (timedelta(minutes=15), "15 minutes"),
    ],
)
def test_waits_are_told_in_words_and_rounded_up(wait: timedelta, words: str) -> None:
    assert guessing.in_words(wait) == words


CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox on Windows"),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {CHROME} Safari/537.36 Edg/126.0", "Edge on Windows"),
        (f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {CHROME} Safari/537.36", "Chrome on Mac"),
        (f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {CHROME} Safari/537.36", "Chrome on Chromebook"),
        (f"Mozilla/5.0 (Linux; Android 14; Pixel 8) {CHROME} Mobile Safari/537.36", "Chrome on Android"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Safari/604.1",
            "Safari on iPhone",
        ),
        ("Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 CriOS/126 Safari/604.1", "Chrome on iPad"),
        ("curl/8.5.0", "Unknown device"),
        ("", "Unknown device"),
    ],
)
def test_a_device_is_called_what_its_owner_calls_it(user_agent: str, name: str) -> None:
    assert devices.describe(user_agent) == name


@pytest.mark.parametrize(
    ("is_staff", "kept", "limit"),
    [
        (True, False, timedelta(hours=2)),
        (True, True, timedelta(hours=2)),
        (False, False, timedelta(hours=8)),
        (False, True, timedelta(days=14)),
    ],
)
def test_staff_sessions_idle_for_two_hours_at_most(is_staff: bool, kept: bool, limit: timedelta) -> None:
    assert lasting.idle_limit(is_staff=is_staff, kept=kept) == limit
