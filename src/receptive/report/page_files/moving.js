"use strict";
// A window that the reader moves over an image: by arrow keys, buttons or a pointer. Without this script the picture says enough.
for (const figure of document.querySelectorAll("figure[data-moving]")) {
  const moving = JSON.parse(figure.dataset.moving);
  const [taps, across] = [moving.kernel.length, moving.kernel[0].length];
  const reach = [(taps - 1) * moving.dilation[0] + 1, (across - 1) * moving.dilation[1] + 1];
  const last = [0, 1].map((axis) => {
    const size = axis === 0 ? moving.image.length : moving.image[0].length;
    return Math.floor((size - reach[axis]) / moving.stride[axis]);
  });
  if (Math.min(...last) < 0 || Math.max(...last) < 1) continue; // there is nowhere to go
  const at = [0, 0];
  const box = document.createElement("div");
  box.className = "explorer";
  box.tabIndex = 0;
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", "Move the window over the input: arrow keys");
  const hint = document.createElement("p");
  hint.textContent = "Move the window: arrow keys, the buttons, or point at a cell.";
  const table = document.createElement("table");
  const cells = moving.image.map((row, i) => {
    const line = table.insertRow();
    return row.map((value, j) => {
      const cell = line.insertCell();
      cell.textContent = written(value);
      cell.addEventListener("pointerenter", () => go(Math.floor(i / moving.stride[0]), Math.floor(j / moving.stride[1])));
      return cell;
    });
  });
  const said = document.createElement("output");
  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const signs = { ArrowUp: ["↑", "up"], ArrowDown: ["↓", "down"], ArrowLeft: ["←", "left"], ArrowRight: ["→", "right"] };
  const buttons = document.createElement("p");
  for (const [key, [sign, word]] of Object.entries(signs)) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = sign;
    button.setAttribute("aria-label", `window ${word}`);
    button.addEventListener("click", () => go(at[0] + steps[key][0], at[1] + steps[key][1]));
    buttons.append(button, " ");
  }
  box.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    go(at[0] + step[0], at[1] + step[1]);
  });
  box.append(hint, table, buttons, said);
  figure.append(box);
  go(0, 0);

  function written(value) {
    return String(Number(value.toPrecision(6)));
  }

  function factor(value) {
    return value < 0 ? `(${written(value)})` : written(value);
  }

  function go(row, column) {
    at[0] = Math.min(Math.max(row, 0), last[0]);
    at[1] = Math.min(Math.max(column, 0), last[1]);
    const terms = [];
    let sum = moving.extra;
    for (const line of cells) for (const cell of line) cell.className = "";
    for (let u = 0; u < taps; u += 1) {
      for (let v = 0; v < across; v += 1) {
        const [i, j] = [at[0] * moving.stride[0] + u * moving.dilation[0], at[1] * moving.stride[1] + v * moving.dilation[1]];
        cells[i][j].className = "in";
        terms.push(`${factor(moving.image[i][j])}·${factor(moving.kernel[u][v])}`);
        sum += moving.image[i][j] * moving.kernel[u][v];
      }
    }
    if (moving.extra) terms.push(factor(moving.extra));
    said.textContent = `row ${at[0]}, column ${at[1]} of the result: ${terms.join(" + ")} = ${written(sum)}`;
  }
}
