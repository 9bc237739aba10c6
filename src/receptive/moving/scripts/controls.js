// Controls of a figure: the browser's own, each of which changes the state and has it shown.
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const ARROWS = {
  ArrowLeft: ["←", "left", [0, -1]],
  ArrowUp: ["↑", "up", [-1, 0]],
  ArrowDown: ["↓", "down", [1, 0]],
  ArrowRight: ["→", "right", [0, 1]],
};
let groups = 0; // of radio buttons, each with a name of its own

const range = (name, text, from, to, step = 1) => ({ kind: "range", name, text, from, to, step });
const choice = (name, text, options) => ({ kind: "choice", name, text, options });
const toggle = (name, text) => ({ kind: "toggle", name, text });
// A button that does something; one that plays goes on until it gives false, a step each `pause` milliseconds.
const push = (text, act, pause = 0) => ({ kind: "push", text, act, pause });

function control(one, state, show, refresh) {
  if (one.kind === "range") return slider(one, state, show, refresh);
  if (one.kind === "choice") return choices(one, state, show, refresh);
  if (one.kind === "toggle") return box(one, state, show, refresh);
  return button(one, state, show);
}

function slider(one, state, show, refresh) {
  const input = element("input", { type: "range", min: one.from, max: one.to, step: one.step });
  const value = element("span", { class: "move-value" });
  input.addEventListener("input", () => {
    state[one.name] = Number(input.value);
    show();
  });
  refresh.push(() => {
    input.value = state[one.name];
    value.textContent = written(state[one.name]);
  });
  return element("label", { class: "move-range" }, element("span", {}, one.text), input, value);
}

function choices(one, state, show, refresh) {
  groups += 1;
  const group = element("fieldset", { class: "move-choice" }, element("legend", {}, one.text));
  for (const [value, text] of one.options) {
    const input = element("input", { type: "radio", name: `move-${groups}`, value });
    input.addEventListener("change", () => {
      state[one.name] = value;
      show();
    });
    refresh.push(() => {
      input.checked = state[one.name] === value;
    });
    group.append(element("label", {}, input, element("span", {}, text)));
  }
  return group;
}

function box(one, state, show, refresh) {
  const input = element("input", { type: "checkbox" });
  input.addEventListener("change", () => {
    state[one.name] = input.checked;
    show();
  });
  refresh.push(() => {
    input.checked = state[one.name];
  });
  return element("label", { class: "move-toggle" }, input, element("span", {}, one.text));
}

// A button; while one plays it says Pause, and does it.
function button(one, state, show) {
  const made = element("button", { type: "button" }, one.text);
  let running = 0;
  const step = () => {
    const more = one.act(state);
    show();
    running = more ? setTimeout(step, one.pause) : 0;
    tell();
  };
  // While it plays, nobody is told every step
  const tell = () => {
    made.textContent = running ? "Pause" : one.text;
    made
      .closest(".move-live")
      .querySelector(".move-said")
      .setAttribute("aria-live", running ? "off" : "polite");
  };
  made.addEventListener("click", () => {
    if (running) {
      clearTimeout(running);
      running = 0;
      tell();
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
    const made = element("button", { type: "button", "aria-label": word }, text);
    made.addEventListener("click", () => moved(by));
    pad.append(made);
  }
  return pad;
}
