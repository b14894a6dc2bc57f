"""What an audit entry may hold: plain values, and nothing secret or of a special category.

Special categories: UK GDPR article 9 (health, religion or belief, ethnic origin, sexual orientation, trade-union
membership, …) and article 10 (criminal convictions). For such a field the trail says that it changed, not how.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any

REDACTED = "changed"
LONGEST = 500

_HIDDEN = (
    "password passwd passphrase secret token otp totp api_key private_key signing_key credential recovery_code "
    "session_key submission_key"
)
_SPECIAL = (
    "health medical disability disabilities disabled illness pregnancy sickness religion religious belief faith "
    "ethnicity ethnic race racial nationality orientation sexuality gender_identity transgender trade_union political "
    "conviction convictions caution criminal disclosure barred dbs_number dietary diet allergy allergies access_needs "
    "access_requirements adjustments support_needs equality biometric genetic"
)
_IDENTIFYING = (
    "national_insurance ni_number date_of_birth birth_date dob teacher_reference_number trn bank_account sort_code"
)

_DENIED = tuple(f"_{word}_" for word in f"{_HIDDEN} {_SPECIAL} {_IDENTIFYING}".split())

#: Names that look denied and are not: what a school is, as the public register says.
_ALLOWED = frozenset({"religious_character", "has_disabled_access", "gender"})


def is_denied(field: str) -> bool:
    """Whether a field of this name may never show its value in the trail."""
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", field)
    snake = re.sub(r"[^a-z0-9]+", "_", snake.lower()).strip("_")
    if snake in _ALLOWED:
        return False
    return any(word in f"_{snake}_" for word in _DENIED)


def plain(value: Any) -> Any:
    """``value`` as JSON holds it: enums by value, moments in ISO 8601, long text shortened, denied keys blotted out."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): REDACTED if is_denied(str(key)) else plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        items = sorted(value, key=str) if isinstance(value, set | frozenset) else value
        return [plain(item) for item in items]
    text = value if isinstance(value, str) else _named(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _named(value: Any) -> str:
    return f"{type(value).__name__} {getattr(value, 'id', '')}".strip()


def redact(changes: Mapping[str, tuple[Any, Any]]) -> dict[str, Any]:
    """``{field: (before, after)}`` as the trail may keep it: ``[before, after]``, or only "changed"."""
    return {
        field: REDACTED if is_denied(field) else [plain(before), plain(after)]
        for field, (before, after) in changes.items()
    }
