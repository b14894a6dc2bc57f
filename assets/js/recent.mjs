// Jobs opened before, kept in this browser only: nothing here is ever sent anywhere.
const KEY = "teachpb.recent";
const MOST = 8;
const SHOWN = 4;

function stored() {
  try {
    const list = JSON.parse(localStorage.getItem(KEY) || "[]");
    return Array.isArray(list) ? list.filter(isJob) : [];
  } catch {
    return [];
  }
}

// What another tab, or somebody at the console, may have written is not believed.
function isJob(job) {
  return job && [job.title, job.place, job.href, job.closes].every((value) => typeof value === "string") && /^\/jobs\/[a-z0-9-]+$/.test(job.href) && !Number.isNaN(Date.parse(job.closes));
}

function keep(list) {
  try {
    localStorage.setItem(KEY, JSON.stringify(list.slice(0, MOST)));
  } catch {
    // A full or forbidden store only means that there is no list.
  }
}

function row(job) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.className = "govuk-link";
  link.href = job.href;
  link.textContent = job.title;
  const place = document.createElement("span");
  place.className = "tp-soft";
  place.textContent = job.place;
  item.append(link, " ", place);
  return item;
}

const box = document.querySelector("[data-recent]");
if (box) {
  const now = new Date().toISOString();
  const open = stored().filter((job) => new Date(job.closes).toISOString() > now);
  const { title, place, href, closes } = box.dataset;
  const others = open.filter((job) => job.href !== (href || location.pathname));
  keep(href ? [{ title, place, href, closes }, ...others] : open);
  if (others.length) {
    box.querySelector("ul").append(...others.slice(0, SHOWN).map(row));
    box.hidden = false;
  }
  box.querySelector("[data-forget]").addEventListener("click", () => {
    try {
      localStorage.removeItem(KEY);
    } catch {
      // see above
    }
    box.hidden = true;
  });
}
