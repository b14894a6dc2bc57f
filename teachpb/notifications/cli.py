"""``flask mail``: a look at the outbox, and a second try for what failed."""

from __future__ import annotations

import click
from flask.cli import AppGroup
from sqlalchemy import select

from teachpb.db import DomainError, db, transaction
from teachpb.notifications import operations, queries
from teachpb.notifications.models import MessageRow, MessageState, SuppressionReason

cli = AppGroup("mail", help="The outbox.")


@cli.command("status")
def status_command() -> None:
    """Count the messages in each state."""
    counts = queries.counts_by_state()
    for state in MessageState:
        click.echo(f"{state.value:<11} {counts.get(state, 0):>8,}")


@cli.command("send-trial")
@click.argument("address")
def send_trial_command(address: str) -> None:
    """Queue a trial message to ADDRESS, to see that mail arrives."""
    message = operations.Message(
        to=address,
        subject="A trial message",
        template="development/trial",
        context={"lines": ["Mail from this site arrives here.", "Nothing needs to be done."]},
    )
    try:
        with transaction():
            row = operations.queue_mail(message)
            number = row.id
    except DomainError as error:
        raise click.ClickException(error.message) from error
    click.echo(f"queued as message {number}; the worker sends it")


@cli.command("retry")
def retry_command() -> None:
    """Queue every message that failed for good once more."""
    with transaction():
        rows = db.session.scalars(select(MessageRow).where(MessageRow.state == MessageState.failed)).all()
        for row in rows:
            operations.requeue(row)
    click.echo(f"queued again: {len(rows)}")


@cli.command("suppress")
@click.argument("address")
def suppress_command(address: str) -> None:
    """Send nothing to ADDRESS any more."""
    with transaction():
        operations.suppress(address=address, reason=SuppressionReason.bounced)


@cli.command("unsuppress")
@click.argument("address")
def unsuppress_command(address: str) -> None:
    """Send to ADDRESS again."""
    with transaction():
        operations.unsuppress(address=address)
