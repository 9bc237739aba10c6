// The one engine: a figure has a state, controls that change it, a drawing of it and a sentence about it.
//
// Each kind of figure is an entry of `moving`:
//   begin(p) → state; work(p, state) → numbers; draw(p, state, numbers, room) → elements; say(p, state, numbers) → text;
//   controls(p) → what range, choice, toggle and push give; and, where something is moved or pointed at,
//   hint, move(p, state, [down, right]), point(p, state, name, row, column), axes: "across" or "both".
const moving = {};
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const ARROWS = {
  ArrowLeft: ["←", "left", [0, -1]],
  ArrowUp: ["↑", "up", [-1, 0]],
  ArrowDown: ["↓", "down", [1, 0]],
  ArrowRight: ["→", "right", [0, 1]],
};
let figures = 0;

const range = (name, text, from, to, step = 1) => ({ kind: "range", name, text, from, to, step });
const choice = (name, text, options) => ({ kind: "choice", name, text, options });
const toggle = (name, text) => ({ kind: "toggle", name, text });
// A button that does something; one that plays goes on until it gives false, a step each `pause` milliseconds.
const push = (text, act, pause = 0) => ({ kind: "push", text, act, pause });

function startAll() {
  globalThis.moving = moving;
  for (const figure of document.querySelectorAll("figure[data-move]")) start(figure);
}

function start(figure) {
  const kind = moving[figure.dataset.move];
  const given = JSON.parse(figure.dataset.parameters);
  if (!kind || kind.stands?.(given)) return;
  const state = kind.begin(given);
  const stage = element("div", { class: "move-stage" });
  const controls = element("div", { class: "move-controls" });
  const said = element("output", { class: "move-said" });
  const live = element("div", { class: "move-live" }, stage, controls, said);
  const refresh = [];
  figures += 1;
  for (const one of kind.controls?.(given) ?? []) controls.append(control(one, state, show, refresh));
  if (kind.move) controls.append(arrows(kind, moved));
  if (kind.move) listen(stage, kind, moved);
  if (kind.point) follow(stage, (name, i, j) => { kind.point(given, state, name, i, j); show(); });
  const still = figure.querySelector(".move-still");
  figure.insertBefore(live, still ?? figure.querySelector("figcaption")?.nextSibling);
  figure.classList.add("move-alive");
  show();
  new ResizeObserver(() => { if (Math.abs(live.clientWidth - show.room) > 1) show(); }).observe(live);

  function moved(by) {
    kind.move(given, state, by);
    show();
  }

  function show() {
    if (Math.abs(live.clientWidth - (show.room ?? 0)) > 1) [stage, said].forEach((one) => { one.style.minHeight = ""; });
    show.room = live.clientWidth;
    const numbers = kind.work(given, state);
    stage.replaceChildren(...kind.draw(given, state, numbers, stage.clientWidth || WIDEST));
    said.textContent = kind.say(given, state, numbers);
    for (const one of refresh) one();
    // What was once needed stays reserved, so that nothing below jumps
    for (const one of [stage, said]) one.style.minHeight = `${one.offsetHeight}px`;
  }
}

function control(one, state, show, refresh) {
  if (one.kind === "range") return slider(one, state, show, refresh);
  if (one.kind === "choice") return choices(one, state, show, refresh);
  if (one.kind === "toggle") return box(one, state, show, refresh);
  return button(one, state, show, refresh);
}

function slider(one, state, show, refresh) {
  const input = element("input", { type: "range", min: one.from, max: one.to, step: one.step });
  const value = element("span", { class: "move-value" });
  input.addEventListener("input", () => { state[one.name] = Number(input.value); show(); });
  refresh.push(() => { input.value = state[one.name]; value.textContent = written(state[one.name]); });
  return element("label", { class: "move-range" }, element("span", {}, one.text), input, value);
}

function choices(one, state, show, refresh) {
  const group = element("fieldset", { class: "move-choice" }, element("legend", {}, one.text));
  for (const [value, text] of one.options) {
    const input = element("input", { type: "radio", name: `move-${figures}-${one.name}`, value });
    input.addEventListener("change", () => { state[one.name] = value; show(); });
    refresh.push(() => { input.checked = state[one.name] === value; });
    group.append(element("label", {}, input, element("span", {}, text)));
  }
  return group;
}

function box(one, state, show, refresh) {
  const input = element("input", { type: "checkbox" });
  input.addEventListener("change", () => { state[one.name] = input.checked; show(); });
  refresh.push(() => { input.checked = state[one.name]; });
  return element("label", { class: "move-toggle" }, input, element("span", {}, one.text));
}

function button(one, state, show) {
  const made = element("button", { type: "button" }, one.text);
  let running = 0;
  const step = () => {
    const more = one.act(state);
    show();
    running = more ? setTimeout(step, one.pause) : 0;
    made.textContent = running ? "Pause" : one.text;
  };
  made.addEventListener("click", () => {
    if (running) {
      clearTimeout(running);
      running = 0;
      made.textContent = one.text;
    } else if (one.pause && calm.matches) {
      while (one.act(state)); // no motion: at once to where it would end
      show();
    } else step();
  });
  return made;
}

function arrows(kind, moved) {
  const pad = element("div", { class: "move-arrows", role: "group", "aria-label": kind.hint });
  for (const [text, word, by] of Object.values(ARROWS)) {
    if (kind.axes === "across" && by[0]) continue;
    const made = element("button", { type: "button", "aria-label": word }, text);
    made.addEventListener("click", () => moved(by));
    pad.append(made);
  }
  return pad;
}

function listen(stage, kind, moved) {
  stage.tabIndex = 0;
  stage.setAttribute("role", "group");
  stage.setAttribute("aria-label", `${kind.hint}: arrow keys`);
  stage.addEventListener("keydown", (event) => {
    const by = ARROWS[event.key]?.[2];
    if (!by || event.altKey || event.ctrlKey || event.metaKey || (kind.axes === "across" && by[0])) return;
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
  stage.addEventListener("pointermove", (event) => { if (held && event.buttons) go(event); });
  for (const end of ["pointerup", "pointercancel"]) stage.addEventListener(end, () => { held = null; });
}

// The picture of a figure as rows of bytes.
function rowsOf(picture) {
  const bytes = Uint8Array.from(atob(picture.pixels), (character) => character.charCodeAt(0));
  return Array.from({ length: picture.height }, (_, i) => Array.from(bytes.slice(i * picture.width, (i + 1) * picture.width)));
}

function padded(rows, padding) {
  const wide = rows[0].length + 2 * padding;
  const edge = Array.from({ length: padding }, () => Array(wide).fill(0));
  const side = Array(padding).fill(0);
  return [...edge, ...rows.map((row) => [...side, ...row, ...side]), ...edge];
}

// The sum of products at every place where the window fits.
function correlate(image, kernel, [down, right] = [1, 1], bias = 0, [deep, far] = [1, 1]) {
  const [tall, wide] = [(kernel.length - 1) * deep + 1, (kernel[0].length - 1) * far + 1];
  const result = [];
  for (let i = 0; i + tall <= image.length; i += down) {
    const row = [];
    for (let j = 0; j + wide <= image[0].length; j += right) {
      let sum = bias;
      for (let u = 0; u < kernel.length; u += 1) {
        for (let v = 0; v < kernel[0].length; v += 1) sum += kernel[u][v] * image[i + u * deep][j + v * far];
      }
      row.push(sum);
    }
    result.push(row);
  }
  return result;
}

function clamp(value, least, most) {
  return Math.min(Math.max(value, least), most);
}

function halfTurn(kernel) {
  return kernel.map((row) => [...row].reverse()).reverse();
}

function rectified(rows) {
  return rows.map((row) => row.map((value) => Math.max(value, 0)));
}

function pooled(rows, size, stride, kind) {
  const result = [];
  for (let i = 0; i + size <= rows.length; i += stride) {
    const row = [];
    for (let j = 0; j + size <= rows[0].length; j += stride) {
      const values = rows.slice(i, i + size).flatMap((line) => line.slice(j, j + size));
      row.push(kind === "max" ? Math.max(...values) : values.reduce((a, b) => a + b, 0) / values.length);
    }
    result.push(row);
  }
  return result;
}
