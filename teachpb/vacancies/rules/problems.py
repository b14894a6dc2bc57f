"""Problem: one thing to put right. Advert: a vacancy, or a vacancy with proposed values over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Problem:
    """``field`` is a field of the vacancy (and of the step's form); ``message`` says what to do."""

    field: str
    message: str


class Advert:
    """A vacancy as it would be with ``values``. Reading only; the vacancy itself is not touched.

    Rules and ``settle`` take either this or a real vacancy: both answer to the same names.
    """

    def __init__(self, vacancy: Any, values: Mapping[str, Any]) -> None:
        self.__dict__["vacancy"] = vacancy
        self.__dict__["values"] = dict(values)

    def __getattr__(self, name: str) -> Any:
        values = self.__dict__["values"]
        return values[name] if name in values else getattr(self.__dict__["vacancy"], name)

    def __setattr__(self, name: str, value: Any) -> None:
        self.__dict__["values"][name] = value
