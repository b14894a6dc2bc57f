// Turns every <select data-autocomplete> into a field one can type in (the select stays the form's value), and lets
// every <input data-suggest="/search/suggestions?kind=…"> complete what is typed. Enter still sends the form.
import accessibleAutocomplete from "accessible-autocomplete";

// A page that can do without us says where our style sheet is, so that it need not wait for that either.
const style = document.currentScript?.dataset.style;
if (style) document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: style }));

const PAUSE = 120; // milliseconds without a key before we ask

for (const select of document.querySelectorAll("select[data-autocomplete]")) {
  accessibleAutocomplete.enhanceSelectElement({
    selectElement: select,
    defaultValue: select.dataset.autocompleteEmpty === "true" ? "" : undefined,
    minLength: Number(select.dataset.autocompleteFrom || 2),
    showAllValues: select.options.length <= 30,
    confirmOnBlur: true,
    autoselect: false,
    displayMenu: "overlay",
    tNoResults: () => select.dataset.autocompleteNone || "Nothing found",
  });
}

function sourceOf(address) {
  const known = new Map();
  let waiting = 0;
  let latest = "";
  const ask = async (text) => {
    const url = new URL(address, window.location.href);
    url.searchParams.set("text", text);
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    return answer.ok ? (await answer.json()).suggestions : [];
  };
  return (text, show) => {
    latest = text;
    clearTimeout(waiting);
    if (known.has(text)) return show(known.get(text));
    waiting = setTimeout(async () => {
      const found = await ask(text).catch(() => []);
      known.set(text, found);
      if (latest === text) show(found);
    }, PAUSE);
  };
}

function complete(input) {
  const box = document.createElement("div");
  const value = input.value;
  accessibleAutocomplete({
    element: box,
    id: input.id,
    name: input.name,
    defaultValue: value,
    minLength: 2,
    confirmOnBlur: false,
    autoselect: false,
    showNoOptionsFound: false,
    displayMenu: "overlay",
    source: sourceOf(input.dataset.suggest),
  });
  // With the menu open the field would keep Enter for itself; nobody has chosen anything yet, so it means "search".
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) event.stopPropagation();
  }, true);
  input.replaceWith(box);
}

for (const input of document.querySelectorAll("input[data-suggest]")) {
  if (document.activeElement === input) input.addEventListener("blur", () => complete(input), { once: true });
  else complete(input);
}
