"""Notifications: mail that is neither lost nor, short of a crash in mid-delivery, sent twice.

A message is a row (the outbox), written in the transaction of what it reports and rendered there and then; a job sends
it afterwards. Everything a person may be told goes through ``operations.queue_mail``.
"""
