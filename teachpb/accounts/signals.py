"""What the rooms above want to hear of.

``account_closing`` is sent inside the transaction that closes an account, with the user as sender. A receiver ends what
the person holds in its room, or raises a DomainError when the account may not be closed yet.
"""

from __future__ import annotations

from blinker import signal

account_closing = signal("account-closing")
