"""What a request carries, before anybody asks what it means. Raises Refused with 400."""

from __future__ import annotations

import hashlib
import json
import re
from functools import lru_cache
from typing import Any

from flask import request
from jsonschema import Draft202012Validator

from teachpb.ats.contract import SCHEMAS
from teachpb.ats.errors import Refused

LARGEST = 256 * 1024
MOST_ERRORS = 20
LONGEST_MESSAGE = 400


@lru_cache(maxsize=8)
def _validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(SCHEMAS[name])


def read_vacancy(schema: str) -> dict[str, Any]:
    """The ``vacancy`` of the body, held against the contract."""
    body = _read_json()
    errors = sorted(_validator(schema).iter_errors(body), key=lambda error: error.json_path)[:MOST_ERRORS]
    if errors:
        raise Refused(400, [f"{error.json_path}: {error.message}"[:LONGEST_MESSAGE] for error in errors])
    vacancy: dict[str, Any] = body["vacancy"]
    return vacancy


def _read_json() -> Any:
    request.max_content_length = LARGEST
    if not request.is_json:
        raise Refused(400, ["Send JSON, with the header “Content-Type: application/json”"])
    try:
        return json.loads(request.get_data().decode("utf-8"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise Refused(400, [f"The body is not JSON: {str(error)[:LONGEST_MESSAGE]}"]) from None


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def idempotency_key() -> str:
    """The header’s value, with or without the quotes of the draft; empty when there is none."""
    text = request.headers.get("Idempotency-Key")
    if text is None:
        return ""
    bare = text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text
    if not re.fullmatch(r"[!-~]{1,255}", bare):
        raise Refused(400, ["Idempotency-Key: must be 1 to 255 printable ASCII characters without spaces"])
    return bare


def request_hash() -> str:
    """The same for the same request."""
    return hashlib.sha256(f"{request.method} {request.path}\n".encode() + request.get_data()).hexdigest()


def page_number() -> int:
    text = request.args.get("page", "1")
    if not (text.isascii() and text.isdecimal() and 0 < len(text) <= 7 and int(text) >= 1):
        raise Refused(400, ["page: must be a whole number from 1"])
    return int(text)
