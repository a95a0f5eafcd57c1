// <draft-editor><form>: saves a draft a moment after typing stops, and never loses a word.
// Requests go one after the other, each with the version the one before it made; what could not be
// saved is kept in this tab (sessionStorage, dropped on signing out like all typed words).
const PAUSE = 900;
const LONGEST = 5000;
const AGAIN = 8000;

class DraftEditor extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.key = `typed:${document.body.dataset.reader ?? ""}:draft:${this.form.getAttribute("action")}`;
    this.steps = new Map();
    this.line = Promise.resolve();
    this.pending = 0;
    this.busy = 0;
    this.changed = 0;
    this.safe = 0;
    this.classList.add("ready");
    this.form.addEventListener("input", (event) => this.typed(event));
    this.form.addEventListener("change", (event) => this.typed(event));
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.querySelector(".editor-views").hidden = false;
    this.addEventListener("click", (event) => this.view(event));
    window.addEventListener("online", () => this.dirty && this.save());
    window.addEventListener("beforeunload", (event) => {
      if (this.dirty && !this.leaving) event.preventDefault();
    });
    window.addEventListener("pageshow", () => { this.leaving = false; });
    this.offerKept();
    this.title();
  }

  get dirty() { return this.changed !== this.safe || this.busy > 0; }
  get version() { return this.form.elements.version.value; }
  get fields() { return [...this.form.elements].filter((f) => f.id && f.name && !["file", "datetime-local", "checkbox"].includes(f.type)); }

  typed(event) {
    if (["file", "checkbox", "datetime-local"].includes(event.target.type) || !event.target.name) return;
    this.title();
    this.touch();
  }

  // Something changed: keep it here at once, save it soon.
  touch() {
    this.changed += 1;
    this.since ??= Date.now();
    this.keep();
    if (!this.isStale) this.say(this.dataset.unsaved);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), Math.max(0, Math.min(PAUSE, this.since + LONGEST - Date.now())));
  }

  // After everything that is under way; `work` may send and hear versions.
  next(work) {
    this.pending += 1;
    this.line = this.line.then(work).catch(() => {}).finally(() => { this.pending -= 1; });
    return this.line;
  }

  save() {
    clearTimeout(this.timer);
    return this.next(() => this.send());
  }

  async send() {
    if (this.changed === this.safe || this.leaving || this.isStale) return;
    const upto = this.changed;
    this.since = undefined;
    const sent = new FormData(this.form);
    for (const name of [...sent.keys()]) if (name === "variant_gone" || sent.get(name) instanceof File) sent.delete(name);
    sent.set("do", "autosave");
    this.say(this.dataset.saving);
    try {
      const response = await fetch(this.form.action, { method: "POST", body: sent, headers: { "HX-Request": "true" } });
      this.answered(response, await response.text(), upto);
    } catch {
      this.later(this.dataset.failed);
    }
  }

  answered(response, html, upto) {
    const answer = new DOMParser().parseFromString(html, "text/html").body;
    const one = answer.querySelector("[data-saved], [data-refused], [data-stale]");
    if (response.status === 401 || response.redirected) return this.signedOut();
    if (!one) return this.later(answer.querySelector("[data-sentence]")?.textContent.trim() || this.dataset.failed, response.status < 500 && response.status !== 429);
    this.problems(one);
    this.preview(one);
    this.say(...one.querySelector("p:not(.field-error)").childNodes);
    if (response.status === 409) this.isStale = true;
    if (response.status !== 200) return;
    this.step(one.dataset);
    this.safe = upto;
    this.letters(one.dataset.variants ? one.dataset.variants.split(",") : []);
    if (this.changed === this.safe) sessionStorage.removeItem(this.key);
    else this.keep();
  }

  // Whoever has `was` goes on with `version`; steps may be heard in any order.
  step({ was, version }) {
    this.steps.set(was, version);
    const field = this.form.elements.version;
    while (this.steps.has(field.value)) field.value = this.steps.get(field.value);
  }

  later(words, isFinal = false) {
    this.say(words);
    if (!isFinal) this.timer = setTimeout(() => this.save(), AGAIN);
  }

  signedOut() {
    const link = document.createElement("a");
    link.href = `/sign-in?next=${encodeURIComponent(location.pathname)}`;
    link.textContent = this.dataset.signIn;
    link.addEventListener("click", () => { this.leaving = true; });
    this.say(`${this.dataset.out} `, link);
  }

  say(...words) { this.querySelector(".saved").replaceChildren(...words); }

  problems(one) {
    this.querySelectorAll(".field-error[data-field]").forEach((line) => line.remove());
    this.querySelectorAll("[data-was-wrong]").forEach((field) => {
      field.removeAttribute("aria-invalid");
      field.removeAttribute("data-was-wrong");
    });
    for (const line of one.querySelectorAll(".field-error")) {
      const field = this.form.elements[line.dataset.field];
      line.id = `${line.dataset.field}-problem`;
      if (field?.id) {
        field.setAttribute("aria-invalid", "true");
        field.setAttribute("data-was-wrong", "");
        field.closest(".field").querySelector(".input").before(line);
      } else this.querySelector(`#${line.dataset.field} h2`)?.closest("header, h2").after(line);
    }
  }

  preview(one) {
    for (const words of one.querySelectorAll("[data-preview]")) {
      this.querySelector(`[data-shows="${words.dataset.preview}"]`)?.replaceChildren(...words.childNodes);
    }
  }

  title() { this.querySelector('[data-shows="title"]').textContent = this.form.elements.title.value; }

  view(event) {
    const button = event.target.closest("[data-view]");
    if (!button) return;
    this.save();
    this.classList.toggle("reading", button.dataset.view === "read");
    for (const one of this.querySelectorAll("[data-view]")) one.setAttribute("aria-pressed", String(one === button));
  }

  // A variant that was new has its letter now: it can hold pictures, and there is room for another.
  letters(keys) {
    const rows = [...this.querySelectorAll(".variant-row")].filter((row) => row.dataset.key || row.querySelector("[name=variant_name]").value.trim());
    rows.forEach((row, at) => keys[at] && !row.dataset.key && this.letter(row, keys[at]));
    const places = this.querySelector(".variants .tiles");
    if (places.children.length < 8 && [...places.children].every((row) => row.dataset.key)) this.another(places);
    this.querySelectorAll("select[name=picture_variant]").forEach((select) => this.choices(select, rows));
  }

  letter(row, key) {
    row.dataset.key = key;
    row.querySelector("[name=variant_key]").value = key;
    row.querySelector("legend").textContent = this.querySelector(".variants").dataset.legend.replace("{key}", key);
    row.querySelector(".hanging").dataset.variant = key;
    const files = row.querySelector("input[type=file]");
    files.name = `variant_files_${key}`;
    files.disabled = false;
    files.closest(".field").hidden = false;
    row.querySelector(".variant-later")?.remove();
    const gone = row.querySelector("[name=variant_gone]");
    gone.value = key;
    gone.closest("label").hidden = false;
  }

  another(places) {
    const row = this.querySelector(".variants > template").content.firstElementChild.cloneNode(true);
    const number = `new-${places.children.length + 1}`;
    for (const one of row.querySelectorAll("[id]")) one.id = one.id.replace("new-0", number);
    for (const one of row.querySelectorAll("[for]")) one.setAttribute("for", one.getAttribute("for").replace("new-0", number));
    places.append(row);
  }

  choices(select, rows) {
    for (const row of rows.filter((row) => row.dataset.key)) {
      const { key } = row.dataset;
      const name = row.querySelector("[name=variant_name]").value;
      const words = this.querySelector(".variants").dataset.hangs.replace("{key}", key).replace("{name}", () => name);
      const option = [...select.options].find((one) => one.value === key);
      if (option) option.text = words;
      else select.add(new Option(words, key));
    }
    select.closest(".field").hidden = select.options.length < 2;
  }

  // The page is left only when nothing is under way any more.
  submit(event) {
    if (this.leaving) return;
    if (this.pending) {
      event.preventDefault();
      this.next(() => { this.leaving = true; this.form.requestSubmit(event.submitter); });
      return;
    }
    clearTimeout(this.timer);
    this.keep(true);
    this.leaving = true;
  }

  keep(isSent = false) {
    const words = Object.fromEntries(this.fields.map((field) => [field.id, field.value]));
    try {
      sessionStorage.setItem(this.key, JSON.stringify({ version: this.version, isSent, words }));
    } catch { /* The tab keeps no more; the save itself goes on. */ }
  }

  offerKept() {
    const kept = JSON.parse(sessionStorage.getItem(this.key) ?? "null");
    if (!kept) return;
    const same = (a, b) => a.replaceAll("\r", "").trim() === b.replaceAll("\r", "").trim();
    const others = Object.entries(kept.words).filter(([id, words]) => {
      const field = document.getElementById(id);
      if (!field || same(field.value, words)) return false;
      return !kept.isSent || ["title", "story", "changes"].includes(id);
    });
    if (others.length === 0) return sessionStorage.removeItem(this.key);
    if (kept.version === this.version) return this.putBack(others);
    const place = this.notice(this.dataset.older);
    for (const [words, deed] of [[this.dataset.putBack, () => this.putBack(others)], [this.dataset.drop, () => { sessionStorage.removeItem(this.key); place.replaceChildren(); }]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button-secondary button-small";
      button.textContent = words;
      button.addEventListener("click", deed);
      place.querySelector(".row").append(button);
    }
  }

  putBack(others) {
    for (const [id, words] of others) document.getElementById(id).value = words;
    this.notice(this.dataset.back);
    this.title();
    this.touch();
  }

  notice(words) {
    const place = this.querySelector(".kept-words");
    const [box, text, row] = ["div", "p", "div"].map((name) => document.createElement(name));
    box.className = "notice notice-message";
    row.className = "row";
    text.textContent = words;
    const inside = document.createElement("div");
    inside.append(text, row);
    box.append(inside);
    place.replaceChildren(box);
    return place;
  }
}
customElements.define("draft-editor", DraftEditor);
