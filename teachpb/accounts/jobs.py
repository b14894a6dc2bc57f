"""Background work of the accounts room."""

from __future__ import annotations

from datetime import timedelta

from flask import current_app

from teachpb.accounts import operations, queries
from teachpb.db import transaction
from teachpb.web.settings import settings
from teachpb.work import job, stop_requested


@job("accounts.send_links", every=timedelta(minutes=1))
def send_links() -> int:
    """Deal with every link that was asked for: one transaction each, so that one bad address holds up nobody."""
    done = 0
    while not stop_requested() and (waiting := queries.links_to_handle()):
        for link_id in waiting:
            with transaction():
                operations.handle_link(link_id=link_id)
            done += 1
    return done


@job("accounts.make_exports", every=timedelta(minutes=15))
def make_exports() -> int:
    """Put together what people asked for, one transaction each, and delete what nobody fetched in time."""
    done = 0
    with transaction():
        operations.forget_exports()
    for export_id in queries.exports_to_make():
        if stop_requested():
            return done
        with current_app.test_request_context(base_url=settings().base_url), transaction():
            done += operations.make_export(export_id=export_id)
    return done


@job("accounts.prune", every=timedelta(days=1))
def prune() -> int:
    with transaction():
        return operations.prune()
