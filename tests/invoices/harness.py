"""Many processes that issue invoices, and somebody who kills them: ``python -m tests.invoices.harness URL DIR ORDER``.

The process builds one application, makes a provider with COUNT drafts, and forks WORKERS processes that all go through
all drafts, each in another order. While they work, one of them at a time gets SIGKILL and is replaced. At the end it
says, as JSON, which numbers were given out and what ``flask invoices verify`` thinks of it.

``lock: false`` switches the lock off, here and only here, and with it the two unique indexes behind it, so that what
the lock prevents can be seen to happen.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Connection, insert, select, text

from teachpb import clock, create_app
from teachpb.config import Settings
from teachpb.cpd.models import Booking, Place, PlaceState, PriceBand
from teachpb.db import Model, db, transaction
from teachpb.invoices import operations, queries
from teachpb.invoices.models import DocumentKind, Invoice, InvoiceLine, InvoiceSeries, InvoiceState, LineKind
from teachpb.invoices.operations import series
from teachpb.turns import Turns
from tests.factories.accounts import UserFactory
from tests.factories.cpd import CourseDateFactory
from tests.factories.invoices import ProviderFinanceFactory
from tests.factories.schools import SchoolFactory

BACKING = ("ix_invoices_provider_id_serial", "ix_invoices_number")


def main(url: str, data_dir: str, order: str) -> None:
    wanted = json.loads(order)
    settings = Settings(
        environment="testing",
        secret_key="for-tests-only",
        database_url=url,
        data_dir=Path(data_dir),
        mail_transport="null",
        search_engine="null",
    )
    app = create_app(settings)
    with app.app_context():
        Model.metadata.create_all(db.engine)
        prepare(wanted["count"])
        if not wanted["lock"]:
            switch_off()
        db.engine.dispose()
    began = time.monotonic()
    kills = work(app, wanted["workers"], wanted["kills"], once=not wanted["lock"])
    with app.app_context():
        print(json.dumps({**outcome(), "kills": kills, "seconds": round(time.monotonic() - began, 1)}))  # noqa: T201
        db.engine.dispose()


def prepare(count: int) -> None:
    """A provider with so many drafts, each of a booking with one place."""
    run, school, booker = CourseDateFactory(capacity=count), SchoolFactory(), UserFactory()
    ProviderFinanceFactory(provider=run.course.provider)
    now, numbers = clock.now(), range(1, count + 1)
    price = {"list_pence": 12_000, "net_pence": 12_000}
    stamps = {"created_at": now, "updated_at": now}
    with transaction():
        db.session.add(InvoiceSeries(provider_id=run.course.provider_id, prefix="TSH"))
        db.session.execute(
            insert(Booking),
            [
                {"id": n, "reference": f"R{n:07}", "booker_id": booker.id, "payer_id": school.id, "submitted_at": now}
                for n in numbers
            ],
        )
        place = {
            "course_date_id": run.id,
            "state": PlaceState.confirmed,
            "state_entered_at": now,
            "price_pence": 12_000,
        }
        band = {"price_band": PriceBand.academy_city}
        db.session.execute(
            insert(Place),
            [
                {"id": n, "booking_id": n, "delegate_name": "Cara Jones", "delegate_email": f"c{n}@example.org"}
                | place
                | band
                | price
                for n in numbers
            ],
        )
        document = {"provider_id": run.course.provider_id, "payer_id": school.id, "kind": DocumentKind.invoice}
        sums = {"net_pence": 12_000, "vat_pence": 0, "gross_pence": 12_000}
        db.session.execute(
            insert(Invoice),
            [
                {"id": n, "booking_id": n, "state": InvoiceState.draft, "payer_name": school.name}
                | document
                | sums
                | stamps
                for n in numbers
            ],
        )
        line = {"turn": 1, "kind": LineKind.place, "course_title": run.course.title, "vat_code": "exempt"}
        db.session.execute(
            insert(InvoiceLine),
            [{"invoice_id": n, "place_id": n} | line | band | price | {"gross_pence": 12_000} for n in numbers],
        )


def work(app: Flask, workers: int, kills: int, *, once: bool) -> int:
    """Fork them, kill some, replace those; until all have come to the end of their list. Returns how many died."""
    dice, killed = random.Random(874), 0
    alive = {start(app, number, once=once) for number in range(workers)}
    while alive:
        time.sleep(0.03 + dice.random() * 0.12)
        if killed < kills:
            victim = dice.choice(sorted(alive))
            os.kill(victim, signal.SIGKILL)
            killed += 1
        for pid in sorted(alive):
            done, status = os.waitpid(pid, os.WNOHANG)
            if done:
                alive.discard(pid)
                if status:
                    alive.add(start(app, pid, once=once))
    return killed


def start(app: Flask, seed: int, *, once: bool) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        issue_blindly(app, seed) if once else issue_all(app, seed)
    except BaseException as error:
        sys.stderr.write(f"{type(error).__name__}: {str(error)[:300]}\n")
        os._exit(1)
    os._exit(0)


def issue_all(app: Flask, seed: int) -> None:
    with app.app_context():
        db.engine.dispose(close=False)
        while drafts := list(db.session.scalars(select(Invoice.id).where(Invoice.state == InvoiceState.draft))):
            db.session.rollback()
            random.Random(seed).shuffle(drafts)
            for invoice_id in drafts[:10]:
                with transaction():
                    operations.issue(actor=None, invoice_id=invoice_id)
        db.session.remove()


def issue_blindly(app: Flask, seed: int) -> None:
    """Every draft once, whatever happens."""
    with app.app_context():
        db.engine.dispose(close=False)
        drafts = list(db.session.scalars(select(Invoice.id)))
        random.Random(seed).shuffle(drafts)
        for invoice_id in drafts:
            try:
                with transaction():
                    operations.issue(actor=None, invoice_id=invoice_id)
            except Exception:
                db.session.rollback()
        db.session.remove()


def outcome() -> dict[str, Any]:
    given = select(Invoice.serial).where(Invoice.serial.is_not(None)).order_by(Invoice.serial)
    return {
        "serials": list(db.session.scalars(given)),
        "last": db.session.scalar(select(InvoiceSeries.last_serial)),
        "drafts": len(list(db.session.scalars(select(Invoice.id).where(Invoice.state == InvoiceState.draft)))),
        "problems": list(queries.problems())[:5],
    }


def switch_off() -> None:
    for name in BACKING:
        db.session.execute(text(f"DROP INDEX {name}"))
    db.session.commit()
    send = Connection.exec_driver_sql

    def read_only(provider_id: int) -> InvoiceSeries | None:
        statement = select(InvoiceSeries).where(InvoiceSeries.provider_id == provider_id)
        return db.session.scalar(statement.execution_options(populate_existing=True))

    def without_begin(self: Connection, statement: str, *args: Any, **kwargs: Any) -> Any:
        return None if statement.startswith("BEGIN") else send(self, statement, *args, **kwargs)

    series.lock_row = read_only
    Turns.take = lambda self, patience=0.0: nullcontext()  # type: ignore[method-assign]
    Connection.exec_driver_sql = without_begin  # type: ignore[method-assign]


if __name__ == "__main__":
    main(*sys.argv[1:])
