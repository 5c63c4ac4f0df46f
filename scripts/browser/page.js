// What a person sees and finds on a page. It is sent with every question, so
// that it needs no place in the page and works where the page may run no script.
({
  tidy: (text) => (text || "").replace(/\s+/g, " ").trim(),

  visible: (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0,

  // name is what a button or link is called: what a screen reader says.
  name(element) { return this.tidy(element.getAttribute("aria-label") || element.textContent); },

  // point brings an element into view and gives the middle of its first line,
  // provided a click there would reach it.
  point(element) {
    element.scrollIntoView({ block: "center", behavior: "instant" });
    const box = element.getClientRects()[0];
    const x = box.left + box.width / 2, y = box.top + box.height / 2;
    const hit = document.elementFromPoint(x, y);
    if (!hit || !(element.contains(hit) || hit.contains(element))) {
      return { problem: `covered by ${hit ? hit.outerHTML.slice(0, 120) : "nothing at all"}` };
    }
    return { x, y };
  },

  // found is the one element that fits; the content comes before the frame.
  found(elements, what) {
    const inMain = elements.filter((element) => element.closest("main"));
    const list = inMain.length > 0 ? inMain : elements;
    if (list.length === 0) throw new Error(`there is no ${what}`);
    if (list.length > 1) throw new Error(`there are ${list.length} of ${what}`);
    return list[0];
  },

  // pressable finds a button or link by its name, or by the strong words or the
  // heading in it.
  pressable(text) {
    const all = [...document.querySelectorAll("a[href], button, summary")].filter((element) => this.visible(element));
    const exact = all.filter((element) => this.name(element) === text);
    const strong = all.filter((element) => this.tidy(element.querySelector("strong, h3")?.textContent) === text);
    return this.found(exact.length > 0 ? exact : strong, `button or link "${text}"`);
  },

  // open unfolds an element and everything it is folded into.
  open(id) {
    for (let at = document.getElementById(id); at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    return true;
  },

  press(text) { return this.point(this.pressable(text)); },

  // labelled finds the controls a label names, or begins to name;
  // "[name=x]" finds by field name.
  labelled(label) {
    if (label.startsWith("[")) return [...document.querySelectorAll(label)];
    const all = [...document.querySelectorAll("label")].filter((element) => this.visible(element));
    const exact = all.filter((element) => this.labelText(element) === label);
    const begun = all.filter((element) => this.labelText(element).startsWith(label));
    return (exact.length > 0 ? exact : begun).map((element) => element.control);
  },

  // labelText is a label without the word that its field may stay empty.
  labelText(element) {
    const copy = element.cloneNode(true);
    copy.querySelectorAll(".optional").forEach((part) => part.remove());
    return this.tidy(copy.textContent);
  },

  control(label) { return this.found(this.labelled(label), `field "${label}"`); },

  // select makes ready to type over what a field holds.
  select(label) {
    const field = this.control(label);
    field.focus();
    field.select();
    return field.value;
  },

  value(label) { return this.control(label).value; },

  choose(label, text) {
    const field = this.control(label);
    const options = [...field.options].filter((option) => this.tidy(option.textContent).startsWith(text));
    if (options.length !== 1) throw new Error(`there are ${options.length} choices "${text}" in "${label}"`);
    field.value = options[0].value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  },

  // tick gives the place to click for a box or a choice: its label, because
  // the design system draws the box itself.
  tick(label) { return this.point(this.control(label).labels[0]); },

  ticked(label) { return this.control(label).checked; },

  // errorOf is what stands at a field that was wrong.
  errorOf(label) {
    const field = this.control(label);
    const texts = (field.getAttribute("aria-describedby") || "").split(" ").map((id) => document.getElementById(id));
    return this.tidy(texts.filter((text) => text && text.matches(".form-error-message")).map((text) => text.innerText).join(" "));
  },

  text: () => document.body ? document.body.innerText.replace(/\s+/g, " ") : "",

  // remember notes what an answer replaces: the document, or the regions that
  // are put into it.
  remember() {
    globalThis.answered = this.replaceable();
    return true;
  },

  replaceable() {
    const notice = document.getElementById("notice");
    return [document.documentElement, notice, notice?.firstElementChild, ...["week", "week-entry", "grants"].map((id) => document.getElementById(id))];
  },

  answered() {
    if (document.readyState !== "complete") return false;
    const before = globalThis.answered;
    return !before || this.replaceable().some((element, i) => element !== before[i]);
  },

  // tooWide is the element that sticks out most where a page scrolls sideways.
  tooWide() {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return "";
    const widest = [...document.body.querySelectorAll("*")].filter((element) => this.visible(element))
      .reduce((a, b) => (b.getBoundingClientRect().right > a.getBoundingClientRect().right ? b : a));
    return `${root.scrollWidth} px wide; ${widest.outerHTML.slice(0, 160)}`;
  },

  // links are the addresses of pages on this site that a page leads to, each with the
  // state that the list it stands in tells of it.
  links() {
    return [...document.querySelectorAll("a[href]:not([download])")].filter((link) => new URL(link.href).origin === location.origin).map((link) => ({
      path: new URL(link.href).pathname + new URL(link.href).search,
      state: this.tidy(link.closest("li, tr")?.querySelector(".badge, td:last-child")?.textContent),
    }));
  },

  // unfold opens everything that hides behind a summary.
  unfold() {
    document.querySelectorAll("main details").forEach((details) => { details.open = true; });
    return true;
  },

  fields: (form) => [...form.querySelectorAll("input:not([type=hidden]), textarea, select")],

  // asking lists the forms in the content that ask something.
  asking() { return [...document.querySelectorAll("main form")].filter((form) => this.fields(form).length > 0); },

  forms() { return this.asking().map((form) => `${form.method} ${new URL(form.action).pathname}`); },

  // empty clears the n-th of these forms and gives the place of its button.
  empty(n) {
    this.unfold();
    const form = this.asking()[n];
    this.fields(form).forEach((field) => {
      if (field.matches("[type=radio], [type=checkbox]")) field.checked = false;
      else field.value = "";
    });
    return this.point(form.querySelector("button"));
  },

  focused() {
    const element = document.activeElement;
    return { tag: element.tagName.toLowerCase(), className: element.className, id: element.id, text: this.tidy(element.textContent) };
  },
})
