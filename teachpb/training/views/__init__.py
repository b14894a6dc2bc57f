"""The record of a person, the lists of a school, the kinds officers look after, the calendar of absences."""

from teachpb.training.views import absences, kinds, record, teams

blueprints = [record.bp, teams.bp, kinds.bp, absences.bp]

__all__ = ["absences", "blueprints", "kinds", "record", "teams"]
