"""``flask demo``: the invented city for trying the site."""

from __future__ import annotations

import click
from flask.cli import AppGroup
from rich.progress import track

from teachpb.db import transaction
from teachpb.demo.build.people import PASSWORD, SIGN_INS
from teachpb.demo.build.world import World
from teachpb.demo.loading import BUILDERS, empty, is_empty
from teachpb.search import operations as search
from teachpb.search.registry import all_types
from teachpb.web.settings import settings

cli = AppGroup("demo", help="An invented city, for trying the site.")


@cli.command("load")
@click.option("--if-empty", is_flag=True, help="Do nothing when there is anything in the database already.")
@click.option("--replace", is_flag=True, help="Delete everything first. Works on a demonstration only.")
def load(if_empty: bool, replace: bool) -> None:
    """Load the invented city: 24 schools, 60 vacancies, 300 applications, 12 governor roles, 25 courses."""
    if not settings().demo:
        raise click.ClickException("This is not a demonstration (TEACHPB_DEMO is not set), so nothing was loaded.")
    if not is_empty():
        if if_empty:
            return
        if not replace:
            raise click.ClickException("There is something in the database already. --replace deletes it first.")
    world = World()
    with transaction():
        if replace:
            empty()
        for _name, build in track(BUILDERS, description="Building the city"):
            build(world)
    for corpus in all_types():
        search.rebuild(corpus=corpus)
    click.echo(f"The city stands: {len(world.schools)} schools, {len(world.vacancies)} vacancies.")
    click.echo(f"A recruitment system can send vacancies with this key, which is shown once: {world.system_key}")


@cli.command("sign-ins")
def sign_ins() -> None:
    """Say who can sign in to the demonstration, and with which password."""
    click.echo(f"\n  {settings().base_url}\n\n  Sign in with the password  {PASSWORD}  as")
    for email, who in SIGN_INS:
        click.echo(f"    {email:<28} {who}")
    click.echo(f"\n  Mail that the site writes: {settings().base_url}/development/mail\n")
