"""Counting the statements a piece of code sends to the database."""

from __future__ import annotations

from typing import Any, Self

from flask import Flask
from sqlalchemy import Engine, event


class QueryCounter:
    """``with query_count() as queries: …`` and then ``queries.count`` and ``queries.statements``."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.statements: list[str] = []

    @property
    def count(self) -> int:
        return len(self.statements)

    def _note(self, _connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "PRAGMA")):
            self.statements.append(statement)

    def __enter__(self) -> Self:
        event.listen(Engine, "before_cursor_execute", self._note)
        return self

    def __exit__(self, *_: object) -> None:
        event.remove(Engine, "before_cursor_execute", self._note)
