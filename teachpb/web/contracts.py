"""Pieces that OpenAPI 3.1 documents are put together from: JSON Schema 2020-12, parameters, and where to look things up
in them. Closed sets come from the enums, so that they cannot drift apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}
FLAG: Schema = {"type": "boolean"}
URL: Schema = {"type": "string", "format": "uri"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
DAY: Schema = {"type": "string", "format": "date"}


def one_of(enum: type[StrEnum]) -> Schema:
    return {"type": "string", "enum": [member.value for member in enum]}


def list_of(items: Schema, **more: Any) -> Schema:
    return {"type": "array", "items": items, **more}


def or_null(schema: Schema) -> Schema:
    if "enum" in schema:
        return {**schema, "type": [schema["type"], "null"], "enum": [*schema["enum"], None]}
    return {**schema, "type": [schema["type"], "null"]}


def described(schema: Schema, description: str, **more: Any) -> Schema:
    return {**schema, "description": description, **more}


def record(required: Mapping[str, Any], optional: Mapping[str, Any] | None = None, description: str = "") -> Schema:
    """An object. ``additionalProperties`` stays open: fields may be added within a version."""
    schema = {"type": "object", "required": list(required), "properties": {**required, **(optional or {})}}
    return {**schema, "description": description} if description else schema


def reference(name: str, part: str = "schemas") -> Schema:
    return {"$ref": f"#/components/{part}/{name}"}


def in_query(name: str, description: str, schema: Schema, **more: Any) -> Schema:
    return {"name": name, "in": "query", "description": description, "schema": schema, **more}


def repeated(name: str, description: str, items: Schema, most: int) -> Schema:
    """A parameter that may be given several times."""
    return in_query(
        name,
        f"{description} May be repeated: any of them will do.",
        list_of(items, maxItems=most),
        style="form",
        explode=True,
    )


def in_path(name: str, description: str, schema: Schema) -> Schema:
    return {"name": name, "in": "path", "required": True, "description": description, "schema": schema}


def header(description: str, schema: Schema) -> Schema:
    return {"description": description, "schema": schema}


def link(operation: str, **parameters: str) -> Schema:
    """Where one can go on from an answer: parameters are runtime expressions (OpenAPI 3.1, Link Object)."""
    return {"operationId": operation, "parameters": parameters}


def operations_of(document: Mapping[str, Any]) -> Iterable[tuple[str, str, dict[str, Any]]]:
    """(path, method in capitals, operation) of every operation, in order."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if isinstance(operation, dict) and "responses" in operation:
                yield path, method.upper(), operation


def resolve(document: Mapping[str, Any], schema: Any) -> Any:
    """What a ``$ref`` points at; anything else is itself."""
    while isinstance(schema, Mapping) and "$ref" in schema:
        found: Any = document
        for part in str(schema["$ref"]).removeprefix("#/").split("/"):
            found = found[part]
        schema = found
    return schema
