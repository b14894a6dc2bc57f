"""Background work of the references room."""

from __future__ import annotations

from datetime import timedelta

from teachpb.db import transaction
from teachpb.references import operations, queries
from teachpb.work import job, stop_requested


@job("references.write_to_referees", every=timedelta(minutes=15))
def write_to_referees() -> int:
    """Ask whom the candidate has been told about for a day, and remind who is late: one transaction each."""
    done = 0
    for request_id in queries.waiting_to_send():
        if stop_requested():
            return done
        with transaction():
            done += operations.send_if_due(request_id=request_id)
    for request_id in queries.unanswered():
        if stop_requested():
            return done
        with transaction():
            done += operations.remind_if_due(request_id=request_id)
    return done


@job("references.remind_candidates", every=timedelta(hours=1))
def remind_candidates() -> int:
    """Remind candidates of a self-disclosure they have not sent, once, after two working days."""
    done = 0
    for disclosure in queries.unanswered_disclosures():
        if stop_requested():
            return done
        with transaction():
            done += operations.remind_candidate(actor=None, disclosure=disclosure)
    return done
