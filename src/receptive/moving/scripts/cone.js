// Layers above a line of pixels: the cone of what one cell sees, down to the input.
moving.cone = {
  hint: "Choose a cell",
  ROW: 62,
  sizes: (p) =>
    p.layers.reduce(
      (found, { kernel, stride }) => [...found, Math.floor((found.at(-1) - kernel) / stride) + 1],
      [p.size],
    ),
  begin(p) {
    const sizes = moving.cone.sizes(p);
    return { level: p.layers.length, cell: (sizes.at(-1) - 1) >> 1 };
  },
  move: (p, state, [down, right]) => {
    const level = clamp(state.level - down, 0, p.layers.length);
    const from = moving.cone.place(p, state.level);
    const to = moving.cone.place(p, level);
    // A level up or down, the nearest cell
    const cell =
      level === state.level
        ? state.cell + right
        : Math.round((from.first + state.cell * from.jump - to.first) / to.jump);
    moving.cone.point(p, state, String(level), 0, cell);
  },
  point(p, state, name, _, cell) {
    state.level = Number(name);
    state.cell = clamp(cell, 0, moving.cone.sizes(p)[state.level] - 1);
  },
  // Where the middle of a level's first cell stands above the input, in pixels, and how far apart its cells are.
  place(p, level) {
    let [first, jump] = [0.5, 1];
    for (const { kernel, stride } of p.layers.slice(0, level)) {
      first += ((kernel - 1) / 2) * jump;
      jump *= stride;
    }
    return { first, jump };
  },
  work(p, { level, cell }) {
    const seen = [];
    let [first, last] = [cell, cell];
    for (let at = level; at >= 0; at -= 1) {
      seen[at] = [first, last];
      const below = p.layers[at - 1];
      if (below) [first, last] = [first * below.stride, last * below.stride + below.kernel - 1];
    }
    return { seen, sizes: moving.cone.sizes(p) };
  },
  draw(p, state, { seen, sizes }, room) {
    const [size, row] = [Math.min(34, Math.floor((room - 12) / p.size)), moving.cone.ROW];
    const y = (level) => row * (p.layers.length - level);
    const middle = (level, cell) =>
      4 + size * (moving.cone.place(p, level).first + cell * moving.cone.place(p, level).jump);
    const drawing = canvas(size * p.size + 8, row * sizes.length + 2);
    for (let level = state.level; level > 0; level -= 1) {
      const [above, below] = [seen[level], seen[level - 1]];
      const edge = (at, cells, side) => middle(at, cells[side]) + (side ? size : -size) / 2;
      drawing.append(
        polygon(
          [
            [edge(level, above, 0), y(level) + 46],
            [edge(level, above, 1), y(level) + 46],
            [edge(level - 1, below, 1), y(level - 1) + 20],
            [edge(level - 1, below, 0), y(level - 1) + 20],
          ],
          "cone",
        ),
      );
    }
    sizes.forEach((count, level) => {
      const { jump } = moving.cone.place(p, level);
      const one = p.layers[level - 1];
      const title = one ? `layer ${level}: kernel ${one.kernel}, stride ${one.stride}` : "input";
      drawing.append(label(4, y(level) + 14, title, "small", "start"));
      for (let cell = 0; cell < count; cell += 1) {
        const inside = seen[level] && cell >= seen[level][0] && cell <= seen[level][1];
        const chosen = level === state.level;
        drawing.append(rectangle(middle(level, cell) - size / 2, y(level) + 20, size, 26, "cell"));
        if (inside)
          drawing.append(rectangle(middle(level, cell) - size / 2, y(level) + 20, size, 26, chosen ? "dark" : "lit"));
        if (size >= 17)
          drawing.append(label(middle(level, cell), y(level) + 37, cell, `small ${inside ? "bold" : ""}`));
      }
      const left = middle(level, 0) - (size * jump) / 2;
      drawing.append(spot(String(level), 1, count, [left, y(level) + 16, size * jump * count, 36], null));
    });
    return [part("choose a cell: what does it see?", drawing)];
  },
  say(p, { level, cell }, { seen }) {
    const name = (at) => (at ? `layer ${at}` : "the input");
    if (!level) return `Pixel ${cell} of the input sees itself only.`;
    const parts = seen
      .slice(0, level)
      .reverse()
      .map(([first, last], place) => {
        const where = first === last ? `${first}` : `${first} to ${last}`;
        return `${last - first + 1} of ${name(level - 1 - place)} (${where})`;
      });
    return `Cell ${cell} of layer ${level} sees ${parts.join(", ")}.`;
  },
};
