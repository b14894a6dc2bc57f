"""What pages and papers say in few words."""

from __future__ import annotations


def initials_of(name: str) -> str:
    """“C.J.” for Cara Jones, “S.-O.N.” for Seán-Óg Nowak: letters as they are, in any script."""
    return "".join("-".join(f"{part[0].upper()}." for part in word.split("-") if part) for word in name.split())
