// <live-pulse hx-get hx-trigger="pulse" data-every="25">: asks what is new while somebody looks and is
// online. Pauses vary a little, grow while the server is away or busy, and end when it refuses.
class LivePulse extends HTMLElement {
  connectedCallback() {
    this.every = this.pause = this.dataset.every * 1000;
    this.look = () => {
      if (!document.hidden && navigator.onLine && Date.now() >= this.due) this.dispatchEvent(new Event("pulse"));
    };
    this.addEventListener("htmx:after:request", (event) => this.answered(event, event.detail.ctx.response.status));
    this.addEventListener("htmx:error", (event) => this.answered(event, 0));
    document.addEventListener("visibilitychange", this.look);
    window.addEventListener("online", this.look);
    this.wait(this.dataset.first * 1000 || this.pause);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this.look);
    window.removeEventListener("online", this.look);
  }

  wait(pause) {
    clearTimeout(this.timer);
    const about = pause * (1 + Math.random() * 0.3);
    this.due = Date.now() + about - 99;
    this.timer = setTimeout(this.look, about);
  }

  answered(event, status) {
    if (event.target !== this) return;
    // Nobody asked for it by hand, so nobody is told that it failed; who is signed out is sent to sign in.
    if (status !== 401 && (status < 200 || status >= 400)) event.preventDefault();
    if (status >= 400 && status < 500 && status !== 429) return;
    this.pause = status >= 200 && status < 400 ? this.every : Math.min(this.pause * 2, 6e5);
    this.wait(this.pause);
  }
}
customElements.define("live-pulse", LivePulse);
