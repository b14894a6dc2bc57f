"""The register's single values: dates, numbers, postcodes, websites. Each gives the value, or raises ``Unreadable``."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

PLACEHOLDER_DATE = date(1900, 1, 1)
_DATE = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})")
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
#: Outward and inward code; the form that BS 7666 gives, without asking whether the area exists.
_POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)(\d[ABD-HJLNP-UW-Z]{2})")
_SCHEME = re.compile(r"^(?:(?:h?t+ps?:?/{1,3}|https?[:;/.]+)(?=[^/]))+", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.IGNORECASE)


class Unreadable(ValueError):
    """A value that cannot be what it claims to be; the message says what it was."""


def parse_date(text: str) -> date | None:
    """31-08-2024, 31/08/2024 or 2024-08-31. The register writes 01-01-1900 for "not known"."""
    if not text:
        return None
    day_first, iso = _DATE.fullmatch(text), _ISO_DATE.fullmatch(text)
    if day_first:
        day, month, year = (int(part) for part in day_first.groups())
    elif iso:
        year, month, day = (int(part) for part in iso.groups())
    else:
        raise Unreadable(f"“{text}” is not a date")
    try:
        found = date(year, month, day)
    except ValueError:
        raise Unreadable(f"“{text}” is not a date") from None
    return None if found == PLACEHOLDER_DATE else found


def parse_number(text: str, *, lowest: int = 0, highest: int = 999_999) -> int | None:
    """A whole number within bounds (``1,204`` and ``12.0`` are understood)."""
    if not text:
        return None
    digits = text.replace(",", "").removesuffix(".0")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 9) or not lowest <= int(digits) <= highest:
        raise Unreadable(f"“{text}” is not a number from {lowest} to {highest}")
    return int(digits)


def parse_percent(text: str) -> float | None:
    if not text:
        return None
    match = re.fullmatch(r"(\d{1,3}(?:\.\d{1,6})?)%?", text, re.ASCII)
    if not match or float(match[1]) > 100:
        raise Unreadable(f"“{text}” is not a percentage")
    return float(match[1])


def parse_postcode(text: str) -> str:
    """In capitals with one space: ``pe11ab`` is PE1 1AB."""
    squashed = re.sub(r"[^A-Z0-9]", "", text.upper())
    if not squashed:
        return ""
    match = _POSTCODE.fullmatch(squashed)
    if not match:
        raise Unreadable(f"“{text}” is not a postcode")
    return f"{match[1]} {match[2]}"


def parse_website(text: str) -> str:
    """An address with a scheme and without a trailing slash. ``http`` is assumed: who has ``https`` redirects."""
    text = text.replace(" ", "").replace("\\", "/")
    if text.casefold() in {"", "none", "n/a", "na", "-"}:
        return ""
    scheme = _SCHEME.match(text)
    secure = scheme is not None and "ttps" in scheme[0].lower()
    rest = _SCHEME.sub("", text).lstrip("/:")
    try:
        parts = urlsplit(f"{'https' if secure else 'http'}://{rest}")
        host = parts.hostname or ""
        port = parts.port
    except ValueError:
        raise Unreadable(f"“{text}” is not a web address") from None
    if "@" in parts.netloc or not _HOST.fullmatch(host):
        raise Unreadable(f"“{text}” is not a web address")
    address = f"{parts.scheme}://{host}{f':{port}' if port else ''}{parts.path}"
    return (address + (f"?{parts.query}" if parts.query else "")).rstrip("/")


def parse_telephone(text: str) -> str:
    """Digits and spaces as the register has them; it often drops the leading nought."""
    digits = re.sub(r"[^\d+]", "", text)
    if not digits:
        return ""
    if re.fullmatch(r"[1-9]\d{9}", digits):
        digits = "0" + digits
    if not re.fullmatch(r"(?:\+44|0)\d{9,10}", digits):
        raise Unreadable(f"“{text}” is not a telephone number")
    return digits
