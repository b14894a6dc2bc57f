"""The public machine interface: what is open and where, as JSON, for anybody to build on.

Read only, without keys, and without personal data: it says what the public pages of adverts and schools say, less the
people to ask and how to reach them. What it promises is written down in ``openapi.py``, and tests hold it to that.
"""
