// Turns every <select data-autocomplete> into a field one can type in; the select stays the form's value.
import accessibleAutocomplete from "accessible-autocomplete";

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
