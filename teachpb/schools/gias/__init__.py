"""The register of schools, Get Information About Schools (GIAS): how its files are read. Pure: no database in here."""
