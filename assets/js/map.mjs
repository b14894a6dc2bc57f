// Draws <div data-map data-points="/schools/points.json"> with Leaflet. Without tiles the points stand alone
// on the page's stone colour; without JavaScript the list beside the map says the same.
import * as L from "leaflet/dist/leaflet-src.esm.js";

const prefersLessMotion = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

function popup(properties) {
  const box = document.createElement("div");
  const name = document.createElement("strong");
  const link = document.createElement(properties.href ? "a" : "span");
  link.textContent = properties.name;
  if (properties.href) link.href = properties.href;
  name.append(link);
  box.append(name);
  if (properties.text) box.append(properties.text);
  return box;
}

function point(feature, latlng) {
  const marker = L.circleMarker(latlng, { radius: 9, className: "tp-map-point" });
  marker.bindPopup(() => popup(feature.properties));
  marker.on("add", () => makeReachable(marker, feature.properties.name));
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

async function draw(box) {
  const points = box.dataset.points
    ? await (await fetch(box.dataset.points, { headers: { Accept: "application/json" } })).json()
    : JSON.parse(document.getElementById(box.dataset.pointsFrom).textContent);
  const map = L.map(box, { zoomAnimation: !prefersLessMotion, fadeAnimation: !prefersLessMotion, scrollWheelZoom: false });
  map.attributionControl.setPrefix(false);
  if (box.dataset.tiles) L.tileLayer(box.dataset.tiles, { attribution: box.dataset.attribution || "", maxZoom: 19 }).addTo(map);
  const layer = L.geoJSON(points, { pointToLayer: point }).addTo(map);
  const bounds = layer.getBounds();
  if (bounds.isValid()) map.fitBounds(bounds, { padding: [28, 28], maxZoom: 15 });
  else map.setView([52.573, -0.243], 11);
}

for (const box of document.querySelectorAll("[data-map]")) {
  box.hidden = false;
  draw(box).catch((error) => {
    box.hidden = true;
    console.warn("map", error.message);
  });
}
