"""What can stand in the way of a booking, and what to do about it."""

from __future__ import annotations

from teachpb.db import DomainError


class Busy(DomainError):
    """The lock could not be had, three times over."""

    def __init__(self) -> None:
        super().__init__("Many people are booking just now. Your answers are kept: wait a few seconds, then try again")


class SoldOut(DomainError):
    def __init__(self, can_wait: bool = False, message: str = "") -> None:
        line = "join the waiting list or " if can_wait else ""
        super().__init__(message or f"The last place on this date has just gone: {line}choose another date")
        self.can_wait = can_wait


class NotOpen(DomainError):
    """The course date is not open for booking: not yet, no more, or not at all."""

    def __init__(self) -> None:
        super().__init__("This date is not open for booking: choose another date")


class HoldEnded(DomainError):
    def __init__(self) -> None:
        super().__init__("The time for which we kept this place has run out: hold a place again, your answers are kept")


class AlreadyPlaced(DomainError):
    def __init__(self, email: str) -> None:
        super().__init__(
            f"{email} already has a place on this date, or is in line for one: enter somebody else’s address",
            "delegate_email",
        )
        self.email = email


class NoPrice(DomainError):
    def __init__(self) -> None:
        super().__init__("This date has no price for this payer: ask the provider, or choose another payer", "payer")


class AnswersChanged(DomainError):
    """What is to be confirmed is not what was shown."""

    def __init__(self) -> None:
        super().__init__("Your answers have changed since this page was shown: check them again, then confirm")


class PriceChanged(DomainError):
    def __init__(self) -> None:
        super().__init__("The price has changed since this page was shown: check the new price, then confirm")


class KeyReused(DomainError):
    def __init__(self) -> None:
        super().__init__("This page was already used for another booking: look at your bookings before you book again")


class CannotCancel(DomainError):
    def __init__(self) -> None:
        super().__init__("This place can no longer be cancelled here: speak to the provider")


class ChargeChanged(DomainError):
    def __init__(self) -> None:
        super().__init__("The charge has changed since this page was shown: check the new charge, then cancel")


class CannotMove(DomainError):
    """Only a confirmed place can go to somebody else or to another date, and only until the first session begins."""

    def __init__(self) -> None:
        super().__init__("This place can no longer be changed here: speak to the provider")


class SamePerson(DomainError):
    def __init__(self) -> None:
        super().__init__("This person has the place already: enter somebody else’s address", "delegate_email")


class LacksPrerequisites(DomainError):
    """A substitute has to meet what the course asks for beforehand, as everybody does."""

    def __init__(self) -> None:
        super().__init__(
            "Only somebody who has what this course asks for beforehand can take the place: name another colleague",
            "meets_prerequisites",
        )


class NotThisDate(DomainError):
    def __init__(self) -> None:
        super().__init__("This date is not open for booking: choose another date", "course_date_id")


class DateFull(DomainError):
    def __init__(self) -> None:
        super().__init__("The last place on that date has just gone: choose another date", "course_date_id")


class SheetChanged(DomainError):
    """What was right when it was looked at is not any more."""

    def __init__(self) -> None:
        super().__init__("Something has changed since you looked at these dates. Nothing was made: look at them again")


class TooManyTogether(DomainError):
    def __init__(self, most: int) -> None:
        super().__init__(f"Up to {most} people can wait together: name fewer, or join in two groups", "others")


class NotWaiting(DomainError):
    def __init__(self) -> None:
        super().__init__("They do not stand in the waiting list any more: look at the place again", "reason")


class NobodyToTell(DomainError):
    def __init__(self) -> None:
        super().__init__("There is nobody among these people to write to: select others", "groups")


class PersonalSubject(DomainError):
    def __init__(self) -> None:
        super().__init__("Take the name or address out of the subject: others can read it on a screen", "subject")


class CannotRestore(DomainError):
    def __init__(self, why: str) -> None:
        super().__init__(why, "target")


class OfferEnded(DomainError):
    def __init__(self) -> None:
        super().__init__("This offer has ended and the place has gone to the next in line")


class CapacityBelowTaken(DomainError):
    def __init__(self, taken: int) -> None:
        people = "1 place is" if taken == 1 else f"{taken} places are"
        super().__init__(f"{people} already taken: enter {taken} or more", "capacity")


class NotReady(DomainError):
    """Something that must be there before publishing is missing."""


class PhotoNeedsWords(DomainError):
    """Whoever cannot see a photograph is told what it shows."""

    def __init__(self) -> None:
        super().__init__("Describe the photograph", "photo_alt")


class NotEnough(SoldOut):
    """Fewer places than were asked for together."""

    def __init__(self, left: int, wanted: int, can_wait: bool = False) -> None:
        places = "Only 1 place is" if left == 1 else f"Only {left} places are"
        super().__init__(
            can_wait, f"{places} left and you asked for {wanted} together: ask for {left}, or choose another date"
        )


class TooMany(DomainError):
    def __init__(self, most: int) -> None:
        super().__init__(f"You can book up to {most} places at once: enter {most} or fewer", "count")


class NamedTwice(DomainError):
    def __init__(self, email: str) -> None:
        super().__init__(f"{email} is entered twice: each place is for somebody else")
        self.email = email


class NamesNeeded(DomainError):
    """It is too late to leave a name open."""

    def __init__(self) -> None:
        super().__init__("This course starts soon: say who is coming to every place")


class ApprovalTooLate(DomainError):
    """The payer approves bookings, and the course starts before anybody could."""

    def __init__(self, payer: str) -> None:
        super().__init__(
            f"{payer} approves bookings, and this course starts too soon for that: ask your CPD lead to book for you",
            "payer",
        )


class NobodyApproves(DomainError):
    """The payer approves bookings and has nobody who could."""

    def __init__(self, payer: str) -> None:
        super().__init__(
            f"{payer} approves bookings and has nobody who could approve this one: ask its owner to add a CPD lead",
            "payer",
        )


class PurchaseOrderNeeded(DomainError):
    def __init__(self, payer: str) -> None:
        super().__init__(f"{payer} asks for a purchase order number: enter it", "purchase_order")


class CostCentreNeeded(DomainError):
    def __init__(self, why: str) -> None:
        super().__init__(f"{why}: enter the cost centre", "cost_centre")


class NoRecharge(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "Only a school that the council maintains can pay by recharge: choose invoice", "payment_method"
        )


class DecidedAlready(DomainError):
    def __init__(self) -> None:
        super().__init__("Somebody has decided on this place meanwhile: look at it again")


class OwnRequest(DomainError):
    def __init__(self) -> None:
        super().__init__("You cannot approve a place for yourself: another CPD lead or an owner decides")


class CannotName(DomainError):
    def __init__(self) -> None:
        super().__init__("Somebody is named for this place already, or the course has begun: look at it again")
