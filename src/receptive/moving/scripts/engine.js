// The one engine: a figure has a state, controls that change it, a drawing of it and a sentence about it.
//
// Each kind of figure is an entry of `moving`:
//   begin(p) → state; work(p, state) → numbers;
//   draw(p, state, numbers, room) → elements; say(p, state, numbers) → text;
//   controls(p) → what range, choice, toggle and push give; and, where something is moved or pointed at,
//   hint, move(p, state, [down, right]), point(p, state, name, row, column).
const moving = {};

function startAll() {
  globalThis.moving = moving;
  for (const figure of document.querySelectorAll("figure[data-move]")) start(figure);
}

function start(figure) {
  const kind = moving[figure.dataset.move];
  const given = JSON.parse(figure.dataset.parameters);
  if (!kind || kind.stands?.(given)) return;
  const state = kind.begin(given);
  const stage = element("div", { class: "move-stage", role: "group", "aria-label": "Drawing" });
  const controls = element("div", { class: "move-controls" });
  const said = element("output", { class: "move-said" });
  const live = element("div", { class: "move-live" }, stage, controls, said);
  const refresh = [];
  for (const one of kind.controls?.(given) ?? []) controls.append(control(one, state, show, refresh));
  if (kind.move) controls.append(arrows(kind, moved));
  if (kind.move) listen(stage, kind, moved);
  if (kind.point)
    follow(stage, (name, i, j) => {
      kind.point(given, state, name, i, j);
      show();
    });
  const still = figure.querySelector(".move-still");
  figure.insertBefore(live, still ?? figure.querySelector("figcaption")?.nextSibling);
  figure.classList.add("move-alive");
  show();
  new ResizeObserver(() => {
    if (Math.abs(live.clientWidth - show.room) > 1) show();
  }).observe(live);

  function moved(by) {
    kind.move(given, state, by);
    show();
  }

  function show() {
    if (Math.abs(live.clientWidth - (show.room ?? 0)) > 1)
      [stage, said].forEach((one) => {
        one.style.minHeight = "";
      });
    show.room = live.clientWidth;
    const numbers = kind.work(given, state);
    stage.replaceChildren(...kind.draw(given, state, numbers, Math.max(stage.clientWidth - 4, NARROWEST)));
    said.textContent = kind.say(given, state, numbers);
    for (const one of refresh) one();
    // What was once needed stays reserved, so that nothing below jumps
    for (const one of [stage, said]) one.style.minHeight = `${one.offsetHeight}px`;
    // What does not fit is scrolled by keys
    if (kind.move || stage.scrollWidth > stage.clientWidth) stage.tabIndex = 0;
    else stage.removeAttribute("tabindex");
  }
}

function listen(stage, kind, moved) {
  stage.setAttribute("aria-label", `${kind.hint}: arrow keys`);
  stage.addEventListener("keydown", (event) => {
    const by = ARROWS[event.key]?.[2];
    if (!by || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    moved(by);
  });
}

// A pointer that is down, by mouse, pen or finger: the place under it, also while it is dragged over the edge.
function follow(stage, point) {
  let held = null;
  const go = (event) => {
    const { x, y, width, height } = held.at;
    const place = (where, size, count) => Math.min(Math.max(Math.floor((where / size) * count), 0), count - 1);
    const [rows, columns] = [Number(held.rows), Number(held.columns)];
    const next = [place(event.clientY - y, height, rows), place(event.clientX - x, width, columns)];
    if (held.last?.join() === next.join()) return;
    held.last = next;
    point(held.name, ...next);
  };
  stage.addEventListener("pointerdown", (event) => {
    const found = event.target.closest(".move-spot");
    if (!found || event.button) return;
    held = { ...found.dataset, at: found.firstElementChild.getBoundingClientRect() };
    if (event.target.closest(".move-held")) stage.setPointerCapture(event.pointerId);
    go(event);
  });
  stage.addEventListener("pointermove", (event) => {
    if (held && event.buttons) go(event);
  });
  for (const end of ["pointerup", "pointercancel"])
    stage.addEventListener(end, () => {
      held = null;
    });
}
