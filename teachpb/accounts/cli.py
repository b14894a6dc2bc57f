"""Commands about people. (``create-officer`` is added by the schools room, which knows roles.)"""

from __future__ import annotations

import click
from flask.cli import AppGroup

from teachpb.accounts import operations, queries
from teachpb.accounts.models import LinkPurpose
from teachpb.db import transaction
from teachpb.web.settings import settings
from teachpb.web.templating import absolute_url

cli = AppGroup("accounts", help="People and how they sign in.")


@cli.command("sign-in-link")
@click.argument("email")
def sign_in_link(email: str) -> None:
    """Print a link that signs EMAIL in. In development only."""
    if settings().is_production:
        raise click.ClickException("Sign-in links are printed in development only. Use “Forgotten password” instead.")
    user = queries.user_by_email(email)
    if user is None:
        raise click.ClickException(f"There is no account with the address {email}.")
    with transaction():
        token = operations.mint_link(user=user, purpose=LinkPurpose.sign_in)
    click.echo(absolute_url("accounts.use_sign_in_link", token=token))
