"""What happens to schools, told to the rooms above. Sent inside the transaction that did it; receivers must be quick.

``school_succeeded.send(predecessor, successor=successor)``: what belonged to the closed school now belongs to the open
one; receivers take their own records over. ``school_closed.send(school)``: the register says that it closed. It may be
followed, in the same import, by the former.
"""

from __future__ import annotations

from blinker import Namespace

_signals = Namespace()

school_succeeded = _signals.signal("school_succeeded")
school_closed = _signals.signal("school_closed")
