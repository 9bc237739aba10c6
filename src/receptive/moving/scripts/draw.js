// What figures are drawn with: elements, grids of numbers, pixels, bars. A part of a figure is at most 330 pixels wide.
const WIDEST = 330;
const NARROWEST = 240; // what a drawing may count on, even before a page is laid out
const CELL = 36;
const COLORS = { positive: [47, 123, 214], negative: [214, 96, 32] };

function element(tag, attributes = {}, ...inside) {
  const made = tag.startsWith("svg:")
    ? document.createElementNS("http://www.w3.org/2000/svg", tag.slice(4))
    : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...inside);
  return made;
}

// A number in at most six digits.
function written(value) {
  return String(Number(value.toPrecision(6)));
}

function factor(value) {
  return value < 0 ? `(${written(value)})` : written(value);
}

function counted(number, word) {
  return number === 1 ? `1 ${word}` : `${number} ${word}s`;
}

// One drawing with its title; the words of the figure say what it shows.
function part(title, drawing, foot = "") {
  const box = element("div", { class: "move-part" }, element("p", { class: "move-title" }, title), drawing);
  if (foot) box.append(element("p", { class: "move-foot" }, foot));
  return box;
}

// A part behind its sign; both stay together where parts wrap.
function after(text, one) {
  return element(
    "div",
    { class: "move-behind" },
    element("div", { class: "move-sign", "aria-hidden": true }, text),
    one,
  );
}

// Parts that begin a row of their own.
function row(...parts) {
  return element("div", { class: "move-row" }, ...parts);
}

// Parts one below the other.
function column(...parts) {
  return element("div", { class: "move-column" }, ...parts);
}

function canvas(width, height, ...inside) {
  return element("svg:svg", { width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": true }, ...inside);
}

function rectangle(x, y, width, height, kind, more = {}) {
  return element("svg:rect", { x, y, width, height, class: kind, ...more });
}

function label(x, y, text, kind = "", anchor = "middle") {
  return element("svg:text", { x, y, class: kind, "text-anchor": anchor }, text);
}

function stroke(points, kind) {
  return element("svg:polyline", { points: points.map((point) => point.join(",")).join(" "), class: kind });
}

function polygon(points, kind) {
  return element("svg:polygon", { points: points.map((point) => point.join(",")).join(" "), class: kind });
}

// A place of rows and columns that answers a pointer. What is in `held` is grabbed: a finger on it does not scroll.
function spot(name, rows, columns, [x, y, width, height], held) {
  const group = element("svg:g", { class: "move-spot", "data-name": name, "data-rows": rows, "data-columns": columns });
  group.append(rectangle(x, y, width, height, "clear"));
  if (held) {
    const [more, deep] = [Math.max(0, 44 - held[2]) / 2, Math.max(0, 44 - held[3]) / 2];
    group.append(rectangle(held[0] - more, held[1] - deep, held[2] + 2 * more, held[3] + 2 * deep, "clear move-held"));
  }
  return group;
}

// Numbers in cells that have room for `longest` letters, with their places if `first` is the upper left one.
// `look(i, j)` gives the class of a cell; `window` is [top, left, height, width], framed.
function grid(title, rows, { look = () => "", window, name, first, foot, color, longest = 1 } = {}) {
  const columns = rows[0].length;
  const letters = lettersOf(rows.flat(), longest);
  const wide = Math.max(
    Math.min(Math.max(CELL, letters * 8 + 8), Math.floor((WIDEST - 26) / columns)),
    letters * 7 + 4,
  );
  const [left, top] = first ? [24, 18] : [2, 2];
  const most = Math.max(...rows.flat().map((value) => Math.abs(Number(value) || 0))) || 1;
  const drawing = canvas(left + wide * columns + 3, top + CELL * rows.length + 3);
  for (let j = 0; first && j < columns; j += 1)
    drawing.append(label(left + wide * (j + 0.5), top - 5, first[1] + j, "small"));
  rows.forEach((row, i) => {
    if (first) drawing.append(label(left - 6, top + CELL * (i + 0.5) + 4, first[0] + i, "small", "end"));
    row.forEach((value, j) => {
      const box = [left + wide * j, top + CELL * i, wide, CELL];
      if (color && value) {
        drawing.append(
          rectangle(...box, value > 0 ? "positive" : "negative", { "fill-opacity": (0.75 * Math.abs(value)) / most }),
        );
      }
      drawing.append(
        rectangle(...box, `cell ${look(i, j)}`),
        label(box[0] + wide / 2, box[1] + CELL / 2 + 5, shown(value), look(i, j)),
      );
    });
  });
  const box = window && [left + wide * window[1], top + CELL * window[0], wide * window[3], CELL * window[2]];
  if (box) drawing.append(rectangle(...box, "frame"));
  if (name) drawing.append(spot(name, rows.length, columns, [left, top, wide * columns, CELL * rows.length], box));
  return part(title, drawing, foot);
}

// How long the longest of these numbers is when it is written.
function lettersOf(values, least = 1) {
  return Math.max(least, ...values.map((value) => shown(value).length));
}

function shown(value) {
  return typeof value === "number" ? written(Number(value.toPrecision(4))) : value;
}

function scaleOf(rows) {
  return Math.max(1, Math.min(Math.floor(288 / Math.max(rows.length, rows[0].length)), 24));
}

// The scale of two pictures that are to be compared: where a page is narrow, each takes half of it.
function pairScale(rows, room) {
  return room < 600 ? Math.min((room - 20) / 2 / rows[0].length, scaleOf(rows)) : scaleOf(rows);
}

// Pixels: `gray` from 0 to 255, or `signed`, blue and orange on the paper. Values that are null are not known yet.
function pixels(title, rows, { kind = "gray", window, name, foot, most, scale = scaleOf(rows) } = {}) {
  const [height, width] = [rows.length, rows[0].length];
  const image = element("canvas", { width, height, class: "move-image", "aria-hidden": true });
  image.style.width = `${width * scale}px`;
  image.style.height = `${height * scale}px`;
  const data = new ImageData(width, height);
  const top = most ?? (Math.max(...rows.map((row) => Math.max(...row.map(Math.abs)))) || 1);
  rows.forEach((row, i) =>
    row.forEach((value, j) =>
      data.data.set(value === null ? [0, 0, 0, 0] : colorOf(value, kind, top), 4 * (i * width + j)),
    ),
  );
  image.getContext("2d").putImageData(data, 0, 0);
  const over = canvas(width * scale, height * scale);
  const box = window && [window[1] * scale, window[0] * scale, window[3] * scale, window[2] * scale];
  if (box) over.append(rectangle(...box, "halo"), rectangle(...box, "frame"));
  if (name) over.append(spot(name, height, width, [0, 0, width * scale, height * scale], box));
  return part(title, element("div", { class: "move-pixels" }, image, over), foot);
}

function colorOf(value, kind, most) {
  if (kind === "gray") return [value, value, value, 255];
  return [...COLORS[value > 0 ? "positive" : "negative"], Math.round((255 * Math.abs(value)) / most)];
}

// Bars up and down from a line, a number at each.
function bars(title, values, { most, foot, kind = "" } = {}) {
  const top = most ?? (Math.max(...values.map(Math.abs)) || 1);
  const [wide, half] = [Math.min(30, Math.floor((WIDEST - 8) / values.length)), 28];
  const drawing = canvas(wide * values.length + 4, 2 * half + 36);
  values.forEach((value, j) => {
    const tall = (half * Math.abs(value)) / top;
    const [x, y] = [2 + wide * j, 18 + half - (value > 0 ? tall : 0)];
    drawing.append(rectangle(x + 3, y, wide - 6, tall, `${value < 0 ? "negative" : "positive"} ${kind}`));
    const below = 18 + half + (value < 0 ? tall + 13 : 0);
    drawing.append(label(x + wide / 2, value < 0 ? below : y - 4, shown(value), "small"));
  });
  drawing.append(
    stroke(
      [
        [0, 18 + half],
        [wide * values.length + 4, 18 + half],
      ],
      "thin",
    ),
  );
  return part(title, drawing, foot);
}
