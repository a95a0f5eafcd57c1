// <gallery-arrows>: shows the two buttons of a gallery and moves one picture at a time.
class GalleryArrows extends HTMLElement {
  connectedCallback() {
    this.frames = this.querySelector(".gallery-frames");
    this.bar = this.querySelector(".gallery-arrows");
    if (!this.frames || !this.bar) return;
    const [previous, next] = this.bar.querySelectorAll("button");
    this.bar.hidden = false;
    previous.addEventListener("click", () => this.move(-1));
    next.addEventListener("click", () => this.move(1));
    const ends = () => {
      // aria-disabled, not disabled: the button keeps its focus at the last picture.
      previous.setAttribute("aria-disabled", String(this.at() === 0));
      next.setAttribute("aria-disabled", String(this.at() === this.frames.children.length - 1));
    };
    this.frames.addEventListener("scroll", ends, { passive: true });
    ends();
  }

  at() {
    return Math.round(Math.abs(this.frames.scrollLeft) / this.frames.clientWidth);
  }

  move(step) {
    const to = Math.min(Math.max(this.at() + step, 0), this.frames.children.length - 1);
    this.frames.children[to].scrollIntoView({ block: "nearest", inline: "start" });
  }
}
customElements.define("gallery-arrows", GalleryArrows);
