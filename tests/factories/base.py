"""What all factories share: rows are committed, into the test's savepoint."""

from __future__ import annotations

import factory
from factory.alchemy import SQLAlchemyModelFactory

from teachpb.db import db

factory.Faker._DEFAULT_LOCALE = "en_GB"


class BaseFactory(SQLAlchemyModelFactory):
    class Meta:
        abstract = True
        sqlalchemy_session_factory = lambda: db.session  # noqa: E731
        sqlalchemy_session_persistence = "commit"
