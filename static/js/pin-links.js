// A critique, its pin and its words light up together; a closed list opens for what is inside it.
function lightUp(event) {
  const place = "[data-of], .critique";
  const from = event.target.closest?.(place) ?? document.activeElement?.closest(place);
  const names = from?.dataset.of?.split(" ") ?? (from ? [from.id.replace("critique-", "")] : []);
  for (const one of document.querySelectorAll(".is-pointed")) one.classList.remove("is-pointed");
  for (const name of names) {
    const places = document.querySelectorAll(`[data-of~="${CSS.escape(name)}"]`);
    for (const one of places) one.classList.add("is-pointed");
    if (from.dataset.of) document.getElementById(`critique-${name}`)?.classList.add("is-pointed");
  }
}
for (const name of ["pointerover", "focusin"]) document.addEventListener(name, lightUp);

document.addEventListener("click", (event) => {
  const link = event.target.closest?.('a[href^="#crowd-"], a[href^="#pin-"]');
  const place = link && document.getElementById(link.getAttribute("href").slice(1));
  const list = place?.closest("details");
  if (list) list.open = true;
});

// A thread that comes alone counts its pins from one: here they have the numbers of the page.
document.addEventListener("htmx:after:swap", () => {
  for (const link of document.querySelectorAll('.critique a[href^="#pin-"]')) {
    const place = document.getElementById(link.getAttribute("href").slice(1));
    if (place) link.querySelector(".pin").textContent = place.dataset.number;
  }
});
