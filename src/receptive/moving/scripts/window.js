// A window over numbers or over a picture: products, their sum, and the output that fills up.
moving.window = {
  hint: "Move the window",
  stands(p) {
    // there is nowhere to go
    const last = moving.window.last(moving.window.image(p), p);
    return Math.min(...last) < 0 || Math.max(...last) < 1;
  },
  image: (p) => padded(p.picture ? rowsOf(p.picture) : p.rows, p.padding ?? 0),
  steps: (p) => (Array.isArray(p.stride) ? p.stride : [p.stride, p.stride]),
  last(image, p) {
    const [apart, steps] = [p.dilation ?? [1, 1], moving.window.steps(p)];
    const reach = [(p.kernel.length - 1) * apart[0] + 1, (p.kernel[0].length - 1) * apart[1] + 1];
    return [Math.floor((image.length - reach[0]) / steps[0]), Math.floor((image[0].length - reach[1]) / steps[1])];
  },
  begin(p) {
    const image = moving.window.image(p);
    // Every product that comes up, so that a grid of them is never widened
    const products = [...new Set(image.flat())].flatMap((value) => p.kernel.flat().map((weight) => value * weight));
    return { at: [0, 0], seen: new Set(["0,0"]), image, longest: lettersOf(products) };
  },
  controls: (p) => [push("Fill the output", (state) => moving.window.next(p, state), p.picture ? 8 : 250)],
  // The next position in reading order, of a picture a row at a time; after the last one all over again.
  next(p, state) {
    const [bottom, right] = moving.window.last(state.image, p);
    const [i, j] = state.at;
    if (i === bottom && j === right) {
      state.seen.clear();
      moving.window.go(p, state, 0, 0);
    } else if (j === right) moving.window.go(p, state, i + 1, 0);
    else for (let to = j + 1; to <= (p.picture ? right : j + 1); to += 1) moving.window.go(p, state, i, to);
    return state.at[0] < bottom || state.at[1] < right;
  },
  go(p, state, row, column) {
    const last = moving.window.last(state.image, p);
    state.at = [clamp(row, 0, last[0]), clamp(column, 0, last[1])];
    state.seen.add(state.at.join());
  },
  move: (p, state, [down, right]) => moving.window.go(p, state, state.at[0] + down, state.at[1] + right),
  point(p, state, name, i, j) {
    const steps = moving.window.steps(p);
    const middle = (axis) => Math.floor((axis === 0 ? p.kernel.length : p.kernel[0].length) / 2);
    if (name === "output") moving.window.go(p, state, i, j);
    else moving.window.go(p, state, Math.round((i - middle(0)) / steps[0]), Math.round((j - middle(1)) / steps[1]));
  },
  work(p, { at, image }) {
    const [steps, apart, bias] = [moving.window.steps(p), p.dilation ?? [1, 1], p.bias ?? 0];
    const corner = [at[0] * steps[0], at[1] * steps[1]];
    const patch = p.kernel.map((row, u) =>
      row.map((_, v) => image[corner[0] + u * apart[0]][corner[1] + v * apart[1]]),
    );
    const products = patch.map((row, u) => row.map((value, v) => value * p.kernel[u][v]));
    const sum = products.flat().reduce((a, b) => a + b, bias);
    return { corner, patch, products, sum, output: correlate(image, p.kernel, steps, bias, apart) };
  },
  draw(p, state, { corner, patch, products, output }, room) {
    const [apart, padding] = [p.dilation ?? [1, 1], p.padding ?? 0];
    const reach = [(p.kernel.length - 1) * apart[0] + 1, (p.kernel[0].length - 1) * apart[1] + 1];
    const window = [...corner, ...reach];
    const inside = (i, j) => {
      const [u, v] = [(i - corner[0]) / apart[0], (j - corner[1]) / apart[1]];
      const tap =
        Number.isInteger(u) && Number.isInteger(v) && u >= 0 && v >= 0 && u < p.kernel.length && v < p.kernel[0].length;
      const zero =
        i < padding || j < padding || i >= state.image.length - padding || j >= state.image[0].length - padding;
      return `${tap ? "in" : ""} ${zero ? "border" : ""}`;
    };
    const known = output.map((row, i) => row.map((value, j) => (state.seen.has(`${i},${j}`) ? value : null)));
    const here = [...state.at, 1, 1];
    if (p.picture) {
      const most = Math.max(...output.map((row) => Math.max(...row.map(Math.abs)))) || 1;
      const scale = pairScale(state.image, room);
      return [
        pixels("picture", state.image, { window, name: "input", scale }),
        pixels("output", known, { kind: "signed", most, window: here, name: "output", scale }),
        row(
          grid("patch", patch, { longest: 3 }),
          after("·", grid("kernel", p.kernel)),
          after("=", grid("products", products, { longest: state.longest })),
        ),
      ];
    }
    const values = known.map((row) => row.map((value) => value ?? ""));
    const middle = [grid("kernel", p.kernel), grid("products", products, { longest: state.longest })];
    const stacked = room >= 600 && state.image[0].length > 5; // so that all of it stands in one row
    const current = (i, j) => (i === state.at[0] && j === state.at[1] ? "in" : "");
    return [
      grid("input", state.image, { look: inside, window, name: "input", first: [-padding, -padding] }),
      ...(stacked ? [after("∗", column(...middle))] : [after("∗", middle[0]), middle[1]]),
      after(
        "=",
        grid("output", values, {
          look: current,
          window: here,
          name: "output",
          first: [0, 0],
          longest: lettersOf(output.flat()),
        }),
      ),
    ];
  },
  say(p, { at }, { patch, sum }) {
    const terms = patch.flatMap((row, u) => row.map((value, v) => `${factor(value)}·${factor(p.kernel[u][v])}`));
    if (p.bias) terms.push(factor(p.bias));
    return `Row ${at[0]}, column ${at[1]} of the output: ${terms.join(" + ")} = ${written(sum)}`;
  },
};
