"""Forty invented schools, some with names that lead a search astray: after subjects, roles and faiths."""

from __future__ import annotations

from bench.relevance_set.facts import CATHOLIC, CHURCH_OF_ENGLAND, MAINSTREAM, PRU, SPECIAL
from teachpb.schools.models import EstablishmentStatus, Phase, School, TypeGroup

P, S, N, C, T, X = (
    Phase.primary,
    Phase.secondary,
    Phase.nursery,
    Phase.sixth_form_or_college,
    Phase.through,
    Phase.not_applicable,
)
CITY = "Peterborough"

#: name, phase, kind, faith, locality, town, latitude, longitude
ROWS = (
    ("Musicmakers Lane Primary School", P, MAINSTREAM, "", "Werrington", CITY, 52.620, -0.273),
    ("Werrington Brook Academy", S, MAINSTREAM, "", "Werrington", CITY, 52.616, -0.281),
    ("English Martyrs Catholic Primary School", P, MAINSTREAM, CATHOLIC, "Bretton", CITY, 52.594, -0.289),
    ("St Guthlac’s Catholic Academy", S, MAINSTREAM, CATHOLIC, "Longthorpe", CITY, 52.573, -0.281),
    ("Holy Well Catholic Primary School", P, MAINSTREAM, CATHOLIC, "Orton Longueville", CITY, 52.553, -0.272),
    ("Bishop Losinga Church School", S, MAINSTREAM, CHURCH_OF_ENGLAND, "Gunthorpe", CITY, 52.613, -0.259),
    ("Castor Weir CofE Primary School", P, MAINSTREAM, CHURCH_OF_ENGLAND, "Castor", CITY, 52.573, -0.343),
    ("Ufford Green CofE Primary School", P, MAINSTREAM, CHURCH_OF_ENGLAND, "Ufford", "Stamford", 52.622, -0.383),
    ("Nene Science and Sports College", S, MAINSTREAM, "", "Stanground", CITY, 52.553, -0.216),
    ("The Arts Academy Hampton", S, MAINSTREAM, "", "Hampton Vale", CITY, 52.531, -0.262),
    ("Hampton Reach Primary School", P, MAINSTREAM, "", "Hampton Vale", CITY, 52.534, -0.258),
    ("Queen’s Head Lane Primary School", P, MAINSTREAM, "", "Fletton", CITY, 52.561, -0.238),
    ("French Drove Primary School", P, MAINSTREAM, "", "Thorney", CITY, 52.620, -0.108),
    ("Reception Fields Infant School", P, MAINSTREAM, "", "Paston", CITY, 52.610, -0.249),
    ("Paston Ridings Junior School", P, MAINSTREAM, "", "Paston", CITY, 52.612, -0.246),
    ("Historic Minster Primary School", P, MAINSTREAM, "", "City centre", CITY, 52.573, -0.240),
    ("Sykes Mathematics School", C, MAINSTREAM, "", "City centre", CITY, 52.574, -0.244),
    ("Fenland Sixth Form College", C, MAINSTREAM, "", "Fengate", CITY, 52.571, -0.215),
    ("Sycamore Nursery School", N, MAINSTREAM, "", "Eastfield", CITY, 52.580, -0.222),
    ("Little Larks Nursery School", N, MAINSTREAM, "", "Ravensthorpe", CITY, 52.589, -0.272),
    ("Osprey Court School", X, SPECIAL, "", "Orton Waterville", CITY, 52.556, -0.300),
    ("Marshfield Special School", X, SPECIAL, "", "Dogsthorpe", CITY, 52.596, -0.227),
    ("The Turnpike Centre", X, PRU, "", "Millfield", CITY, 52.586, -0.249),
    ("Cormorant House", X, PRU, "", "Fengate", CITY, 52.569, -0.209),
    ("Kingfisher All-Through Academy", T, MAINSTREAM, "", "Hampton Hargate", CITY, 52.539, -0.257),
    ("Lakeside All-Through School", T, MAINSTREAM, "", "Stanground", CITY, 52.549, -0.212),
    ("Hunter’s Meadow School", S, MAINSTREAM, "", "Netherton", CITY, 52.585, -0.276),
    ("Glebe Road Academy", S, MAINSTREAM, "", "Dogsthorpe", CITY, 52.598, -0.229),
    ("Thistle Green School", S, MAINSTREAM, "", "Glinton", CITY, 52.635, -0.294),
    ("Norwood Lane Primary School", P, MAINSTREAM, "", "Gunthorpe", CITY, 52.611, -0.262),
    ("Teacher’s Row Primary School", P, MAINSTREAM, "", "New England", CITY, 52.597, -0.252),
    ("Yaxley Lodes Primary School", P, MAINSTREAM, "", "Broadway", "Yaxley", 52.518, -0.258),
    ("Brickworks Primary School", P, MAINSTREAM, "", "Main Street", "Yaxley", 52.520, -0.262),
    ("Stamford Rutland Road Academy", S, MAINSTREAM, "", "Rutland Road", "Stamford", 52.656, -0.474),
    ("Welland Bank Primary School", P, MAINSTREAM, "", "Water Street", "Stamford", 52.651, -0.478),
    ("Deeping Gate Primary School", P, MAINSTREAM, "", "Church Street", "Market Deeping", 52.677, -0.318),
    ("Whittlesey Mere Academy", S, MAINSTREAM, "", "Station Road", "Whittlesey", 52.557, -0.129),
    ("Straw Bear Primary School", P, MAINSTREAM, "", "Eastgate", "Whittlesey", 52.558, -0.125),
    ("Oundle Mill Primary School", P, MAINSTREAM, "", "North Street", "Oundle", 52.481, -0.467),
    ("Ramsey Lode Academy", S, MAINSTREAM, "", "Abbey Road", "Ramsey", 52.449, -0.108),
)
KINDS = {SPECIAL: "Community special school", PRU: "Pupil referral unit"}
CHARACTERS = {CATHOLIC: "Roman Catholic", CHURCH_OF_ENGLAND: "Church of England"}


def make_schools() -> list[tuple[School, str, str]]:
    """(school, kind, faith) of every row. The schools are never stored."""
    made = []
    for number, (name, phase, kind, faith, locality, town, latitude, longitude) in enumerate(ROWS, 1):
        group = TypeGroup.special if kind == SPECIAL else TypeGroup.academy if number % 2 else TypeGroup.maintained
        school = School(
            name=name,
            slug=f"school-{number}",
            urn=800_000 + number,
            establishment_type=KINDS.get(kind, "Academy converter" if number % 2 else "Community school"),
            type_group=group,
            status=EstablishmentStatus.open,
            phase=phase,
            religious_character=CHARACTERS.get(faith, "Does not apply"),
            locality=locality,
            town=town,
            postcode=f"PE{number % 9 + 1} {number % 7 + 1}CK",
            latitude=latitude,
            longitude=longitude,
        )
        made.append((school, kind, faith))
    return made
