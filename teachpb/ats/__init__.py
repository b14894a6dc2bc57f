"""Recruitment systems (applicant-tracking systems, ATS) that send adverts for schools and trusts.

The contract at ``/ats-api/v1`` is the one that vendors speak with the national service already, so that a system works
here unchanged; ``contract.py`` has its words and ``openapi.py`` the document. Who may send what for whom is a client,
its keys (of which only hashes are kept) and the permissions that schools and trusts, or the council, have given.
"""
