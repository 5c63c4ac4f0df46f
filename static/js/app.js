// What htmx leaves to us: where the focus goes after a change, a word when the
// connection fails, and going on by itself. Every page works without this file.
(() => {
  "use strict";

  // What is wrong gets the focus first; otherwise, when the pressed button was
  // swapped away, the heading of what changed, so that a keyboard or a screen
  // reader goes on where something happened.
  const focus = () => {
    const wrong = document.querySelector("[data-focus]");
    const changed = document.querySelector("[data-focus-after]");
    if (wrong) wrong.focus();
    else if (changed && (document.activeElement === document.body || document.activeElement === null)) changed.focus();
  };

  const tell = () => {
    const notice = document.getElementById("notice");
    if (!notice) return;
    const box = document.createElement("div");
    box.className = "alert alert-error";
    box.textContent = document.body.dataset.offline;
    notice.replaceChildren(box);
  };

  document.addEventListener("htmx:sendError", tell);
  document.addEventListener("htmx:timeout", tell);
  document.addEventListener("htmx:afterRequest", (event) => {
    const xhr = event.detail.xhr;
    // An error page of ours carries its own words for the notice; a proxy's does not.
    if (xhr.status >= 400 && !xhr.responseText.includes('id="notice"')) tell();
    requestAnimationFrame(focus);
  });
  if (document.querySelector("[data-focus]")) focus();

  // Work that takes several pages goes on by itself.
  const more = document.querySelector("form[data-go-on]");
  if (more && new URL(more.action).pathname === location.pathname) more.requestSubmit(); // and not where it is only shown

  // A file says how far it is on its way, and before it leaves whether it is too large.
  document.addEventListener("htmx:xhr:progress", (event) => {
    const bar = event.target.querySelector("progress");
    if (!bar || !event.detail.lengthComputable || event.detail.total < bar.max) return; // what comes back is small
    bar.hidden = false;
    bar.max = event.detail.total;
    bar.value = event.detail.loaded;
  });
  document.addEventListener("change", (event) => {
    const { most, tooMuch } = event.target.dataset;
    if (!most) return;
    const large = [...event.target.files].some((file) => file.size > Number(most));
    event.target.setCustomValidity(large ? tooMuch : "");
    event.target.reportValidity();
  });

  // Copying needs a secure page; elsewhere the text can be marked by hand.
  if (navigator.clipboard) {
    document.querySelectorAll("[data-copy]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => {
        const source = document.getElementById(button.dataset.copy);
        navigator.clipboard.writeText(source.textContent.trim()).then(() => {
          button.textContent = button.dataset.copied;
        });
      });
    });
  }
})();
