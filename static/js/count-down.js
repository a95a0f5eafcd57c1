// <count-down datetime data-now data-words="Closes in {time}">: how long it still is, by the server's
// clock, in the page's language. Said aloud ten minutes and one minute before; at the end the page
// asks how the round stands, each a moment apart from the others.
const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

class CountDown extends HTMLElement {
  connectedCallback() {
    this.fast = Date.now() - Date.parse(this.dataset.now);
    this.ends = Date.parse(this.getAttribute("datetime"));
    this.words = this.firstElementChild;
    this.aloud = this.querySelector("[role=status]");
    this.tick();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  tick() {
    const left = Math.ceil((this.ends - Date.now() + this.fast) / 1000);
    if (left <= 0) return this.over();
    const [unit, size] = UNITS.find(([name, size]) => left >= size * (name === "day" || name === "hour" ? 2 : 1));
    const time = new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit, unitDisplay: "long" }).format(Math.floor(left / size));
    this.words.textContent = this.dataset.words.replace("{time}", time);
    const near = left <= 60 ? 1 : left <= 600 ? 10 : 0;
    if (near && this.near !== near && this.near !== undefined) this.aloud.textContent = this.words.textContent;
    this.near = near;
    this.timer = setTimeout(() => this.tick(), left < 200 ? 1000 : 20000);
  }

  over() {
    const pulse = document.querySelector("live-pulse[data-round]");
    this.timer = setTimeout(() => pulse?.dispatchEvent(new Event("pulse")), 500 + Math.random() * 3000);
  }
}
customElements.define("count-down", CountDown);
