"""``flask accounts create-officer``: the first people of the council, whom nobody inside could invite."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from teachpb.accounts import operations as accounts
from teachpb.accounts import queries as account_queries
from teachpb.accounts.models import LinkPurpose
from teachpb.db import DomainError, transaction
from teachpb.schools import operations, queries
from teachpb.schools.models import OFFICER_ROLES, Role
from teachpb.web.templating import absolute_url


@click.command("create-officer")
@click.argument("email")
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice([role.value for role in OFFICER_ROLES]),
    default=Role.administrator.value,
    show_default=True,
    help="What they may do.",
)
@click.option("--authority", default="874", show_default=True, help="Three-digit code of the local authority.")
@click.option("--authority-name", default="", help="Make the local authority, under this name, if it is not there.")
@with_appcontext
def create_officer(email: str, name: str, role: str, authority: str, authority_name: str) -> None:
    """Make NAME, who reads mail at EMAIL, an officer of the council, with an account if they have none."""
    try:
        with transaction():
            council = queries.local_authority(authority)
            if council is None:
                if not authority_name:
                    raise DomainError(
                        f"There is no local authority {authority} yet. Import the schools first, or add "
                        "--authority-name to make it."
                    )
                council = operations.make_authority(code=authority, name=authority_name)
            user = account_queries.user_by_email(email) or accounts.create_user(
                email=email, full_name=name, confirmed=False, terms_accepted=False
            )
            operations.appoint(actor=None, user=user, organisation=council, role=Role(role))
            token = accounts.mint_link(user=user, purpose=LinkPurpose.sign_in)
            where = council.name
    except DomainError as error:
        raise click.ClickException(error.message) from error
    click.echo(f"{email} is now {Role(role).label.lower()} of {where}.")
    click.echo("To sign in the first time, within the hour (afterwards: “Forgotten password”):")
    click.echo(absolute_url("accounts.use_sign_in_link", token=token))
