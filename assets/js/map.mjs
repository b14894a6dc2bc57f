// Draws <div data-map data-points="/schools/points.json"> with Leaflet. Without tiles the points stand on the page's
// stone colour, with the river and the names of places where the data has them (properties.base); without JavaScript
// the list beside the map, and a sketch (data-map-sketch), say the same.
import * as L from "leaflet/dist/leaflet-src.esm.js";

const prefersLessMotion = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

function element(name, text, href) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (href) made.href = href;
  return made;
}

function popup(properties) {
  const box = element("div");
  const name = element("strong");
  name.append(element(properties.href ? "a" : "span", properties.name, properties.href));
  box.append(name);
  if (properties.text) box.append(properties.text);
  if (properties.items) box.append(items(properties));
  if (properties.list && properties.count > properties.items.length) {
    const more = element("a", `All ${properties.count} in the list`, properties.list);
    more.className = "tp-map-more";
    box.append(more);
  }
  return box;
}

function items(properties) {
  const list = element("ul");
  for (const item of properties.items) {
    const line = element("li");
    line.append(element("a", item.name, item.href), element("span", item.text));
    list.append(line);
  }
  return list;
}

function point(feature, latlng) {
  const { name, count } = feature.properties;
  const radius = count ? 7 + 3 * Math.sqrt(count) : 9;
  const marker = L.circleMarker(latlng, { radius, className: "tp-map-point" });
  marker.bindPopup(() => popup(feature.properties), { autoPanPadding: [24, 24] });
  marker.on("add", () => makeReachable(marker, count ? `${name}: ${count}` : name));
  return marker;
}

function makeReachable(marker, name) {
  const shape = marker.getElement();
  shape.setAttribute("tabindex", "0");
  shape.setAttribute("role", "button");
  shape.setAttribute("aria-label", name);
  shape.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    marker.openPopup();
  });
}

const LETTER = 8;
const LINE = 9;
const overlap = (one, other) => one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];

// Names come as there is room for them, towns first; each at its place, or else below or above it.
function placeNames(map, names, points) {
  const taken = points.map((marker) => {
    const { x, y } = map.latLngToLayerPoint(marker.getLatLng());
    const r = marker.getRadius();
    return [x - r, y - r, x + r, y + r];
  });
  for (const { text, label } of names) {
    const { x, y } = map.latLngToLayerPoint(label.getLatLng());
    const half = (text.length * LETTER) / 2;
    const shift = [0, 22, -22].find((dy) => !taken.some((box) => overlap([x - half, y + dy - LINE, x + half, y + dy + LINE], box)));
    label.remove();
    if (shift === undefined) continue;
    taken.push([x - half, y + shift - LINE, x + half, y + shift + LINE]);
    label.options.offset = L.point(0, shift);
    label.addTo(map);
  }
}

function drawBase(map, features, points) {
  const names = [];
  for (const { geometry, properties } of features) {
    if (properties.base === "river") {
      L.geoJSON(geometry, { interactive: false, style: { className: "tp-map-river" } }).addTo(map);
    } else {
      const [longitude, latitude] = geometry.coordinates;
      const label = L.tooltip({ permanent: true, direction: "center", className: `tp-map-name tp-map-name--${properties.rank}` });
      names.push({ text: properties.name, label: label.setLatLng([latitude, longitude]).setContent(element("span", properties.name)) });
    }
  }
  const show = () => placeNames(map, names, points);
  map.on("zoomend", show);
  show();
}

async function draw(box) {
  const points = box.dataset.points
    ? await (await fetch(box.dataset.points, { headers: { Accept: "application/json" } })).json()
    : JSON.parse(document.getElementById(box.dataset.pointsFrom).textContent);
  const map = L.map(box, { zoomAnimation: !prefersLessMotion, fadeAnimation: !prefersLessMotion, scrollWheelZoom: false, zoomSnap: 0.5 });
  map.attributionControl.setPrefix(false);
  const isBase = (feature) => Boolean(feature.properties.base);
  const layer = L.geoJSON(points, { pointToLayer: point, filter: (feature) => !isBase(feature) });
  const bounds = layer.getBounds();
  if (bounds.isValid()) map.fitBounds(bounds, { padding: [28, 28], maxZoom: 15 });
  else map.setView([52.573, -0.243], 11);
  if (box.dataset.tiles) L.tileLayer(box.dataset.tiles, { attribution: box.dataset.attribution || "", maxZoom: 19 }).addTo(map);
  layer.addTo(map);
  if (!box.dataset.tiles) drawBase(map, points.features.filter(isBase), layer.getLayers());
}

for (const box of document.querySelectorAll("[data-map]")) {
  const sketch = box.parentElement.querySelector("[data-map-sketch]");
  const swap = (isMap) => {
    box.hidden = !isMap;
    if (sketch) sketch.toggleAttribute("hidden", isMap);
  };
  swap(true);
  draw(box).catch((error) => {
    swap(false);
    console.warn("map", error.message);
  });
}
