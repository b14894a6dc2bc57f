"""A recruitment system that posts for one trust, with a key made anew at every load, and one advert it has sent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from teachpb.ats import operations
from teachpb.demo.build.world import World

NAME = "Fenland Recruit"


def build_systems(world: World) -> None:
    """``world.system_key`` is the key, told by the command and kept nowhere."""
    officer, trust = world.people["officer"], world.trusts[0]
    client = operations.add_client(actor=officer, name=NAME, contact_email="vendor@example.org")
    world.system_key = operations.issue_key(actor=officer, client=client) or ""
    operations.permit(actor=officer, client=client, organisation=trust)
    schools = [school for school in world.schools if school.trust_id == trust.id][:1]
    operations.post_advert(client=client, sent=_advert(world, trust.group_uid, [school.urn for school in schools]))


def _advert(world: World, uid: str | None, urns: list[int]) -> dict[str, Any]:
    return {
        "job_title": "Network manager",
        "job_advert": "<p>Keep <strong>four schools</strong> online, from the switches in the cellar to the tablets in "
        "reception.</p><ul><li>Two technicians to lead</li><li>A budget of your own</li></ul>",
        "external_advert_url": "https://jobs.example.org/fenland/network-manager",
        "external_reference": "FR-2041",
        "expires_at": f"{world.today + timedelta(days=24)}T12:00:00",
        "salary": "SCP 26 to 31",
        "salary_range": {"minimum": 37035, "maximum": 41771, "period": "year"},
        "job_roles": ["it_support"],
        "working_patterns": ["full_time"],
        "contract_type": "permanent",
        "phases": ["primary", "secondary"],
        "schools": {"trust_uid": uid, "school_urns": urns},
        "benefits_details": "Local government pension, 28 days of leave, and a bicycle for the rounds.",
        "starts_on": "As soon as you can",
    }
