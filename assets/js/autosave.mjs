// Sends what is typed into a long form to the form's own address, a moment after the typing stops, and when the page is
// left. The server merges (teachpb/applications/merging.py); without this script the buttons do the same.
const PAUSE = 1500;
const AGAIN = 10000;
const FRAME = new Set(["csrf_token", "marks", "tab", "turn", "save_draft"]);

for (const note of document.querySelectorAll("[data-autosave]")) if (note.closest("form")) keep(note.closest("form"), note);

function keep(form, note) {
  const marks = form.elements.namedItem("marks");
  if (marks) marks.value = marks.dataset.served; // some browsers put back the one from before a reload
  const tab = hidden(form, "tab", `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 12)}`);
  const number = hidden(form, "turn", "0");
  let known = content(form);
  let timer = 0;
  let busy = false;
  let waits = false;
  let over = false;

  form.addEventListener("input", () => later(PAUSE));
  form.addEventListener("change", () => later(PAUSE));
  // A button sends everything: what was sent by itself before may arrive after it, and is then known to be older.
  form.addEventListener("submit", () => {
    over = true;
    clearTimeout(timer);
    count();
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save());
  window.addEventListener("pagehide", () => {
    if (!over && content(form) !== known) navigator.sendBeacon(form.action, body());
  });
  // Back to a page that was left: its marks are those from before it was left.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    over = false;
    known = "";
    save();
  });

  function later(wait) {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  }

  function count() {
    number.value = String(Number(number.value) + 1);
  }

  function body() {
    count();
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") fields.append(name, value);
    fields.append("autosave", "yes");
    return fields;
  }

  async function save() {
    clearTimeout(timer);
    const now = content(form);
    if (over || now === known) return;
    if (busy) {
      waits = true;
      return;
    }
    busy = true;
    try {
      const answer = await fetch(form.action, { method: "POST", body: body(), keepalive: true, headers: { Accept: "application/json" } });
      await heard(answer, now);
    } catch {
      say(note.dataset.trying);
      later(AGAIN);
    }
    busy = false;
    if (waits) {
      waits = false;
      save();
    }
  }

  async function heard(answer, now) {
    const isOurs = (answer.headers.get("Content-Type") || "").startsWith("application/json");
    if (!isOurs) {
      say(note.dataset.failed);
      return;
    }
    const told = await answer.json();
    if (told.status === "stale") {
      form.elements.namedItem("csrf_token").value = told.token;
      waits = true;
      return;
    }
    known = now;
    if (told.marks !== undefined) marks.value = told.marks;
    if (told.status === "sent") over = true;
    say(told.status === "overtaken" ? `${told.message}. ${note.dataset.overtaken}` : told.message, told.href);
  }

  // The same words are not put there again, so that a screen reader hears them once a minute and not with every pause.
  function say(words, href) {
    if (note.dataset.said === words) return;
    note.dataset.said = words;
    note.textContent = words;
    if (!href) return;
    const link = document.createElement("a");
    link.className = "govuk-link";
    link.href = href;
    link.target = "_blank";
    link.rel = "opener";
    link.textContent = note.dataset.signIn;
    note.append(" ", link);
  }
}

function content(form) {
  return new URLSearchParams([...new FormData(form)].filter(([name, value]) => typeof value === "string" && !FRAME.has(name))).toString();
}

function hidden(form, name, value) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name, value });
  form.append(field);
  return field;
}
