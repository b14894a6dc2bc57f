"""What the rooms above want to hear of.

``address_refused`` is sent inside a transaction, with an address (in lower case) as sender, when nobody will read mail
there any more: its server said for good that there is no such mailbox, or the address was taken off by hand.
"""

from __future__ import annotations

from blinker import signal

address_refused = signal("address-refused")
