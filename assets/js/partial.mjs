// htmx, loaded only by pages that swap parts of themselves. No inline styles, no eval: the policy forbids both.
import htmx from "htmx.org/dist/htmx.esm.js";

htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.selfRequestsOnly = true;
window.htmx = htmx;
