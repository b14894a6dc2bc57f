"""The brand, measured: contrast of every pair of colours, the weight of what is sent, letters and pictures."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "static"
TOKENS = (ROOT / "assets/scss/_tokens.scss").read_text()
PAIRS = json.loads((ROOT / "assets/contrast.json").read_text())
SCHEMES = ("daylight", "dusk")
TEXT_KINDS = {".css", ".js", ".svg", ".txt", ".json", ".html"}
SCENES = sorted((STATIC / "scenes").glob("*.svg"))
FALLBACKS = {
    "arches", "art", "classroom", "course", "fens", "governors", "lab", "library", "music", "nursery", "playground",
    "river", "sport", "street",
}  # fmt: skip
PANORAMAS = {"city", "city-night"}
SVG = "{http://www.w3.org/2000/svg}"

pytestmark = pytest.mark.pure


def palette(scheme: str) -> dict[str, str]:
    """The tokens of one scheme: name to hex."""
    found = re.search(rf"@mixin {scheme} \{{(.*?)\n\}}", TOKENS, re.S)
    assert found, scheme
    return dict(re.findall(r"--tp-([a-z-]+): (#[0-9a-f]{6});", found.group(1)))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def sent(name: str) -> int:
    """Bytes of a built file as a browser receives it."""
    return len(gzip.compress((STATIC / "dist" / name).read_bytes(), 6))


class TestContrast:
    def test_the_formula_knows_black_and_white(self) -> None:
        assert contrast("#000000", "#ffffff") == pytest.approx(21)
        assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)

    @pytest.mark.parametrize("scheme", SCHEMES)
    @pytest.mark.parametrize(("kind", "least"), [("text", 4.5), ("interface", 3.0)])
    def test_every_declared_pair_can_be_read(self, scheme: str, kind: str, least: float) -> None:
        colours = palette(scheme)
        weak = {
            f"{front} on {back}": round(contrast(colours[front], colours[back]), 2)
            for front, back in PAIRS[kind]
            if contrast(colours[front], colours[back]) < least
        }
        assert not weak

    def test_both_schemes_name_the_same_tokens(self) -> None:
        assert palette("daylight").keys() == palette("dusk").keys()

    def test_no_token_is_left_unmeasured(self) -> None:
        measured = {name for kind in ("text", "interface") for pair in PAIRS[kind] for name in pair}
        assert palette("daylight").keys() - measured == {"line", "wheat", "deep-line"}, "rules and ornaments only"

    def test_every_token_used_is_a_token_declared(self) -> None:
        used = set(re.findall(r"var\((--tp-[a-z-]+)", (STATIC / "dist/site.css").read_text()))
        declared = set(re.findall(r"(--tp-[a-z-]+):", (STATIC / "dist/site.css").read_text()))
        assert used <= declared

    def test_our_stylesheets_hold_no_stray_colour(self) -> None:
        """Outside the tokens, the kit's starting values, the mail (no custom properties there) and print black."""
        for sheet in sorted((ROOT / "assets/scss").glob("_*.scss")):
            if sheet.stem in {"_tokens", "_kit"}:
                continue
            stray = set(re.findall(r"#[0-9a-f]{3,8}\b(?![^{]*\{)", sheet.read_text())) - {"#000"}
            assert not stray, (sheet.name, stray)


class TestWeight:
    def test_a_normal_page_stays_in_its_budget(self) -> None:
        """60 KB with the HTML, of which a long page takes at most 25."""
        assert sent("site.css") + sent("site.js") <= 35 * 1024

    @pytest.mark.parametrize(
        ("name", "most"),
        [
            ("site.js", 10),
            ("map.js", 45),
            ("map.css", 5),
            ("autocomplete.js", 22),
            ("autocomplete.css", 3),
            ("partial.js", 20),
        ],
    )
    def test_each_file_is_no_heavier_than_it_has_to_be(self, name: str, most: int) -> None:
        assert sent(name) <= most * 1024

    def test_the_letters_of_an_english_page_weigh_little(self) -> None:
        latin = [font for font in (STATIC / "fonts").glob("*.woff2") if "-ext" not in font.name]
        assert len(latin) == 2
        assert sum(font.stat().st_size for font in latin) <= 64 * 1024

    @pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.stem)
    def test_a_scene_is_a_light_drawing(self, scene: Path) -> None:
        assert scene.stat().st_size <= (12 if scene.stem in PANORAMAS else 6) * 1024


class TestMarks:
    @pytest.mark.parametrize("word", ["GDS Transport", "crest", "crown"])
    def test_nothing_of_the_governments_own_brand_is_served(self, word: str) -> None:
        files = [path for path in STATIC.rglob("*") if path.is_file()]
        assert not [path.name for path in files if word.lower() in path.name.lower()]
        texts = [path for path in files if path.suffix in TEXT_KINDS]
        assert not [path.name for path in texts if word.lower() in path.read_text(errors="replace").lower()]

    @pytest.mark.parametrize("name", ["site.css", "map.css", "autocomplete.css", "site.js", "map.js", "partial.js"])
    def test_nothing_is_fetched_from_anybody_else(self, name: str) -> None:
        text = (STATIC / "dist" / name).read_text()
        addresses = re.findall(r"url\(\s*[\"']?([^\"')]+)|@import\s+[\"']([^\"']+)", text)
        fetched = [one or other for one, other in addresses]
        assert not [address for address in fetched if re.match(r"(https?:)?//", address)]

    @pytest.mark.parametrize("address", re.findall(r"url\(\"?(\.\./[^\")]+)", (STATIC / "dist/site.css").read_text()))
    def test_what_the_stylesheet_points_at_is_there(self, address: str) -> None:
        assert (STATIC / "dist" / address).resolve().is_file()

    @pytest.mark.parametrize("family", ["source-sans-3", "bricolage-grotesque"])
    def test_each_typeface_brings_its_open_licence(self, family: str) -> None:
        assert "SIL Open Font License" in (STATIC / f"fonts/{family}-LICENSE.txt").read_text()

    def test_scripts_cannot_eval(self) -> None:
        assert not re.search(r"\beval\(|new Function\(", (STATIC / "dist/site.js").read_text())
        partial = (STATIC / "dist/partial.js").read_text()
        assert re.search(r"allowEval\s*=\s*!1", partial)
        assert re.search(r"includeIndicatorStyles\s*=\s*!1", partial)


class TestPictures:
    def test_every_promised_scene_is_drawn(self) -> None:
        names = {scene.stem for scene in SCENES}
        assert names >= FALLBACKS | PANORAMAS | {"door-teach", "door-govern", "door-grow"}

    @pytest.mark.parametrize("picture", [*SCENES, *sorted((STATIC / "img").glob("*.svg"))], ids=lambda path: path.stem)
    def test_a_picture_is_well_formed_and_does_nothing(self, picture: Path) -> None:
        root = ElementTree.fromstring(picture.read_text())
        assert root.tag == f"{SVG}svg"
        assert root.get("viewBox")
        assert not [node.tag for node in root.iter() if node.tag in {f"{SVG}script", f"{SVG}style", f"{SVG}image"}]
        assert not [name for node in root.iter() for name in node.attrib if name.startswith("on") or name == "style"]

    @pytest.mark.parametrize("name", sorted(FALLBACKS))
    def test_fallbacks_have_the_shape_of_a_photograph(self, name: str) -> None:
        root = ElementTree.fromstring((STATIC / f"scenes/{name}.svg").read_text())
        assert root.get("viewBox") == "0 0 800 500"

    def test_the_social_card_has_the_size_networks_ask_for(self) -> None:
        header = (STATIC / "img/social-card.png").read_bytes()[:24]
        assert header[:8] == b"\x89PNG\r\n\x1a\n"
        assert (int.from_bytes(header[16:20]), int.from_bytes(header[20:24])) == (1200, 630)


class TestSources:
    def test_versions_are_exact_and_the_lock_names_no_host(self) -> None:
        package = json.loads((ROOT / "package.json").read_text())
        assert package["devDependencies"]["govuk-frontend"] == "6.3.0"
        assert package["devDependencies"]["leaflet"] == "1.9.4"
        assert all(re.fullmatch(r"[\d.]+", version) for version in package["devDependencies"].values())
        assert "dependencies" not in package, "people who run the site need no Node"
        lock = json.loads((ROOT / "package-lock.json").read_text())
        assert not [name for name, entry in lock["packages"].items() if "resolved" in entry]

    @pytest.mark.parametrize("name", ["govuk-frontend", "accessible-autocomplete", "htmx.org", "leaflet"])
    def test_what_is_bundled_is_credited(self, name: str) -> None:
        assert (ROOT / f"assets/licences/{name}.txt").read_text().strip()

    def test_the_kits_header_footer_and_typeface_stay_out(self) -> None:
        css = (STATIC / "dist/site.css").read_text()
        for left_out in (".govuk-header", ".govuk-footer", ".govuk-cookie-banner"):
            assert left_out not in css
        assert css.count("@font-face") == 6

    def test_the_document_names_every_component(self) -> None:
        document = (ROOT / "docs/contributors/design-system.md").read_text()
        names = {path.stem for path in (ROOT / "templates/components").glob("*.html")} - {"kit", "chart_frame"}
        assert not [name for name in sorted(names) if f"`{name}" not in document]

    def test_the_document_names_only_classes_that_exist(self) -> None:
        document = (ROOT / "docs/contributors/design-system.md").read_text()
        sheets = (STATIC / "dist/site.css").read_text() + (STATIC / "dist/map.css").read_text()
        classes = set(re.findall(r"(?<![\w-])tp-[a-z]+(?:[-_]{1,2}[a-z]+)*", document))
        assert not [name for name in sorted(classes) if f".{name}" not in sheets]
