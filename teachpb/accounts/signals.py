"""What the rooms above want to hear of.

``account_closing`` is sent inside the transaction that closes an account, with the user as sender. A receiver ends what
the person holds in its room, or raises a DomainError when the account may not be closed yet.

``account_entered`` is sent inside the transaction that signs a person in, with the user as sender and ``target``, the
path they were on their way to (or an empty string). A receiver may finish what they set out to do; it must not fail.
"""

from __future__ import annotations

from blinker import signal

account_closing = signal("account-closing")
account_entered = signal("account-entered")
