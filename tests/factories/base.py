"""What all factories share: rows are committed, into the test's savepoint, once all that was asked for is made."""

from __future__ import annotations

from typing import Any

import factory
from factory.alchemy import SQLAlchemyModelFactory

from teachpb.db import db

factory.Faker._DEFAULT_LOCALE = "en_GB"


class BaseFactory(SQLAlchemyModelFactory):
    class Meta:
        abstract = True
        sqlalchemy_session_factory = lambda: db.session  # noqa: E731
        sqlalchemy_session_persistence = "flush"

    @classmethod
    def _generate(cls, strategy: Any, params: Any) -> Any:
        """Make it and everything it needs, then commit once."""
        made = super()._generate(strategy, params)
        if strategy == factory.CREATE_STRATEGY:
            db.session.commit()
        return made
