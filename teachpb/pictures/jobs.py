"""Keeping the folder small."""

from __future__ import annotations

from datetime import timedelta

from teachpb.pictures import cache
from teachpb.work import job


@job("pictures.forget_old", every=timedelta(days=1))
def forget_old() -> int:
    return cache.forget_old()
