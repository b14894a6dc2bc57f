"""The relevance set: adverts of which we know what each really is, and sixty searches with what a person wants.

How it stays honest. An advert is written *from* its facts (``facts.Facts``), with the untidiness of real adverts:
another word in the title, a subject that nobody ticked, neighbours mentioned in passing, schools named after subjects.
A judgement is a rule over those facts alone (``wishes``): it never sees a word of the advert, a field of the form or
what any engine answers. A rule gives 3 (what was asked for), 2 (would do), 1 (related) or 0. Forty searches are for
tuning, twenty are held out: they were written at the same time and are reported apart.
"""
