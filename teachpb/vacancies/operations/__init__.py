"""Everything that can be done to a vacancy. All of it inside ``transaction()``, all of it written into the trail."""

from teachpb.vacancies.operations.contact import carry_contact, invitation_role, invite_contact
from teachpb.vacancies.operations.documents import (
    add_documents,
    copy_files,
    file_problem,
    follow_scan,
    forget_files,
    move_document_up,
    remove_document,
    require_clean_files,
    set_application_form,
)
from teachpb.vacancies.operations.ending import end_early, extend, remove
from teachpb.vacancies.operations.importing import import_advert, remove_imported, replace_imported
from teachpb.vacancies.operations.outcomes import record_outcome
from teachpb.vacancies.operations.publishing import (
    apply_clock,
    change_slug,
    publish,
    record_first_application,
    unschedule,
)
from teachpb.vacancies.operations.relisting import relist
from teachpb.vacancies.operations.reporting import report_vacancy
from teachpb.vacancies.operations.writing import create_draft, edit

__all__ = [
    "add_documents",
    "apply_clock",
    "carry_contact",
    "change_slug",
    "copy_files",
    "create_draft",
    "edit",
    "end_early",
    "extend",
    "file_problem",
    "follow_scan",
    "forget_files",
    "import_advert",
    "invitation_role",
    "invite_contact",
    "move_document_up",
    "publish",
    "record_first_application",
    "record_outcome",
    "relist",
    "remove",
    "remove_document",
    "remove_imported",
    "replace_imported",
    "report_vacancy",
    "require_clean_files",
    "set_application_form",
    "unschedule",
]
