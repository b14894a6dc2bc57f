"""Everything that can be done with references and self-disclosures. All of it inside ``transaction()``."""

from teachpb.references.operations.answering import complete, decline, save_answers
from teachpb.references.operations.asking import (
    add_referee,
    ask_referees,
    ask_several,
    change_address,
    replace_referee,
    set_panel_reads,
)
from teachpb.references.operations.disclosing import (
    ask_disclosure,
    ask_disclosures,
    recall_disclosure,
    record_disclosure,
    remind_candidate,
    save_disclosure,
    submit_disclosure,
)
from teachpb.references.operations.keeping import mark_checked, note_reading, record_elsewhere, settle_file
from teachpb.references.operations.reminding import remind, remind_if_due, send_if_due
from teachpb.references.operations.scrubbing import scrub

__all__ = [
    "add_referee",
    "ask_disclosure",
    "ask_disclosures",
    "ask_referees",
    "ask_several",
    "change_address",
    "complete",
    "decline",
    "mark_checked",
    "note_reading",
    "recall_disclosure",
    "record_disclosure",
    "record_elsewhere",
    "remind",
    "remind_candidate",
    "remind_if_due",
    "replace_referee",
    "save_answers",
    "save_disclosure",
    "scrub",
    "send_if_due",
    "set_panel_reads",
    "settle_file",
    "submit_disclosure",
]
