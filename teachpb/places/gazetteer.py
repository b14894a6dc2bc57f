"""The city, its districts and villages, and the towns around: by name, kind and approximate middle.

Written by hand; positions are rounded to about a hundred metres, which is nothing against a search radius in miles. The
middles of the PE districts are rounded from OS OpenData (contains OS data © Crown copyright and database right 2014,
Royal Mail data © Royal Mail copyright and database right 2014). Imported postcodes and names go before all of these.
"""

from __future__ import annotations

from functools import lru_cache

from teachpb.places.models import Place, PlaceKind
from teachpb.places.names import place_key

#: A line a place: name | latitude | longitude | other names, separated by commas.
CITIES = """
Peterborough | 52.573 | -0.243 | Peterboro, P'boro, Peterborough city centre, city centre
Cambridge | 52.205 | 0.119
Ely | 52.399 | 0.262
Leicester | 52.636 | -1.133
Lincoln | 53.234 | -0.538
Norwich | 52.628 | 1.297
Nottingham | 52.954 | -1.150
London | 51.507 | -0.128
Milton Keynes | 52.041 | -0.759
Birmingham | 52.480 | -1.898
"""

DISTRICTS = """
Werrington | 52.616 | -0.271 | North Werrington, South Werrington
Bretton | 52.594 | -0.287 | North Bretton, South Bretton
Hampton | 52.541 | -0.259 | The Hamptons
Hampton Hargate | 52.540 | -0.270 | Hargate
Hampton Vale | 52.532 | -0.271
Hampton Heights | 52.530 | -0.258
Hampton Water | 52.545 | -0.244 | Hampton Lakes
Hampton Gardens | 52.533 | -0.252 | Hampton Leys
Hempsted | 52.540 | -0.236
Orton | 52.555 | -0.289 | The Ortons
Orton Brimbles | 52.555 | -0.303
Orton Goldhay | 52.549 | -0.289
Orton Longueville | 52.557 | -0.277
Orton Malborne | 52.552 | -0.281
Orton Northgate | 52.551 | -0.316
Orton Southgate | 52.544 | -0.312
Orton Waterville | 52.557 | -0.294
Orton Wistow | 52.558 | -0.310
Paston | 52.606 | -0.248
Gunthorpe | 52.613 | -0.249
Dogsthorpe | 52.596 | -0.226
Welland | 52.600 | -0.220 | Welland estate
Parnwell | 52.597 | -0.202
Eastfield | 52.586 | -0.223
Newark | 52.585 | -0.206
Fengate | 52.573 | -0.214
Eastgate | 52.577 | -0.230
Millfield | 52.585 | -0.244
New England | 52.594 | -0.251
Garton End | 52.597 | -0.232
Park | 52.586 | -0.234
Fletton | 52.560 | -0.237 | Old Fletton, New Fletton, Fletton Quays
Stanground | 52.551 | -0.221
Cardea | 52.542 | -0.217 | Stanground South
Woodston | 52.562 | -0.256
Longthorpe | 52.571 | -0.287
Thorpe | 52.574 | -0.272 | Thorpe Road
Netherton | 52.580 | -0.275
Westwood | 52.586 | -0.270
West Town | 52.576 | -0.259
Ravensthorpe | 52.590 | -0.267
Walton | 52.602 | -0.262
Manor Drive | 52.611 | -0.231 | Paston Reserve
"""

VILLAGES = """
Ailsworth | 52.578 | -0.353
Alwalton | 52.545 | -0.326
Bainton | 52.643 | -0.383
Barnack | 52.633 | -0.413
Borough Fen | 52.659 | -0.232
Castor | 52.573 | -0.342
Deeping Gate | 52.669 | -0.308
Etton | 52.648 | -0.322
Eye | 52.603 | -0.189 | Eye Village
Eye Green | 52.609 | -0.186
Glinton | 52.635 | -0.293
Helpston | 52.635 | -0.346
Marholm | 52.610 | -0.308
Maxey | 52.660 | -0.342
Newborough | 52.640 | -0.217
Northborough | 52.657 | -0.303
Peakirk | 52.642 | -0.274
Southorpe | 52.613 | -0.405
Sutton | 52.577 | -0.385
Thorney | 52.620 | -0.107
Thornhaugh | 52.594 | -0.424
Ufford | 52.622 | -0.386
Upton | 52.584 | -0.353
Wansford | 52.580 | -0.415
Wittering | 52.608 | -0.441
Wothorpe | 52.638 | -0.487
Baston | 52.713 | -0.352
Coates | 52.558 | -0.083
Cowbit | 52.746 | -0.131
Crowland | 52.675 | -0.168
Deeping St James | 52.671 | -0.295
Deeping St Nicholas | 52.733 | -0.204
Eastrea | 52.558 | -0.104
Elton | 52.530 | -0.396
Farcet | 52.534 | -0.226
Folksworth | 52.490 | -0.317
Holme | 52.473 | -0.249
Langtoft | 52.699 | -0.343
Nassington | 52.554 | -0.430
Norman Cross | 52.505 | -0.285
Pondersbridge | 52.512 | -0.135
Sawtry | 52.439 | -0.284
Stibbington | 52.571 | -0.400
Stilton | 52.489 | -0.289
Thrapston | 52.397 | -0.537
Tallington | 52.660 | -0.384
Turves | 52.550 | -0.047
Uffington | 52.658 | -0.434
Warmington | 52.504 | -0.413
Water Newton | 52.563 | -0.373
"""

TOWNS = """
Whittlesey | 52.558 | -0.130
Stamford | 52.652 | -0.480
Market Deeping | 52.677 | -0.317 | The Deepings, Deeping
Yaxley | 52.518 | -0.259
Bourne | 52.768 | -0.377
Spalding | 52.788 | -0.153
Holbeach | 52.804 | 0.015
Long Sutton | 52.784 | 0.121
Wisbech | 52.666 | 0.159
March | 52.551 | 0.088
Chatteris | 52.456 | 0.052
Ramsey | 52.450 | -0.108
Huntingdon | 52.331 | -0.184
Godmanchester | 52.318 | -0.172
St Ives | 52.323 | -0.075
St Neots | 52.228 | -0.270
Oundle | 52.482 | -0.470
Corby | 52.488 | -0.701
Kettering | 52.398 | -0.727
Wellingborough | 52.303 | -0.694
Northampton | 52.237 | -0.896
Rushden | 52.289 | -0.600
Oakham | 52.670 | -0.728
Uppingham | 52.588 | -0.722
Melton Mowbray | 52.766 | -0.887
Grantham | 52.912 | -0.642
Sleaford | 52.998 | -0.409
Boston | 52.976 | -0.026
King's Lynn | 52.754 | 0.395 | Lynn
Downham Market | 52.604 | 0.377
Littleport | 52.456 | 0.304
Soham | 52.334 | 0.337
Newmarket | 52.245 | 0.406
Bury St Edmunds | 52.246 | 0.711
Bedford | 52.136 | -0.467
Biggleswade | 52.087 | -0.264
Sandy | 52.129 | -0.288
Royston | 52.048 | -0.024
Stevenage | 51.903 | -0.202
"""

WARDS = """
Central ward | 52.579 | -0.245
East ward | 52.582 | -0.212
North ward | 52.594 | -0.246
West ward | 52.579 | -0.270
Park ward | 52.587 | -0.234
Fletton and Woodston | 52.560 | -0.248
Fletton and Stanground | 52.556 | -0.229
Hargate and Hempsted | 52.541 | -0.250
Paston and Walton | 52.604 | -0.256
Glinton and Castor | 52.610 | -0.320
Eye, Thorney and Newborough | 52.620 | -0.165
"""

#: Outward codes of the Peterborough postcode area: latitude, longitude.
OUTCODES: dict[str, tuple[float, float]] = {
    "PE1": (52.587, -0.239),
    "PE2": (52.558, -0.262),
    "PE3": (52.585, -0.276),
    "PE4": (52.612, -0.264),
    "PE5": (52.575, -0.351),
    "PE6": (52.657, -0.255),
    "PE7": (52.537, -0.205),
    "PE8": (52.523, -0.452),
    "PE9": (52.654, -0.480),
    "PE10": (52.775, -0.377),
    "PE11": (52.805, -0.167),
    "PE12": (52.785, 0.028),
    "PE13": (52.670, 0.137),
    "PE14": (52.639, 0.208),
    "PE15": (52.537, 0.085),
    "PE16": (52.455, 0.049),
    "PE19": (52.236, -0.264),
    "PE20": (52.931, -0.104),
    "PE21": (52.975, -0.024),
    "PE22": (53.050, 0.044),
    "PE23": (53.173, 0.089),
    "PE24": (53.164, 0.265),
    "PE25": (53.154, 0.334),
    "PE26": (52.453, -0.116),
    "PE27": (52.332, -0.071),
    "PE28": (52.359, -0.191),
    "PE29": (52.334, -0.180),
    "PE30": (52.760, 0.417),
    "PE31": (52.881, 0.571),
    "PE32": (52.729, 0.636),
    "PE33": (52.647, 0.466),
    "PE34": (52.725, 0.338),
    "PE35": (52.825, 0.510),
    "PE36": (52.940, 0.509),
    "PE37": (52.641, 0.699),
    "PE38": (52.588, 0.375),
}


@lru_cache(maxsize=1)
def gazetteer() -> dict[str, Place]:
    """Every built-in place by the key of each of its names. A village goes before a ward of the same name."""
    places: dict[str, Place] = {}
    for kind, table in (
        (PlaceKind.city, CITIES),
        (PlaceKind.district, DISTRICTS),
        (PlaceKind.village, VILLAGES),
        (PlaceKind.town, TOWNS),
        (PlaceKind.ward, WARDS),
    ):
        for line in table.strip().splitlines():
            name, latitude, longitude, *others = (part.strip() for part in line.split("|"))
            place = Place(name, float(latitude), float(longitude), kind)
            for spelling in (name, *(other for text in others for other in text.split(","))):
                places.setdefault(place_key(spelling), place)
    return places


def outcode_place(code: str) -> Place | None:
    """The middle of a PE outward code."""
    found = OUTCODES.get(code)
    return Place(code, *found, PlaceKind.outcode) if found else None
