// What is put in elsewhere moves nothing one reads, and closes no form one writes in: open answers wait
// aside while their thread is drawn anew, and the remark at the top of the window stays there. When
// the round has closed (the whole page comes by the pulse), what was typed is left to be copied.
const place = {};

const leave = (words, said) => {
  const notice = Object.assign(document.createElement("div"), { className: "notice notice-warning kept-words" });
  const field = Object.assign(document.createElement("textarea"), { className: "input", readOnly: true, value: words, ariaLabel: said });
  const sentence = Object.assign(document.createElement("p"), { textContent: said });
  sentence.setAttribute("role", "status");
  notice.appendChild(document.createElement("div")).append(sentence, field);
  document.getElementById("said").before(notice);
};

document.addEventListener("htmx:before:swap", (event) => {
  const { ctx } = event.detail;
  const target = typeof ctx.target === "string" ? document.querySelector(ctx.target) : ctx.target;
  const pulse = target?.id === "judge" && ctx.sourceElement.closest("live-pulse");
  place.said = pulse && pulse.dataset.kept;
  place.words = pulse ? [...target.querySelectorAll("textarea[name=text]")].map((field) => field.value).filter(Boolean) : [];
  const open = pulse ? [] : [...(target?.querySelectorAll("[id^=below-]") ?? [])].filter((below) => below.firstElementChild && !below.contains(ctx.sourceElement));
  place.field = document.activeElement;
  place.open = open.map((below) => [below.id, [...below.childNodes]]);
  place.open.flatMap(([, nodes]) => nodes).forEach((node) => node.remove());
  const seen = target?.id === "said" && target.getBoundingClientRect().top < 0 && [...target.querySelectorAll("article")].find((one) => one.getBoundingClientRect().bottom > 0);
  place.read = seen?.id;
  place.top = seen && seen.getBoundingClientRect().top;
});

document.addEventListener("htmx:after:swap", () => {
  for (const [id, nodes] of place.open ?? []) document.getElementById(id)?.append(...nodes);
  if (place.open?.some(([, nodes]) => nodes.some((node) => node.contains(place.field)))) place.field.focus({ preventScroll: true });
  const now = place.read && document.getElementById(place.read);
  if (now) window.scrollBy(0, now.getBoundingClientRect().top - place.top);
  for (const words of place.words ?? []) leave(words, place.said);
  place.open = place.read = place.words = undefined;
});
