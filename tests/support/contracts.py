"""Holding answers and examples against an OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator

from teachpb.web.contracts import operations_of, resolve

FORMATS = FormatChecker()


@FORMATS.checks("date-time", raises=ValueError)
def _is_moment(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


@FORMATS.checks("uri", raises=ValueError)
def _is_uri(value: object) -> bool:
    parts = urlsplit(value) if isinstance(value, str) else None
    return parts is None or bool(parts.scheme and parts.netloc)


def problems(value: Any, schema: dict[str, Any], contract: dict[str, Any]) -> list[str]:
    """What is wrong with ``value``, as sentences; nothing when it keeps to the schema."""
    whole = {**schema, "components": contract["components"]}
    validator = Draft202012Validator(whole, format_checker=FORMATS)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


def faults(contract: dict[str, Any]) -> list[str]:
    """What is wrong with the document itself, by the OpenAPI 3.1 meta-schema and by its own references."""
    return [error.message for error in OpenAPIV31SpecValidator(contract).iter_errors()]


def examples(contract: dict[str, Any]) -> Iterator[tuple[str, Any, dict[str, Any]]]:
    """(where, example, schema) of every example that is written down."""
    for path, method, operation in operations_of(contract):
        contents = {"request": resolve(contract, operation.get("requestBody", {}))}
        contents |= {code: resolve(contract, answer) for code, answer in operation["responses"].items()}
        for name, holder in contents.items():
            for content in holder.get("content", {}).values():
                found = {"": content["example"]} if "example" in content else {}
                found |= {key: each["value"] for key, each in content.get("examples", {}).items()}
                for key, example in found.items():
                    yield f"{method} {path} {name} {key}", example, content["schema"]
        for parameter in (resolve(contract, each) for each in operation.get("parameters", ())):
            if "example" in parameter:
                yield f"{method} {path} ?{parameter['name']}", parameter["example"], parameter["schema"]
