"""The money of training: invoices, internal recharges, credit notes, payments, and what a school spends.

A line is a snapshot of a place as it was sold. A document is changed as long as it is a draft; issued, it has the next
number of its provider's series, without a gap and for ever, and only a credit note takes it back. What a place owes is
asked of the place each time (``claims.py``), so that drafting may be done twice, late, or side by side.
"""
