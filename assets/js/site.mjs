// Everything here makes a page nicer; no page needs it.
import { Button } from "govuk-frontend/dist/govuk/components/button/button.mjs";
import { CharacterCount } from "govuk-frontend/dist/govuk/components/character-count/character-count.mjs";
import { Checkboxes } from "govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs";
import { ErrorSummary } from "govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs";
import { NotificationBanner } from "govuk-frontend/dist/govuk/components/notification-banner/notification-banner.mjs";
import { PasswordInput } from "govuk-frontend/dist/govuk/components/password-input/password-input.mjs";
import { Radios } from "govuk-frontend/dist/govuk/components/radios/radios.mjs";
import { SkipLink } from "govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs";

// ARIA 1.2 has no aria-expanded on a radio; what it reveals follows it in the page and is announced when reached.
class PlainRadios extends Radios {
  syncConditionalRevealWithInputState(input) {
    super.syncConditionalRevealWithInputState(input);
    input.removeAttribute("aria-expanded");
  }
}

const components = {
  "govuk-button": Button,
  "govuk-character-count": CharacterCount,
  "govuk-checkboxes": Checkboxes,
  "govuk-error-summary": ErrorSummary,
  "govuk-notification-banner": NotificationBanner,
  "govuk-password-input": PasswordInput,
  "govuk-radios": PlainRadios,
  "govuk-skip-link": SkipLink,
};

document.body.classList.add("js-enabled", "govuk-frontend-supported");

function enhance(root) {
  for (const [name, Component] of Object.entries(components)) {
    for (const element of root.querySelectorAll(`[data-module="${name}"]`)) {
      try {
        new Component(element);
      } catch (error) {
        console.warn(name, error.message);
      }
    }
  }
  for (const select of root.querySelectorAll("select[data-submit]")) {
    select.addEventListener("change", () => select.form.requestSubmit());
  }
  for (const button of root.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  for (const button of root.querySelectorAll("[data-copy]")) enableCopy(button);
}

function enableCopy(button) {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.copied;
  });
}

// Filters lie open beside the results on a wide screen, and say so to those who only hear the page.
function unfoldFilters() {
  if (!window.matchMedia("(min-width: 62rem)").matches) return;
  for (const panel of document.querySelectorAll("details.tp-filters[data-fold]")) panel.open = true;
}

// The menu closes on Escape and when the focus leaves it.
function closeMenu() {
  const menu = document.querySelector("details.tp-menu");
  if (!menu) return;
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
}

enhance(document);
unfoldFilters();
closeMenu();
document.addEventListener("htmx:load", (event) => enhance(event.detail.elt));
