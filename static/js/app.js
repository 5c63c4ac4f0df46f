// What htmx leaves to us: where the focus goes after a change, and a word when
// the connection fails. Every page works without this file.
(() => {
  "use strict";

  // The first thing wrong, or the region that asks for it, gets the focus, so
  // that a keyboard or a screen reader continues where something happened.
  const focusOn = (root) => {
    const target = root.querySelector("[data-focus]");
    if (target) target.focus({ preventScroll: false });
  };

  document.addEventListener("htmx:afterSettle", (event) => focusOn(event.detail.elt.parentNode || document));
  focusOn(document);

  const tell = () => {
    const notice = document.getElementById("notice");
    if (!notice) return;
    notice.replaceChildren();
    const box = document.createElement("div");
    box.className = "alert alert-error";
    box.textContent = document.body.dataset.offline;
    notice.append(box);
  };
  document.addEventListener("htmx:sendError", tell);
  document.addEventListener("htmx:timeout", tell);

  // An error answer carries its own words for the notice.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status >= 400) event.detail.shouldSwap = true;
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const source = document.getElementById(button.dataset.copy);
    navigator.clipboard.writeText(source.textContent.trim()).then(() => {
      button.textContent = button.dataset.copied;
    });
  });
  document.querySelectorAll("[data-copy], [data-script]").forEach((element) => { element.hidden = false; });
})();
