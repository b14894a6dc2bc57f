"""Pages by part of the city, and for villages and towns near by: what it is like to arrive there in the morning."""

from __future__ import annotations

from teachpb.landing.page import Kind, LandingPage

#: A line a page: name as the gazetteer knows it | miles | scene | what is worth saying.
PLACES = """
Peterborough | 5 | arches | The whole city, from the cathedral to the last new estate. Trains from London take under an hour, and parkways lead round to every school.
Bretton | 2 | street | A township of the 1970s in the west, laid out among old woods, with the city hospital next door.
Castor | 2 | arches | A Roman palace once stood here, under one of England’s finest Norman church towers. Village schools, ten minutes from the city.
Dogsthorpe | 2 | street | Garden-city streets in the north-east, close to the centre and to the parkways.
Eastfield | 2 | street | East of the centre, between Central Park and Fengate; most people walk to school.
Eye | 2 | fens | A fen-edge village with its own high street, a few minutes from the eastern parkways.
Fengate | 2 | river | Workshops and offices over a Bronze Age causeway: Flag Fen is round the corner.
Fletton | 2 | river | The city’s bricks came from here. South of the river, with new homes at Fletton Quays and the station in walking distance.
Glinton | 2 | fens | A stone village under a needle of a spire, north of the city; a secondary school for all the villages round it.
Gunthorpe | 2 | playground | Northern estates between Werrington and Paston, with green lanes that children walk to school.
Hampton | 2 | river | The city’s newest and largest township, on the lakes of the old brick pits in the south. Its schools are young, and full.
Helpston | 2 | fens | The village of the poet John Clare, among fields and limestone walls north-west of the city.
Longthorpe | 2 | river | A leafy western suburb with a medieval tower and Thorpe Meadows below it.
Millfield | 2 | street | Lincoln Road and its shops: the most many-languaged mile of the city. Teachers of English as an additional language are at home here.
Netherton | 2 | street | Between the hospital and the centre, with buses to everywhere.
New England | 2 | street | Railway terraces north of the centre, built for the engines’ people, and home to newcomers ever since.
Newborough | 3 | fens | A fen village of straight roads and wide sky, north-east of the city.
Northborough | 2 | fens | A stone village near the Welland, with Market Deeping over the bridge.
Orton | 2 | river | The Ortons: old villages and 1970s townships south-west of the Nene, with Ferry Meadows at the door.
Park | 2 | street | Wide Victorian streets round Central Park, in walking distance of the station and the cathedral.
Paston | 2 | playground | A northern township with an old church in the middle and the parkway beside it.
Parnwell | 2 | fens | A compact estate on the eastern edge, quickly reached by the parkways.
Ravensthorpe | 2 | street | West of the railway, close to Westwood’s employers and the centre.
Stanground | 2 | river | South-east, on the old course of the Nene, with the new estate of Cardea beside the village.
Thorney | 3 | fens | An abbey village and a model town of the Dukes of Bedford, out in the fen towards Wisbech.
Walton | 2 | street | North of the centre along Lincoln Road, between New England and Werrington.
Werrington | 2 | playground | A village swallowed by the city that has kept its green, in the north; one of the places families move to for schools.
West Town | 2 | street | Streets behind the station: nobody has a shorter way from the London train.
Westwood | 2 | street | Where aircraft once took off: homes and workplaces west of the centre.
Wittering | 3 | fens | A village and an air force station beside the Great North Road, towards Stamford.
Woodston | 2 | river | South of the river: brick terraces, Railworld’s wild garden, and the city centre over the bridge.
Stamford | 4 | arches | A Georgian stone town over the county border, a quarter of an hour from the city by train.
Whittlesey | 4 | fens | A market town in the fens to the east, known for its straw bear; ten minutes by train.
Market Deeping | 4 | river | A stone market town on the Welland, north of the city.
Yaxley | 3 | fens | A large village on the southern edge, between the fen and the Great North Road.
"""


def _page(line: str) -> LandingPage:
    name, miles, scene, words = (part.strip() for part in line.split("|"))
    radius = int(miles)
    return LandingPage(
        slug=f"teaching-jobs-in-{name.lower().replace(' ', '-')}",
        kind=Kind.place,
        name=name,
        title=f"School jobs in {name}",
        lead=words,
        text=(
            f"Here are the jobs at schools within {radius} miles, the nearest first. Every job has its distance from "
            f"the middle of {name}; a journey by bus or bicycle may be quicker than it looks on the map.",
        ),
        place=name,
        radius=radius,
        scene=scene,
    )


PLACE_PAGES = tuple(_page(line) for line in PLACES.strip().splitlines())
