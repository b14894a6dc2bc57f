"""As much of JSON Schema 2020-12 as our contract uses; anything else in a schema is refused, so that no promise goes
unchecked."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

TYPES: dict[str, Any] = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}
KNOWN = {
    "$ref",
    "additionalProperties",
    "const",
    "description",
    "enum",
    "format",
    "items",
    "maximum",
    "maxLength",
    "minimum",
    "properties",
    "required",
    "type",
}


def problems(value: Any, schema: dict[str, Any], contract: dict[str, Any], where: str = "$") -> list[str]:
    """What is wrong with ``value``, as sentences; nothing when it keeps to the schema."""
    unknown = schema.keys() - KNOWN
    if unknown:
        return [f"{where}: the schema says {sorted(unknown)}, which is not checked"]
    if "$ref" in schema:
        return problems(value, resolve(schema["$ref"], contract), contract, where)
    wrong = [*_plain(value, schema, where)]
    if isinstance(value, dict):
        wrong += [f"{where}: “{name}” is missing" for name in schema.get("required", ()) if name not in value]
        for name, part in schema.get("properties", {}).items():
            if name in value:
                wrong += problems(value[name], part, contract, f"{where}.{name}")
    if isinstance(value, list) and "items" in schema:
        for number, item in enumerate(value):
            wrong += problems(item, schema["items"], contract, f"{where}[{number}]")
    return wrong


def resolve(reference: str, contract: dict[str, Any]) -> dict[str, Any]:
    found: Any = contract
    for part in reference.removeprefix("#/").split("/"):
        found = found[part]
    return dict(found)


def _plain(value: Any, schema: dict[str, Any], where: str) -> list[str]:
    wrong = []
    if "type" in schema and not any(_is(value, kind) for kind in _types(schema)):
        wrong.append(f"{where}: {value!r} is no {schema['type']}")
    if "enum" in schema and value not in schema["enum"]:
        wrong.append(f"{where}: {value!r} is not in {schema['enum']}")
    if "const" in schema and value != schema["const"]:
        wrong.append(f"{where}: {value!r} is not {schema['const']!r}")
    if "minimum" in schema and _is(value, "number") and value < schema["minimum"]:
        wrong.append(f"{where}: {value!r} is below {schema['minimum']}")
    if "format" in schema and isinstance(value, str) and not _has_format(value, schema["format"]):
        wrong.append(f"{where}: {value!r} is no {schema['format']}")
    return wrong


def _types(schema: dict[str, Any]) -> list[str]:
    kinds = schema["type"]
    return kinds if isinstance(kinds, list) else [kinds]


def _is(value: Any, kind: str) -> bool:
    if kind in {"integer", "number"}:
        return isinstance(value, int if kind == "integer" else (int, float)) and not isinstance(value, bool)
    return isinstance(value, TYPES[kind])


def _has_format(value: str, name: str) -> bool:
    try:
        if name == "date":
            return bool(date.fromisoformat(value))
        if name == "date-time":
            return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False
    parts = urlsplit(value)
    return name == "uri" and bool(parts.scheme and parts.netloc)
