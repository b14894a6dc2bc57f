"""References and self-disclosures: what referees say of a candidate, and what a candidate tells about the past.

Nobody is asked before shortlisting, everything told is stored sealed, and every reading of it is written down.
"""
