"""What others may want to hear of."""

from blinker import Signal

#: Sent with the role, inside the transaction that publishes it.
role_published = Signal()
#: Sent with the expression of interest, inside the transaction that records it.
interest_expressed = Signal()
#: Sent with ``role_id``, each time somebody looks at its page.
role_viewed = Signal()
