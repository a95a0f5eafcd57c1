// <compare-slider>: lays the newer picture over the older one, as far as the slider says.
class CompareSlider extends HTMLElement {
  connectedCallback() {
    this.tools = this.querySelector(".compare-tools");
    if (!this.tools) return;
    this.range = this.tools.querySelector("input");
    this.button = this.tools.querySelector("button");
    this.tools.hidden = false;
    this.range.addEventListener("input", () => this.show());
    this.button.addEventListener("click", () => this.slide(!this.isSliding()));
    // One beside the other where there is room; where there is not, one over the other.
    this.slide(matchMedia("(max-width: 60rem)").matches);
  }

  isSliding() {
    return this.classList.contains("compare-slides");
  }

  slide(on) {
    this.classList.toggle("compare-slides", on);
    this.button.setAttribute("aria-pressed", String(on));
    this.show();
  }

  show() {
    this.style.setProperty("--share", `${this.range.value}%`);
    this.range.setAttribute("aria-valuetext", this.range.dataset.says.replace("{share}", this.range.value));
  }
}
customElements.define("compare-slider", CompareSlider);
