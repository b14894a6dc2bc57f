"""Invented people for proofs that nobody is told who they are.

Their names are made of letters that stand beside each other in no word of ours, in scripts no page is written in, so
that to find one is a leak and no chance. ``ORDINARY`` ones are words of our pages: of them it can only be asked whether
anything differs from what is shown of somebody else.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, fields
from typing import Any

from hypothesis import strategies as st

SYLLABLES = st.sampled_from(
    ["qxa", "zvë", "xkó", "vjű", "qzïr", "jxå", "kqol", "xwéz", "vqyn", "zxuk", "wqań", "bxîq", "Qxa", "ßqő"]
)
CHINESE, HEBREW, ARABIC = "龘靐齉爨麤鱻灪籲", "צקשטץףגזע", "ظضغخثذصط"
GREEK, CYRILLIC, THAI = "ΨξζφθϑΞω", "щъфыжэюЖ", "ฆฌญฎฏฐฑฒ"
ORDINARY = ("Grace", "Page", "Will", "May", "Mark", "Candidate", "Message", "Hope", "An", "Li")


def latin(fewest: int = 2, most: int = 4) -> st.SearchStrategy[str]:
    return st.lists(SYLLABLES, min_size=fewest, max_size=most).map(lambda parts: "".join(parts).title())


def of(letters: str, fewest: int = 2, most: int = 5) -> st.SearchStrategy[str]:
    return st.text(st.sampled_from(letters), min_size=fewest, max_size=most).map(
        lambda name: unicodedata.normalize("NFC", name)
    )


NAMES = st.one_of(
    latin(),
    st.tuples(st.sampled_from(["O’", "O'", "D’", "M‘"]), latin()).map("".join),
    st.tuples(latin(1, 2), st.sampled_from("-‐–"), latin(1, 2)).map("".join),
    st.tuples(st.sampled_from(["van der", "al", "de la"]), latin()).map(" ".join),
    of(CHINESE, 1, 3),
    of(HEBREW),
    of(ARABIC),
    of(GREEK).map(str.title),
    of(CYRILLIC).map(str.title),
    of(THAI),
    st.sampled_from(["Qx", "Zv", "Xq", "Vj", "Ŵx"]),
)
DIGITS = st.integers(100_000, 999_999)


@dataclass(frozen=True)
class Somebody:
    """Who somebody is, and how they are reached."""

    first_name: str
    last_name: str
    previous_names: str
    address_line_1: str
    address_line_2: str
    postcode: str
    phone: str
    email: str
    trn: str
    ni_number: str
    account_name: str
    account_mail: str
    other_mail: str
    other_phone: str

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def of_the_form(self) -> dict[str, Any]:
        """What is asked on the form, by the names of its fields."""
        own = {"account_name", "account_mail", "other_mail", "other_phone"}
        return {each.name: getattr(self, each.name) for each in fields(self) if each.name not in own}

    @property
    def names(self) -> list[str]:
        """Every name, and each half of a double one; without the small words between."""
        whole = f"{self.full_name} {self.previous_names} {self.account_name}".split()
        parts = {half for part in whole for half in re.split("[-‐–]", part)} | set(whole)
        return sorted(part for part in parts if part not in {"van", "der", "al", "de", "la"})

    @property
    def numbers(self) -> list[str]:
        """What is made of figures, without what may stand between them."""
        return [bare(each) for each in (self.phone, self.other_phone, self.trn, self.ni_number, self.postcode)]

    @property
    def places(self) -> list[str]:
        return [self.address_line_1, self.address_line_2, self.email, self.account_mail, self.other_mail]

    def told_in(self, text: str) -> list[str]:
        """What of all this can be found in ``text``, however it is spelled."""
        folded, letters = fold(text), bare(fold(text))
        words = set(re.findall(r"[^\W_]+", folded))
        found = [
            name
            for name in self.names
            if (fold(name) in words if len(name) < 4 and name.isascii() else fold(name) in folded)
        ]
        found += [place for place in self.places if fold(place) in folded]
        return found + [number for number in self.numbers if fold(number) in letters]


def somebody(names: st.SearchStrategy[str] = NAMES) -> st.SearchStrategy[Somebody]:
    return st.builds(
        lambda first, last, former, account, number: Somebody(
            first_name=first,
            last_name=last,
            previous_names=former,
            address_line_1=f"{number % 90 + 1} Qzxvw{number} Lane",
            address_line_2=f"Flat Wvxq{number}",
            postcode=f"PE{number % 9} {number % 7}QX",
            phone=f"07700 {number}",
            email=f"qx.{number}@post.example",
            trn=f"9{number}",
            ni_number=f"QQ{number}C",
            account_name=f"{account} {last}",
            account_mail=f"vj{number}@post.example",
            other_mail=f"zv-{number}+me@elsewhere.example",
            other_phone=f"+44 1733 {number}",
        ),
        names,
        names,
        names,
        names,
        DIGITS,
    )


def is_short(name: str) -> bool:
    """Is it so short that it stands inside other words by chance?"""
    return len(name) < 4 and fold(name).isascii()


def fold(text: str) -> str:
    """Without capitals, accents, and differences between apostrophes and between hyphens."""
    apart = unicodedata.normalize("NFD", text.casefold())
    plain = "".join(sign for sign in apart if unicodedata.category(sign) != "Mn")
    return re.sub("[-‐‑–]", "-", re.sub("['’‘ʼ`´]", "'", plain))


def bare(text: str) -> str:
    """Letters and figures only."""
    return re.sub(r"[\W_]", "", text)


#: How people write about themselves: each is filled in with a ``Somebody``.
SENTENCES = (
    "Yours, {it.full_name}.",
    "I am {it.first_name} ({upper}), formerly {it.previous_names}; colleagues say {it.account_name}.",
    "{small} here, and {it.last_name}’s class says hello.",
    "I signed it {half} or {straight}, and {plain} where no accents fit.",
    "我叫{chinese}。你好。",
    "Write to {it.email}, {it.other_mail} or {it.account_mail}!",
    "Ring {it.phone}, {spaced} or {it.other_phone}.",
    "TRN {it.trn}, that is {it.trn[0]}{it.trn[1]}/{rest}; NI {it.ni_number}.",
    "I live at {it.address_line_1}, {it.address_line_2}, {it.postcode}; in {street} since 2012.",
    "See www.{joined}.example and #{joined}.",
)
WRITTEN = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4, unique=True)


def written_by(it: Somebody, sentences: list[str] | tuple[str, ...]) -> str:
    """What somebody writes, in one text."""
    halves = re.split("[-‐–]", it.last_name)
    return " ".join(sentences).format(
        it=it,
        upper=it.last_name.upper(),
        small=it.first_name.lower() if len(it.first_name) > 2 else it.first_name,
        half=halves[0],
        straight=it.last_name.replace("’", "'"),
        plain="".join(s for s in unicodedata.normalize("NFD", it.first_name) if not unicodedata.combining(s)),
        spaced=" ".join(it.phone.replace(" ", "")),
        rest=it.trn[2:],
        chinese=f"{it.last_name}{it.first_name}"
        if {it.last_name[0], it.first_name[0]} <= set(CHINESE)
        else f" {it.full_name} ",
        street=it.address_line_1.split(" ", 1)[1],
        joined=f"{it.first_name}{it.last_name}".lower().replace(" ", ""),
    )
