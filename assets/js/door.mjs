// The door: every check-in is kept on this phone until the server has answered it, so that nobody waits for the
// connection. The same check-in may be sent twice: it has a key of its own (teachpb/attendance/views/door.py).
const AGAIN = 5000;
const TOKEN = /(?:^|\/tickets\/)([2-9A-HJKMNP-Z]{26})\/?$/;
const door = document.querySelector("[data-door]");

if (door) begin();

function begin() {
  const store = `teachpb.door.${door.dataset.door}`;
  const answer = door.querySelector("[data-door-answer]");
  const note = door.querySelector("[data-door-queue]");
  const typed = door.querySelector("input[name=ticket]");
  const people = [...document.querySelectorAll("[data-code]")];
  let queue = stored();
  let busy = false;
  let timer = 0;

  for (const form of document.querySelectorAll("[data-door-form]")) {
    form.addEventListener("submit", (event) => {
      const ticket = form.elements.namedItem("ticket").value.trim();
      if (!ticket) return; // the server says what is missing
      event.preventDefault();
      take(ticket);
      if (form.contains(typed)) typed.value = "";
    });
  }
  window.addEventListener("online", send);
  find();
  camera(take);
  show();
  send();

  function stored() {
    try {
      const list = JSON.parse(localStorage.getItem(store) || "[]");
      return Array.isArray(list) ? list.filter((each) => each && typeof each.ticket === "string" && typeof each.key === "string") : [];
    } catch {
      return [];
    }
  }

  function keep() {
    try {
      localStorage.setItem(store, JSON.stringify(queue));
    } catch {
      // Without a store the queue lives as long as the page.
    }
  }

  function take(ticket) {
    const person = personOf(ticket);
    if (queue.some((each) => each.ticket === ticket)) return;
    queue.push({ ticket, key: random(), at: new Date().toISOString(), name: person ? person.dataset.name : "" });
    keep();
    say(person ? `${person.dataset.name}: sending` : "Sending", "wait");
    send();
  }

  function personOf(ticket) {
    const token = TOKEN.exec(ticket);
    const code = token ? token[1].slice(0, 6) : ticket.replace(/[\s-]/g, "").toUpperCase();
    return people.find((each) => each.dataset.code === code || `place-${each.dataset.place}` === ticket);
  }

  async function send() {
    clearTimeout(timer);
    if (busy || !queue.length) return;
    busy = true;
    const next = queue[0];
    const fields = new URLSearchParams({ csrf_token: door.querySelector("input[name=csrf_token]").value, ticket: next.ticket, key: next.key, at: next.at });
    let isOver = false;
    try {
      const response = await fetch(location.pathname, { method: "POST", body: fields, headers: { Accept: "application/json" } });
      const isOurs = (response.headers.get("Content-Type") || "").startsWith("application/json");
      if (isOurs) {
        const told = await response.json();
        queue = queue.filter((each) => each.key !== next.key);
        keep();
        say(told.message, told.verdict === "checked_in" ? "yes" : told.welcome ? "again" : "no");
        if (told.welcome) welcome(told.place);
        isOver = true;
      } else say("You are signed out, or the server is busy. Nothing is lost: sign in again in another tab.", "no");
    } catch {
      say(`${next.name || "The ticket"} is kept on this phone. We send it when the connection is back.`, "wait");
    }
    busy = false;
    show();
    if (isOver) send();
    else timer = setTimeout(send, AGAIN);
  }

  function welcome(place) {
    const person = people.find((each) => each.dataset.place === String(place));
    if (!person || person.dataset.here) return;
    person.dataset.here = "yes";
    const state = person.querySelector(".tp-door__state");
    if (!state.querySelector("form")) return;
    const tag = document.createElement("strong");
    tag.className = "govuk-tag govuk-tag--green";
    tag.textContent = "Here";
    state.replaceChildren(tag);
    const here = document.querySelector("[data-door-here]");
    here.textContent = String(Number(here.textContent) + 1);
  }

  function say(words, kind) {
    answer.hidden = false;
    answer.textContent = words;
    answer.dataset.kind = kind;
  }

  function show() {
    note.hidden = !queue.length;
    note.textContent = queue.length === 1 ? "1 check-in waits on this phone for the connection. Leave this page open." : `${queue.length} check-ins wait on this phone for the connection. Leave this page open.`;
  }

  function find() {
    const box = document.querySelector("[data-door-search]");
    if (!box) return;
    box.hidden = false;
    const field = box.querySelector("input");
    field.addEventListener("input", () => {
      const wanted = plain(field.value);
      for (const person of people) person.hidden = !plain(person.dataset.name).includes(wanted);
    });
  }
}

function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

function random() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Where the browser can read codes itself; everywhere else the code is typed.
function camera(take) {
  const box = document.querySelector("[data-door-camera]");
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices) return;
  const [start, video, stop] = ["start", "video", "stop"].map((name) => box.querySelector(`[data-door-${name}]`));
  let stream = null;
  let last = { text: "", at: 0 };
  box.hidden = false;

  start.addEventListener("click", async () => {
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      start.textContent = "The camera may not be used: type the code";
      return;
    }
    video.srcObject = stream;
    await video.play();
    toggle(true);
    look(new BarcodeDetector({ formats: ["qr_code"] }));
  });
  stop.addEventListener("click", () => {
    for (const track of stream.getTracks()) track.stop();
    stream = null;
    toggle(false);
  });

  function toggle(isOn) {
    video.hidden = stop.hidden = !isOn;
    start.hidden = isOn;
  }

  async function look(detector) {
    if (!stream) return;
    try {
      for (const code of await detector.detect(video)) {
        const now = Date.now();
        if (code.rawValue === last.text && now - last.at < AGAIN) continue;
        last = { text: code.rawValue, at: now };
        take(code.rawValue);
      }
    } catch {
      // A frame that cannot be read is followed by another.
    }
    setTimeout(() => look(detector), 250);
  }
}
