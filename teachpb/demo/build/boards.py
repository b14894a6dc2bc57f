"""Twelve governor posts and the people who have offered to fill them."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from teachpb import clock
from teachpb.db import db
from teachpb.demo import words
from teachpb.demo.build.people import FIRST_NAMES, LAST_NAMES
from teachpb.demo.build.world import World, slug_of
from teachpb.governors.models import (
    AppointmentRoute,
    ExpressionOfInterest,
    GovernorRole,
    GovernorType,
    InterestState,
    InterestStep,
    MeetingMode,
    RoleState,
    Skill,
)
from teachpb.schools.models import Organisation

G, R, K = GovernorType, AppointmentRoute, Skill
POSTS = (
    ("Co-opted governor with an eye for finance", G.co_opted, R.appointed, (K.finance,), (K.risk, K.procurement)),
    ("Parent governor", G.parent, R.elected, (), (K.community_links,)),
    ("Trustee for risk and audit", G.trustee, R.appointed, (K.risk, K.finance), (K.legal,)),
    ("Local authority governor", G.local_authority, R.nominated, (K.education,), (K.safeguarding,)),
    ("Foundation governor", G.foundation, R.appointed, (K.community_links,), (K.property,)),
    ("Link governor for safeguarding", G.co_opted, R.appointed, (K.safeguarding,), (K.send,)),
    ("Clerk to the governors", G.clerk, R.appointed, (K.legal,), (K.it,)),
    ("Governor for premises", G.co_opted, R.appointed, (K.property, K.health_and_safety), (K.procurement,)),
    ("Governor with human resources experience", G.local_governor, R.appointed, (K.hr,), (K.change_management,)),
    ("Associate member for early years", G.associate_member, R.appointed, (K.early_years,), (K.education,)),
    ("Next chair of governors", G.chair, R.appointed, (K.chairing,), (K.change_management, K.hr)),
    ("Member of the trust", G.member, R.appointed, (K.legal, K.finance), ()),
)
OFFERS = (InterestState.new, InterestState.meeting, InterestState.introduced, InterestState.declined)


def build_boards(world: World) -> None:
    for number, (title, kind, route, essential, desirable) in enumerate(POSTS):
        board = _board(world, number, kind)
        state = RoleState.draft if number == 9 else RoleState.filled if number == 8 else RoleState.live
        opened = world.days_ago(3 + number * 4)
        role = GovernorRole(
            organisation=board,
            title=title,
            slug=slug_of(title, board.name),
            type=kind,
            route=route,
            places=2 if kind is G.parent else 1,
            skills_essential=list(essential),
            skills_desirable=list(desirable),
            about=words.GOVERNOR_TEXTS[number % len(words.GOVERNOR_TEXTS)],
            board_context=f"A board of {9 + number % 4}, with {1 + number % 3} new members this year.",
            hours_a_month=5 + number % 4,
            meetings_a_year=6,
            meeting_times=("Tuesdays at 6pm", "Thursdays at 5:30pm", "Wednesdays at 7pm")[number % 3],
            meeting_mode=(MeetingMode.in_person, MeetingMode.mixed, MeetingMode.remote)[number % 3],
            is_paid=kind is G.clerk,
            contact_name="Ada Winter",
            contact_email=world.people["clerk"].email,
            state=state,
            state_entered_at=opened,
            published_at=None if state is RoleState.draft else opened,
            closes_on=world.today + timedelta(days=10 + number * 3) if number % 3 == 1 else None,
        )
        if role.closes_on:
            role.closes_at = clock.at_london(role.closes_on + timedelta(days=1))
        db.session.add(role)
        for offer in range((0, 3, 1, 2)[number % 4] if state is not RoleState.draft else 0):
            db.session.add(_offer(world, role, number * 10 + offer))
    db.session.flush()


def _board(world: World, number: int, kind: GovernorType) -> Organisation:
    if kind in (G.trustee, G.member):
        return world.trusts[number % len(world.trusts)]
    return world.schools[0] if number in (0, 1, 5) else world.school_at(number * 3 + 1)


def _offer(world: World, role: GovernorRole, number: int) -> ExpressionOfInterest:
    name = f"{world.dice.choice(FIRST_NAMES)} {world.dice.choice(LAST_NAMES)}"
    at = world.days_ago(1 + number % 9)
    state = OFFERS[number % len(OFFERS)]
    steps = [InterestStep(state=InterestState.new, at=at)]
    if state is not InterestState.new:
        steps.append(InterestStep(state=state, at=at + timedelta(hours=20)))
    return ExpressionOfInterest(
        role=role,
        token_hash=hashlib.sha256(f"demo-{world.dice.random()}".encode()).hexdigest(),
        name=name,
        email=f"volunteer{number}@demo.example",
        postcode="PE1 9ZZ",
        motivation=words.MOTIVATIONS[number % len(words.MOTIVATIONS)],
        skill_ratings={skill.value: world.dice.randrange(2, 5) for skill in world.dice.sample(list(Skill), 4)},
        availability="Weekday evenings",
        is_adult=True,
        is_eligible=True,
        may_share=True,
        created_at=at,
        state=state,
        state_entered_at=steps[-1].at,
        steps=steps,
    )
