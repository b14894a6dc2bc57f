"""The pages about who belongs where: members, invitations, and asking to be an owner."""

from teachpb.schools.views.people import invitations, memberships, ownership

blueprints = [memberships.bp, invitations.bp, ownership.bp]

__all__ = ["blueprints", "invitations", "memberships", "ownership"]
