"""The invented city: three trusts and twenty-four schools. Districts are Peterborough's, everything else is made up.

Postcodes end in letters the Royal Mail never uses, so that no real address is meant.
"""

from __future__ import annotations

from dataclasses import dataclass

from teachpb.schools.models import Phase, TypeGroup

P, S, N, C, T, X = (
    Phase.primary,
    Phase.secondary,
    Phase.nursery,
    Phase.sixth_form_or_college,
    Phase.through,
    Phase.not_applicable,
)
TRUSTS = (
    (
        "Three Arches Learning Trust",
        "16001",
        "Nine schools that share teachers, training and a belief that children come first.",
    ),
    ("Fen Edge Schools Trust", "16002", "Village and city schools working together from Thorney to Wansford."),
    ("St Kyneburgha Catholic Trust", "16003", "A family of Catholic schools serving everyone in the city."),
)


@dataclass(frozen=True)
class SchoolSketch:
    """One school as the register would know it, and the scene that stands for it. ``trust`` is an index or None."""

    name: str
    phase: Phase
    trust: int | None
    street: str
    locality: str
    postcode: str
    latitude: float
    longitude: float
    pupils: int
    scene: str
    ages: tuple[int, int] = (4, 11)
    kind: str = ""
    group: TypeGroup | None = None
    faith: str = ""
    town: str = "Peterborough"

    @property
    def type_group(self) -> TypeGroup:
        if self.group is not None:
            return self.group
        return TypeGroup.maintained if self.trust is None else TypeGroup.academy

    @property
    def establishment_type(self) -> str:
        if self.kind:
            return self.kind
        return "Community school" if self.trust is None else "Academy converter"


SCHOOLS = (
    SchoolSketch(
        "Ortonbridge Primary School",
        P,
        0,
        "Bridge Meadow",
        "Orton Goldhay",
        "PE2 5CK",
        52.5494,
        -0.2901,
        412,
        "classroom",
    ),
    SchoolSketch(
        "Wherry Lane Primary School", P, None, "Wherry Lane", "Fletton", "PE2 8KV", 52.5610, -0.2378, 398, "river"
    ),
    SchoolSketch(
        "Larkfield Infant School",
        P,
        None,
        "Lark Rise",
        "Paston",
        "PE4 7MC",
        52.6099,
        -0.2496,
        236,
        "playground",
        (4, 7),
    ),
    SchoolSketch("Cuckoo Dyke Primary School", P, 1, "Fen Road", "Thorney", "PE6 0VK", 52.6204, -0.1079, 187, "fens"),
    SchoolSketch(
        "Teasel Wood Primary School", P, 0, "Teasel Close", "Hampton Vale", "PE7 8CM", 52.5316, -0.2606, 455, "art"
    ),
    SchoolSketch(
        "Old Brickyard Primary School", P, 0, "Kiln Street", "Woodston", "PE2 9VC", 52.5601, -0.2528, 344, "street"
    ),
    SchoolSketch(
        "St Pega’s Catholic Primary School",
        P,
        2,
        "Chapel Lane",
        "Dogsthorpe",
        "PE1 4MV",
        52.5952,
        -0.2268,
        418,
        "library",
        faith="Roman Catholic",
    ),
    SchoolSketch(
        "Heronsgate Primary School", P, None, "Heron Way", "Werrington", "PE4 6OV", 52.6210, -0.2720, 409, "playground"
    ),
    SchoolSketch(
        "Barley Stack Primary School", P, 1, "Stamford Road", "Helpston", "PE6 7KC", 52.6365, -0.3424, 142, "fens"
    ),
    SchoolSketch(
        "Millfield Gate Primary School", P, None, "Gate Street", "Millfield", "PE1 2CV", 52.5861, -0.2486, 520, "music"
    ),
    SchoolSketch(
        "Castor Spinney CofE Primary School",
        P,
        1,
        "Spinney Walk",
        "Castor",
        "PE5 7IM",
        52.5727,
        -0.3420,
        168,
        "fens",
        faith="Church of England",
    ),
    SchoolSketch(
        "Nettleham Court Junior School",
        P,
        None,
        "Court Road",
        "Gunthorpe",
        "PE4 7VI",
        52.6105,
        -0.2610,
        318,
        "sport",
        (7, 11),
    ),
    SchoolSketch(
        "Kestrel Rise Academy", S, 0, "Kestrel Rise", "Bretton", "PE3 8CO", 52.5950, -0.2860, 1240, "lab", (11, 18)
    ),
    SchoolSketch(
        "Riverbank Academy", S, 0, "Embankment Way", "Stanground", "PE2 8MO", 52.5525, -0.2150, 1105, "sport", (11, 16)
    ),
    SchoolSketch(
        "St Kyneburgha’s Catholic School",
        S,
        2,
        "Priory Road",
        "Longthorpe",
        "PE3 6VO",
        52.5742,
        -0.2788,
        980,
        "library",
        (11, 18),
        faith="Roman Catholic",
    ),
    SchoolSketch(
        "Northgate School",
        S,
        None,
        "Lincoln Road",
        "New England",
        "PE1 3CI",
        52.5985,
        -0.2530,
        1360,
        "street",
        (11, 16),
    ),
    SchoolSketch(
        "Glinton Green Academy", S, 1, "North Street", "Glinton", "PE6 7VM", 52.6347, -0.2938, 1010, "music", (11, 18)
    ),
    SchoolSketch(
        "Cathedral Quarter Sixth Form",
        C,
        0,
        "Cowgate Passage",
        "City centre",
        "PE1 1KO",
        52.5731,
        -0.2447,
        610,
        "street",
        (16, 19),
        kind="Sixth form colleges",
        group=TypeGroup.college,
    ),
    SchoolSketch(
        "Sundial Nursery School",
        N,
        None,
        "Dial Close",
        "Eastfield",
        "PE1 5VK",
        52.5803,
        -0.2224,
        96,
        "nursery",
        (2, 4),
        kind="Local authority nursery school",
    ),
    SchoolSketch(
        "Little Arches Nursery School",
        N,
        None,
        "Arch Row",
        "Ravensthorpe",
        "PE3 7MK",
        52.5888,
        -0.2720,
        84,
        "nursery",
        (2, 4),
        kind="Local authority nursery school",
    ),
    SchoolSketch(
        "Willow Bank School",
        X,
        None,
        "Willow Drive",
        "Orton Waterville",
        "PE2 5IV",
        52.5556,
        -0.2995,
        148,
        "art",
        (4, 19),
        kind="Community special school",
        group=TypeGroup.special,
    ),
    SchoolSketch(
        "The Boathouse School",
        X,
        0,
        "Boathouse Lane",
        "Fengate",
        "PE1 5CM",
        52.5690,
        -0.2090,
        92,
        "river",
        (11, 16),
        kind="Academy special converter",
        group=TypeGroup.special,
    ),
    SchoolSketch(
        "Hampton Lakes Academy",
        T,
        0,
        "Lakeside Avenue",
        "Hampton Hargate",
        "PE7 8IK",
        52.5392,
        -0.2570,
        1480,
        "arches",
        (4, 18),
    ),
    SchoolSketch("Eye Green Primary School", P, 1, "Green Lane", "Eye", "PE6 7OC", 52.6092, -0.1871, 205, "playground"),
)
FIRST_URN = 900101
