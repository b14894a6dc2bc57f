"""What others may want to hear of. Sent with the application, inside the transaction that did it.

``application_started``: a draft was made, and it is this person's first for this vacancy. ``application_submitted``: it
was sent, for the first time. ``application_sent``: it was sent, for the first time or again after withdrawing.
``application_moving`` (with ``state``, the one it would get): the school is about to move it; a receiver raises
DomainError when that cannot be yet. ``application_moved`` (with ``before``, the former state): any later move.
"""

from __future__ import annotations

from blinker import Namespace

_signals = Namespace()

application_started = _signals.signal("application_started")
application_submitted = _signals.signal("application_submitted")
application_sent = _signals.signal("application_sent")
application_moving = _signals.signal("application_moving")
application_moved = _signals.signal("application_moved")
