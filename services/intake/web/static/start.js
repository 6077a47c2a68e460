// Pages work without scripts; this wakes the parts that are easier with them.
import { initAll } from "./vendor/govuk-frontend.min.js";

function wake() {
  initAll({
    onError(error) {
      // After htmx has swapped a part in, what was awake already says so; that is no fault.
      if (error.name !== "InitError") {
        console.error(error);
      }
    },
  });
}

wake();
document.addEventListener("htmx:after:swap", wake);
