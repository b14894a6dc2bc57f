// A register on a phone: each mark is sent by itself, and again until it has arrived. Without this script the button
// at the end sends them all (teachpb/attendance/views/register.py).
const AGAIN = 5000;
const form = document.querySelector("[data-register]");
const waiting = new Map();
let busy = false;
let timer = 0;

if (form) {
  form.addEventListener("change", (event) => {
    const row = event.target.closest("[data-place]");
    if (!row || event.target.type !== "radio") return;
    waiting.set(row.dataset.place, event.target.value);
    say(row, "Saving");
    send();
  });
  form.addEventListener("submit", () => waiting.clear());
  window.addEventListener("online", send);
  window.addEventListener("beforeunload", (event) => waiting.size && event.preventDefault());
}

function rowOf(place) {
  return form.querySelector(`[data-place="${place}"]`);
}

function say(row, words, isBad = false) {
  const note = row.querySelector("[data-note]");
  note.textContent = words;
  row.classList.toggle("tp-register__row--waiting", isBad);
}

async function send() {
  clearTimeout(timer);
  if (busy || !waiting.size) return;
  busy = true;
  const [place, mark] = waiting.entries().next().value;
  const row = rowOf(place);
  const seen = form.elements.namedItem(`was-${place}`);
  const fields = new URLSearchParams({ csrf_token: form.elements.namedItem("csrf_token").value, [`mark-${place}`]: mark, [`was-${place}`]: seen.value });
  let isDone = false;
  try {
    const answer = await fetch(location.pathname, { method: "POST", body: fields, headers: { Accept: "application/json" } });
    const told = (answer.headers.get("Content-Type") || "").startsWith("application/json") ? await answer.json() : null;
    if (!told) say(row, "Not saved: sign in again in another tab, then tap it once more.", true);
    else if (!answer.ok) say(row, told.message, true);
    else {
      for (const cell of told.cells) if (String(cell.place) === place) seen.value = `${cell.mark}:${cell.version}`;
      say(row, told.overtaken.length ? told.overtaken.join(" ") : told.message);
    }
    isDone = true;
  } catch {
    say(row, "Not saved yet: no connection. We keep trying; leave this page open.", true);
  }
  busy = false;
  if (isDone) {
    if (waiting.get(place) === mark) waiting.delete(place);
    count();
    send();
  } else timer = setTimeout(send, AGAIN);
}

function count() {
  const rows = [...form.querySelectorAll("[data-place]")];
  const here = rows.filter((row) => row.querySelector("input[value=present]:checked, input[value=late]:checked, input[value=left_early]:checked")).length;
  document.querySelector("[data-register-count]").textContent = `${here} of ${rows.length} here`;
}
