"""What may stand in an address. A value of the wrong shape is a page that does not exist."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any

from flask import Blueprint, Flask
from werkzeug.routing import BaseConverter, ValidationError


class SlugConverter(BaseConverter):
    """``<slug:slug>``: lower-case words and numbers joined by single hyphens, at most 200 characters."""

    regex = r"[a-z0-9]+(?:-[a-z0-9]+)*"

    def to_python(self, value: str) -> str:
        if len(value) > 200:
            raise ValidationError
        return value


class TokenConverter(BaseConverter):
    """``<token:token>``: a signed or random secret in URL-safe characters, 16 to 1,000 of them."""

    regex = r"[A-Za-z0-9_.\-]{16,1000}"


class AcademicYearConverter(BaseConverter):
    """``<academic_year:year>``: "2025-26" is the year that starts on 1 September 2025; the view gets 2025."""

    regex = r"[0-9]{4}-[0-9]{2}"

    def to_python(self, value: str) -> int:
        start, end = value.split("-")
        if int(end) != (int(start) + 1) % 100 or not 1900 <= int(start) <= 2200:
            raise ValidationError
        return int(start)

    def to_url(self, value: Any) -> str:
        return f"{int(value):04d}-{(int(value) + 1) % 100:02d}"


def enum_converter(enum: type[StrEnum]) -> type[BaseConverter]:
    """A converter for the members of ``enum``; in addresses underscores are hyphens. An unknown one is not found."""
    by_path = {str(member.value).replace("_", "-"): member for member in enum}

    class EnumConverter(BaseConverter):
        regex = "|".join(re.escape(path) for path in sorted(by_path, key=len, reverse=True))

        def to_python(self, value: str) -> StrEnum:
            return by_path[value]

        def to_url(self, value: Any) -> str:
            return str(enum(value).value).replace("_", "-")

    EnumConverter.__name__ = f"{enum.__name__}Converter"
    return EnumConverter


def use_enum(blueprint: Blueprint, name: str, enum: type[StrEnum]) -> None:
    """Let a blueprint's addresses say ``<name:…>``; call it above the first route that does."""
    converter = enum_converter(enum)
    blueprint.record(lambda state: state.app.url_map.converters.update({name: converter}))


def register_converters(app: Flask) -> None:
    app.url_map.converters.update(slug=SlugConverter, token=TokenConverter, academic_year=AcademicYearConverter)
