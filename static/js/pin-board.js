// <pin-board>: in the gallery, lets one point. Nothing on the picture takes a touch until the button
// is pressed; then a tap is a place and a drag a box, arrow keys move it, Escape leaves it as it was.
// What is pointed at stands in the hidden fields of the composer (#pointing), in ten-thousandths.
const PIN_PLACE = ["picture", "x", "y", "width", "height"];
const PIN_WHOLE = 10000, PIN_SMALLEST = 1000, PIN_STEP = 100, PIN_LEAP = 500, PIN_SLIP = 8;
const PIN_SVG = "http://www.w3.org/2000/svg";
const pinBetween = (low, value, high) => Math.min(Math.max(low, value), high);

class PinBoard extends HTMLElement {
  connectedCallback() {
    this.gallery = this.closest("gallery-arrows");
    this.bar = this.querySelector(".pin-bar");
    this.status = this.querySelector("[role=status]");
    if (!this.gallery) return;
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    document.addEventListener("click", (event) => this.click(event), { signal });
    document.addEventListener("htmx:after:swap", () => this.draw(), { signal });
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.now && this.leave(), { signal });
    this.gallery.addEventListener("keydown", (event) => this.key(event), { signal });
    for (const name of ["down", "move", "up", "cancel"]) this.gallery.addEventListener(`pointer${name}`, (event) => this[name](event), { signal });
    this.draw();
  }

  disconnectedCallback() {
    this.leaving?.abort();
  }

  get now() {
    return this.gallery.classList.contains("pointing-now");
  }

  get composer() {
    return document.getElementById("pointing");
  }

  field(name) {
    return this.composer?.querySelector(`[name=${name}]`);
  }

  // What is pointed at, or nothing.
  get at() {
    if (!this.field("picture")?.value || !this.field("x")?.value) return undefined;
    const [picture, ...numbers] = PIN_PLACE.map((name) => this.field(name).value);
    const [x, y, width, height] = numbers.map(Number);
    return { picture, x, y, width, height };
  }

  set at(place) {
    for (const name of PIN_PLACE) this.field(name).value = place?.[name] ?? "";
    if (place) this.field("quote").value = this.field("start").value = "";
    this.draw();
  }

  click(event) {
    if (event.target.closest("[data-point]")) return this.begin(event.detail === 0);
    if (event.target.closest("[data-away]")) return this.remove();
    const deed = this.contains(event.target) && event.target.closest("[data-do]")?.dataset.do;
    if (deed) ({ on: () => this.goOn(), leave: () => this.leave(), larger: () => this.grow(PIN_LEAP), smaller: () => this.grow(-PIN_LEAP) })[deed]();
  }

  // By the keyboard there is a pin at once, in the middle of the picture one sees.
  begin(byKeyboard) {
    this.before = this.at;
    this.show(true);
    const frames = this.gallery.querySelector(".gallery-frames");
    frames.scrollIntoView({ block: "nearest" });
    const picture = frames.children[this.gallery.at()]?.querySelector(".pins").dataset.picture;
    if (byKeyboard && !this.at) this.at = { picture, x: PIN_WHOLE / 2, y: PIN_WHOLE / 2, width: 0, height: 0 };
    if (byKeyboard) this.pin?.focus();
    this.say();
  }

  show(now) {
    this.gallery.classList.toggle("pointing-now", now);
    this.bar.hidden = !now;
    this.draw();
  }

  leave() {
    this.show(false);
    this.at = this.before;
    this.querySelector("[data-point]").focus({ preventScroll: true });
  }

  remove() {
    this.before = this.at = undefined;
    this.show(false);
    this.status.textContent = this.dataset.gone;
    document.getElementById("text")?.focus();
  }

  goOn() {
    this.show(false);
    const text = document.getElementById("text");
    text?.scrollIntoView({ block: "center" });
    text?.focus({ preventScroll: true });
  }

  // The place of a pointer in the picture below it.
  place(event, pins) {
    const box = pins.getBoundingClientRect();
    const part = (value, length) => pinBetween(0, Math.round((value / length) * PIN_WHOLE), PIN_WHOLE);
    return [part(event.clientX - box.left, box.width), part(event.clientY - box.top, box.height)];
  }

  down(event) {
    const pins = this.now && event.isPrimary && event.button === 0 && event.target.closest(".pins");
    if (!pins) return;
    event.preventDefault();
    pins.setPointerCapture(event.pointerId);
    this.held = { pins, from: this.place(event, pins), at: [event.clientX, event.clientY], was: this.at };
  }

  move(event) {
    if (!this.held) return;
    const { pins, from, at } = this.held;
    if (!this.held.draws && Math.hypot(event.clientX - at[0], event.clientY - at[1]) < PIN_SLIP) return;
    this.held.draws = true;
    const to = this.place(event, pins);
    const [x, y] = [0, 1].map((axis) => Math.min(from[axis], to[axis]));
    this.at = { picture: pins.dataset.picture, x, y, width: Math.abs(from[0] - to[0]), height: Math.abs(from[1] - to[1]) };
  }

  up(event) {
    if (!this.held) return;
    this.move(event);
    const { pins, from, draws } = this.held;
    this.held = undefined;
    const { width, height } = this.at ?? {};
    // A line is no box.
    if (!draws || Math.min(width, height) < PIN_STEP) this.at = { picture: pins.dataset.picture, x: from[0], y: from[1], width: 0, height: 0 };
    this.pin?.focus({ preventScroll: true });
    this.say();
  }

  cancel() {
    if (this.held) this.at = this.held.was;
    this.held = undefined;
  }

  key(event) {
    if (event.target !== this.pin) return;
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (event.key === "Enter") this.goOn();
    else if (["Delete", "Backspace"].includes(event.key)) this.remove();
    else if (way) this.shift(way.map((one) => one * (event.shiftKey ? PIN_LEAP : PIN_STEP)), event.altKey || event.ctrlKey);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  shift([across, down], sizes) {
    const at = this.at;
    if (sizes) return this.size(at.width + across, at.height + down);
    this.at = { ...at, x: pinBetween(0, at.x + across, PIN_WHOLE - at.width), y: pinBetween(0, at.y + down, PIN_WHOLE - at.height) };
    this.pin.focus();
    this.say();
  }

  grow(by) {
    const at = this.at;
    if (at) this.size(at.width + 2 * by, at.height + 2 * by);
  }

  // A box keeps its middle; one that grows too small is a point again, one that begins has some size.
  size(width, height) {
    const at = this.at;
    const [middle, centre] = [at.x + at.width / 2, at.y + at.height / 2];
    const wasPoint = !at.width;
    if (wasPoint && (width > 0 || height > 0)) [width, height] = [PIN_SMALLEST, PIN_SMALLEST];
    if (width < PIN_STEP || height < PIN_STEP) [width, height] = [0, 0];
    [width, height] = [Math.min(width, PIN_WHOLE), Math.min(height, PIN_WHOLE)];
    this.at = { picture: at.picture, x: Math.round(pinBetween(0, middle - width / 2, PIN_WHOLE - width)), y: Math.round(pinBetween(0, centre - height / 2, PIN_WHOLE - height)), width, height };
    this.say();
  }

  say() {
    const at = this.at;
    if (at) this.status.textContent = this.words(at);
  }

  words(at) {
    const parts = { left: at.x, top: at.y, width: at.width, height: at.height };
    const sentence = at.width ? `${this.dataset.says}, ${this.dataset.box}` : this.dataset.says;
    return sentence.replace(/\{(\w+)\}/g, (_, name) => Math.round(parts[name] / PIN_STEP));
  }

  // The pin is drawn anew from the fields, on its picture; it keeps the focus.
  draw() {
    const had = document.activeElement === this.pin && this.pin;
    this.pin?.remove();
    this.pin = undefined;
    for (const button of document.querySelectorAll("[data-point]")) button.hidden = !this.composer || (this.now && this.contains(button));
    if (!this.composer) return;
    const at = this.at;
    const pins = at && this.gallery.querySelector(`.pins[data-picture="${CSS.escape(at.picture)}"]`);
    const place = this.composer.querySelector(".pointing-place");
    place.hidden = !at;
    place.querySelector("[data-away]").hidden = !at;
    if (at) place.querySelector("[data-said]").textContent = this.words(at);
    if (!pins) return;
    this.pin = this.drawn(at);
    pins.append(this.pin);
    if (had) this.pin.focus({ preventScroll: true });
  }

  drawn(at) {
    const make = (name, facts) => {
      const one = document.createElementNS(PIN_SVG, name);
      for (const [key, value] of Object.entries(facts)) one.setAttribute(key, value);
      return one;
    };
    const part = (value) => `${value / PIN_STEP}%`;
    const [cx, cy] = [part(at.x + at.width / 2), part(at.y + at.height / 2)];
    const pin = make("g", { class: "pin-draft", tabindex: "0", role: "application", "aria-label": `${this.dataset.name} ${this.words(at)}` });
    if (at.width) pin.append(make("rect", { class: "pin-box", x: part(at.x), y: part(at.y), width: part(at.width), height: part(at.height) }));
    pin.append(make("circle", { class: "pin-reach", cx, cy, r: 22 }), make("circle", { class: "pin-dot", cx, cy, r: 11 }), make("circle", { class: "pin-core", cx, cy, r: 3 }));
    return pin;
  }
}
customElements.define("pin-board", PinBoard);
