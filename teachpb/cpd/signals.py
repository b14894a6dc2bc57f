"""What other rooms may listen to. Sent after the fact: ``place_confirmed`` once the booking is safe in the database."""

from __future__ import annotations

from blinker import Namespace

_signals = Namespace()

#: Somebody looked at a course page. Sender: the application; ``course_id``.
course_viewed = _signals.signal("course_viewed")

#: A place was confirmed. Sender: the application; ``course_id``, ``course_date_id``, ``place_id``.
place_confirmed = _signals.signal("place_confirmed")

#: A place went to somebody else, or to another date. Sender: the application; ``place_id``, ``successor_id``.
place_replaced = _signals.signal("place_replaced")

#: A confirmed place was given back, or taken off a date that was called off. Sender: the application; ``place_id``.
place_cancelled = _signals.signal("place_cancelled")
