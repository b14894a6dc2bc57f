"""Tickets: the random token of a place, and the short code of it that can be read out or typed.

Pure. A token has 26 characters of an alphabet of 31, which is 128 bits; its first six are the code that a facilitator
sees on the list of a date. Who knows the code knows nothing of the other twenty characters.
"""

from __future__ import annotations

import io
import re
import secrets

import segno

#: Without 0, O, 1, I and L, which are told apart badly.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
TOKEN_LENGTH = 26
CODE_LENGTH = 6
_TOKEN = re.compile(rf"(?:^|/tickets/)([{ALPHABET}]{{{TOKEN_LENGTH}}})$")


def new_ticket() -> str:
    """A token nobody can guess, of characters that survive being typed."""
    return "".join(secrets.choice(ALPHABET) for _ in range(TOKEN_LENGTH))


def code_of(token: str) -> str:
    """“K7Q-M2X” for the token that begins so."""
    return f"{token[:3]}-{token[3:CODE_LENGTH]}"


def read_token(scanned: str) -> str | None:
    """The token in what was scanned or pasted: the token itself, or the address of the ticket. None for anything
    else."""
    found = _TOKEN.search(scanned.strip().rstrip("/"))
    return found[1] if found else None


def read_code(typed: str) -> str | None:
    """The six characters of a code, whatever spaces, hyphens and lower case it was typed with. None for anything
    else."""
    plain = re.sub(r"[\s-]", "", typed).upper()
    return plain if len(plain) == CODE_LENGTH and all(char in ALPHABET for char in plain) else None


def ticket_picture(address: str) -> bytes:
    """The address of a ticket as a QR code (PNG), large enough to be scanned off a phone or paper."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="png", scale=8, border=4)
    return out.getvalue()
