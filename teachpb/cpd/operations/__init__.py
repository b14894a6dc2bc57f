"""Everything that changes courses, dates, bookings and places."""

from teachpb.cpd.locking import booking_transaction, locked_course_dates
from teachpb.cpd.operations.answers import Answers, Delegate, Needs, digest_of
from teachpb.cpd.operations.approving import Outcome, approve, chase, decline
from teachpb.cpd.operations.around import (
    SeriesDetails,
    edit_provider,
    remove_facilitator,
    save_facilitator,
    save_series,
    set_around,
)
from teachpb.cpd.operations.booking import Quote, Shown, fill_in, may_name_later, quote_for, submit
from teachpb.cpd.operations.cancelling import cancel_place, cancellation_charge, drop_places
from teachpb.cpd.operations.copying import A_YEAR, copy_course, copy_date
from teachpb.cpd.operations.courses import (
    CourseDetails,
    create_course,
    create_venue,
    edit_course,
    publish_course,
    withdraw_course,
)
from teachpb.cpd.operations.dates import (
    DateDetails,
    Span,
    cancel_date,
    close_date,
    create_date,
    edit_date,
    mark_delivered,
    publish_date,
    set_sessions,
)
from teachpb.cpd.operations.deciding import is_to_decide, run_anyway, warn_few
from teachpb.cpd.operations.describing import CourseCase, CourseTerms, edit_case, edit_terms
from teachpb.cpd.operations.holding import (
    EXTENSIONS,
    HOLD,
    MOST_TOGETHER,
    Wish,
    enlarge,
    extend,
    hold,
    let_go,
    release,
)
from teachpb.cpd.operations.importing import import_dates
from teachpb.cpd.operations.in_school import (
    InSchoolWish,
    agree_request,
    answer_request,
    ask_in_school,
    withdraw_request,
)
from teachpb.cpd.operations.line import MOST_IN_LINE, accept_offer, join_line, leave_line
from teachpb.cpd.operations.moving import Substitute, can_move, dates_to_move_to, substitute, transfer
from teachpb.cpd.operations.naming import chase_names, name_delegate
from teachpb.cpd.operations.paying import PayerTerms, may_recharge, set_payer_terms
from teachpb.cpd.operations.postponing import postpone_date
from teachpb.cpd.operations.promoting import remind_of_offers, set_priority
from teachpb.cpd.operations.registering import note_attendance, walk_in
from teachpb.cpd.operations.reminding import send_due
from teachpb.cpd.operations.restoring import can_restore, restore
from teachpb.cpd.operations.settling import asks_approval
from teachpb.cpd.operations.succession import follow_succession
from teachpb.cpd.operations.terms import band_of, price_of, still_held
from teachpb.cpd.operations.upkeep import delete_needs, expire
from teachpb.cpd.operations.watching import (
    close_calendar,
    forget_wishes,
    open_calendar,
    stop_watching,
    tell_watcher,
    watch_course,
)
from teachpb.cpd.operations.writing import require_fit_subject, write_to_delegates

__all__ = [
    "A_YEAR",
    "EXTENSIONS",
    "HOLD",
    "MOST_IN_LINE",
    "MOST_TOGETHER",
    "Answers",
    "CourseCase",
    "CourseDetails",
    "CourseTerms",
    "DateDetails",
    "Delegate",
    "InSchoolWish",
    "Needs",
    "Outcome",
    "PayerTerms",
    "Quote",
    "SeriesDetails",
    "Shown",
    "Span",
    "Substitute",
    "Wish",
    "accept_offer",
    "agree_request",
    "answer_request",
    "approve",
    "ask_in_school",
    "asks_approval",
    "band_of",
    "booking_transaction",
    "can_move",
    "can_restore",
    "cancel_date",
    "cancel_place",
    "cancellation_charge",
    "chase",
    "chase_names",
    "close_calendar",
    "close_date",
    "copy_course",
    "copy_date",
    "create_course",
    "create_date",
    "create_venue",
    "dates_to_move_to",
    "decline",
    "delete_needs",
    "digest_of",
    "drop_places",
    "edit_case",
    "edit_course",
    "edit_date",
    "edit_provider",
    "edit_terms",
    "enlarge",
    "expire",
    "extend",
    "fill_in",
    "follow_succession",
    "forget_wishes",
    "hold",
    "import_dates",
    "is_to_decide",
    "join_line",
    "leave_line",
    "let_go",
    "locked_course_dates",
    "mark_delivered",
    "may_name_later",
    "may_recharge",
    "name_delegate",
    "note_attendance",
    "open_calendar",
    "postpone_date",
    "price_of",
    "publish_course",
    "publish_date",
    "quote_for",
    "release",
    "remind_of_offers",
    "remove_facilitator",
    "require_fit_subject",
    "restore",
    "run_anyway",
    "save_facilitator",
    "save_series",
    "send_due",
    "set_around",
    "set_payer_terms",
    "set_priority",
    "set_sessions",
    "still_held",
    "stop_watching",
    "submit",
    "substitute",
    "tell_watcher",
    "transfer",
    "walk_in",
    "warn_few",
    "watch_course",
    "withdraw_course",
    "withdraw_request",
    "write_to_delegates",
]
