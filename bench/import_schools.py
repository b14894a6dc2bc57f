"""How long a whole register takes to import: first time, second time (nothing changed), and the links.

    .venv/bin/python bench/import_schools.py                          # 51,012 invented schools, SQLite
    .venv/bin/python bench/import_schools.py --file names.csv.gz      # a real extract
    .venv/bin/python bench/import_schools.py --database postgresql://postgres@127.0.0.1/postgres

The target is England, 51,012 schools, in 30 seconds, addresses, positions and index changes included.
"""

from __future__ import annotations

import argparse
import csv
import random
import secrets
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from teachpb import create_app
from teachpb.config import Settings
from teachpb.db import Model, db

ENGLAND = 51_012
COLUMNS = (
    "URN",
    "LA (code)",
    "LA (name)",
    "EstablishmentName",
    "TypeOfEstablishment (name)",
    "EstablishmentStatus (name)",
    "OpenDate",
    "PhaseOfEducation (name)",
    "StatutoryLowAge",
    "StatutoryHighAge",
    "Street",
    "Town",
    "Postcode",
    "SchoolWebsite",
    "TelephoneNum",
    "NumberOfPupils",
    "Trusts (code)",
    "Trusts (name)",
    "Easting",
    "Northing",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--file", type=Path, help="an extract of the register; invented schools without it")
    parser.add_argument("--links", type=Path, help="the register's links file")
    parser.add_argument("--database", default="", help="a PostgreSQL server; SQLite without it")
    parser.add_argument("--schools", type=int, default=ENGLAND, help="how many schools to invent")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, database(wanted.database) as url:
        file = wanted.file or invent(Path(folder) / "register.csv", wanted.schools)
        settings = Settings(environment="testing", database_url=url, data_dir=Path(folder))
        app = create_app(settings)
        with app.app_context():
            Model.metadata.create_all(db.engine)
        print(f"| run on {'PostgreSQL' if url else 'SQLite'} | seconds | of these CPU |\n|---|---|---|")
        runs = [("first import", ["import", file]), ("second import, nothing changed", ["import", file])]
        if wanted.links:
            runs.append(("links and succession", ["import-links", wanted.links]))
        for title, arguments in runs:
            started, cpu = time.perf_counter(), time.process_time()
            outcome = app.test_cli_runner().invoke(args=["schools", *map(str, arguments)])
            if outcome.exit_code:
                raise SystemExit(outcome.output) from outcome.exception
            wall, cpu = time.perf_counter() - started, time.process_time() - cpu
            print(f"| {title} | {wall:.1f} | {cpu:.1f} |", flush=True)
        with app.app_context():
            db.engine.dispose()


@contextmanager
def database(server: str) -> Iterator[str]:
    """An empty PostgreSQL database of its own, or "" for SQLite in the data folder."""
    if not server:
        yield ""
        return
    name = sql.Identifier(f"teachpb_bench_{secrets.token_hex(4)}")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(name))
        try:
            yield server.rsplit("/", 1)[0] + "/" + name.as_string().strip('"')
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


def invent(path: Path, count: int) -> Path:
    """A register of that many schools with the names, towns and dirt of the real one."""
    dice = random.Random(4)
    saints = ["St Mary\x92s", "St Joseph's", "Holy  Family", "Heron", "Osier", "Riverside", "Park", "Manor", "Hill"]
    kinds = ["Primary School", "Catholic Primary School", "Academy", "Infant School", "High School", "College"]
    phases = ["Primary", "Secondary", "Nursery", "16 plus", "All-through", "Middle deemed primary", "Not applicable"]
    towns = [f"{start}{end}" for start in ("Nor", "Sut", "Ash", "Wal", "Mel", "Kir") for end in ("ton", "ford", "by")]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        for urn in range(100_000, 100_000 + count):
            authority, town, trust = dice.randrange(188), dice.choice(towns), dice.randrange(4_000)
            writer.writerow(
                [
                    urn,
                    f"{authority + 200}",
                    f"Authority {authority}",
                    f"{dice.choice(saints)} {dice.choice(kinds)}" + (f" {town}" if dice.random() < 0.5 else ""),
                    dice.choice(["Community school", "Academy converter", "Voluntary aided school", ""]),
                    "Open" if dice.random() < 0.53 else "Closed",
                    dice.choice(["", "01-01-1900", "01-09-2012"]),
                    dice.choice(phases),
                    "4",
                    "11",
                    f"{urn % 90} High Street",
                    town,
                    f"pe{urn % 9 + 1} {urn % 9}ab",
                    f"www.school{urn}.example/",
                    f"01733{urn}",
                    str(dice.randrange(1_500)),
                    f"{trust}" if trust < 1_500 else "",
                    f"Trust {trust}" if trust < 1_500 else "",
                    dice.randrange(250_000, 600_000),
                    dice.randrange(100_000, 600_000),
                ]
            )
    return path


if __name__ == "__main__":
    main()
