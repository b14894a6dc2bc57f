"""The database: model base, column types, and the one way to write.

``with transaction():`` is the only thing in the project that commits. Effects outside the database (waking a worker,
say) are given to ``after_commit`` and happen once the rows are safe, or never.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

import structlog
from flask import current_app
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, DateTime, Engine, MetaData, String, event
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.types import TypeDecorator

from teachpb import clock
from teachpb.turns import Turns

log = structlog.get_logger(__name__)

NAMING_CONVENTION = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class LabelledEnum(StrEnum):
    """A closed set: the value is stored and spoken by machine interfaces, ``label`` is what people read."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label or value.replace("_", " ").capitalize()
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """(value, label) of every member, in order."""
        return [(member.value, member.label) for member in cls]


class DomainError(Exception):
    """Something a person asked for cannot be done. ``message`` says what to do; ``field`` is the form field it is
    about."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class InvalidTransition(DomainError):
    """A status may not change that way."""


#: What a broken database constraint means to a person: constraint name -> (form field, sentence).
#: Each domain's models add their own.
CONSTRAINT_MESSAGES: dict[str, tuple[str | None, str]] = {}


def explain_integrity_error(error: IntegrityError) -> DomainError | None:
    """The sentence for a broken constraint, or None when none is known (then it is a bug).

    PostgreSQL names the constraint; SQLite names the columns of a unique one (``users.email``).
    """
    diagnostic = getattr(error.orig, "diag", None)
    name = getattr(diagnostic, "constraint_name", None)
    text = str(error.orig)
    if name is None and "UNIQUE constraint failed: " in text:
        columns = [part.strip() for part in text.split("failed: ", 1)[1].split(",")]
        table = columns[0].partition(".")[0]
        wanted = "_".join(column.partition(".")[2] for column in columns)
        name = next((key for key in CONSTRAINT_MESSAGES if key == f"uq_{table}_{wanted}"), None)
        if "index '" in text:
            name = text.split("index '", 1)[1].split("'")[0]
    elif name is None and "CHECK constraint failed: " in text:
        name = text.split("failed: ", 1)[1].strip()
    if name not in CONSTRAINT_MESSAGES:
        return None
    field, sentence = CONSTRAINT_MESSAGES[name]
    return DomainError(sentence, field)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment. Aware in Python, always UTC; stored naive where the database knows no zones (SQLite)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime cannot be stored as a moment")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class EnumText(TypeDecorator[StrEnum]):
    """A ``StrEnum`` stored as its value. A value the enum does not know is refused on the way in."""

    impl = String(60)
    cache_ok = True

    def __init__(self, enum: type[StrEnum]) -> None:
        super().__init__()
        self.enum = enum

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else self.enum(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.enum(value)

    def coerce_compared_value(self, op: Any, value: Any) -> Any:
        return self


class EnumList(TypeDecorator[list[StrEnum]]):
    """A list of ``StrEnum`` values, stored as JSON in the enum's own order, without repeats. Replace, never mutate."""

    impl = JSON
    cache_ok = True

    def __init__(self, enum: type[StrEnum]) -> None:
        super().__init__()
        self.enum = enum

    def process_bind_param(self, value: Any, dialect: Dialect) -> list[str] | None:
        if value is None:
            return None
        wanted = {self.enum(item) for item in value}
        return [member.value for member in self.enum if member in wanted]

    def process_result_value(self, value: list[str] | None, dialect: Dialect) -> list[StrEnum] | None:
        return None if value is None else [self.enum(item) for item in value]


class Model(DeclarativeBase):
    """Base of every table: an integer key and a constraint-naming convention."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map = {datetime: UtcDateTime()}

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.__dict__.get('id')}>"


class Timestamps:
    """When a row was made and last changed."""

    created_at: Mapped[datetime] = mapped_column(default=clock.now, sort_order=900)
    updated_at: Mapped[datetime] = mapped_column(default=clock.now, onupdate=clock.now, sort_order=901)


db = SQLAlchemy(metadata=Model.metadata)


_TURNS = "teachpb.turns"


class NestedTransaction(RuntimeError):
    """``transaction()`` was entered inside another one: one use case, one transaction."""


@contextmanager
def transaction() -> Iterator[Session]:
    """One use case, all or nothing.

    What was read before is read afresh inside (on SQLite under ``BEGIN IMMEDIATE``, on PostgreSQL at READ COMMITTED),
    so a check made inside holds until the commit. Raises NestedTransaction when already inside one, RuntimeError when
    objects were changed before it began, and NoTurn when too many others are writing.
    """
    session: Session = db.session()
    if session.info.get("in_transaction"):
        raise NestedTransaction("transaction() inside transaction()")
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("objects were changed outside transaction()")
    session.commit()  # ends the read that came before; nothing is pending
    session.info["in_transaction"] = True
    session.info["after_commit"] = []
    try:
        with _turn():
            session.connection(execution_options={"begin_immediate": True})
            yield session
            session.commit()
    except IntegrityError as error:
        session.rollback()
        session.info["after_commit"] = []
        raise (explain_integrity_error(error) or error) from error
    except BaseException:
        session.rollback()
        session.info["after_commit"] = []
        raise
    finally:
        session.info["in_transaction"] = False
    _run_hooks(session.info.pop("after_commit"))


def _turn() -> AbstractContextManager[None]:
    """The right to write: to be waited for on SQLite, there for everybody elsewhere."""
    turns: Turns | None = current_app.extensions.get(_TURNS)
    return turns.take() if turns is not None else nullcontext()


def after_commit(effect: Callable[[], object]) -> None:
    """Run ``effect`` once the present transaction has committed. It may not fail the request: errors are logged."""
    session: Session = db.session()
    if not session.info.get("in_transaction"):
        raise RuntimeError("after_commit() belongs inside transaction()")
    session.info["after_commit"].append(effect)


def in_transaction() -> bool:
    return bool(db.session().info.get("in_transaction"))


def _run_hooks(effects: list[Callable[[], object]]) -> None:
    for effect in effects:
        try:
            effect()
        except Exception:
            log.exception("after_commit_failed", effect=getattr(effect, "__qualname__", repr(effect)))


def prepare_engine(engine: Engine) -> None:
    """Give an SQLite engine its pragmas and explicit transactions (the driver's own lose updates)."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=15000"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get("begin_immediate")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


@contextmanager
def foreign_keys_off(connection: Connection) -> Iterator[None]:
    """Let tables be rebuilt without cascading to their children (SQLite; elsewhere nothing happens).

    The switch does nothing inside a transaction, so the block must begin and end outside of one. Raises RuntimeError
    when rows were left without their parent.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.dbapi_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
        broken = driver.execute("PRAGMA foreign_key_check").fetchall()
    finally:
        driver.execute("PRAGMA foreign_keys=ON")
    if broken:
        raise RuntimeError(f"the migration left rows without their parent: {broken[:5]}")


def init_db(app: Any) -> None:
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
        url = db.engine.url
        if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
            app.extensions[_TURNS] = Turns(Path(f"{url.database}-turn"))
