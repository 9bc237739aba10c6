// A small picture that is moved: its map moves along, the flattened vector matches no more, the largest value stays.
moving.shift = {
  hint: "Move the picture",
  begin(p) {
    const image = rowsOf(p.picture);
    return { image, by: [0, 0], home: rectified(correlate(padded(image, p.kernel.length >> 1), p.kernel)) };
  },
  controls: () => [
    push("Back to the start", (state) => {
      state.by = [0, 0];
    }),
  ],
  move: (p, state, [down, right]) => moving.shift.go(p, state, state.by[0] + down, state.by[1] + right),
  go(p, state, down, right) {
    const [up, toRight, toBottom, left] = p.room;
    state.by = [clamp(down, -up, toBottom), clamp(right, -left, toRight)];
  },
  point(p, state, name, i, j) {
    // What is lit has its middle under the pointer
    const lit = state.image.flatMap((row, y) => row.flatMap((value, x) => (value ? [[y, x]] : [])));
    const middle = [0, 1].map((axis) =>
      Math.round((Math.min(...lit.map((at) => at[axis])) + Math.max(...lit.map((at) => at[axis]))) / 2),
    );
    moving.shift.go(p, state, i - middle[0], j - middle[1]);
  },
  work(p, { image, by: [down, right], home }) {
    const moved = image.map((row, i) => row.map((_, j) => image[i - down]?.[j - right] ?? 0));
    const map = rectified(correlate(padded(moved, p.kernel.length >> 1), p.kernel));
    const differ = (one, other) => one.flat().filter((value, place) => value !== other.flat()[place]).length;
    const lit = home.flat().filter((value) => value > 0).length;
    const flat = map.flat();
    const kept = home.flat().filter((value, place) => value > 0 && value === flat[place]).length;
    const follows = map.every((row, i) => row.every((value, j) => value === (home[i - down]?.[j - right] ?? 0)));
    return { moved, map, changed: differ(moved, image), lit, kept, follows, most: Math.max(...flat) };
  },
  draw(p, state, { moved, map, most }, room) {
    const spot = map.flat().indexOf(most);
    const top = [Math.floor(spot / map[0].length), spot % map[0].length, 1, 1];
    const scale = Math.min(pairScale(moved, room), 10);
    const strip = (title, rows) => moving.shift.strip(title, rows.flat(), Math.floor(room));
    return [
      pixels("picture", moved, { name: "picture", scale }),
      pixels("map, after ReLU", map, {
        kind: "signed",
        name: "map",
        window: top,
        scale,
        foot: `framed: the largest, ${written(most)}`,
      }),
      grid("kernel", p.kernel, { color: true }),
      strip("the map as one vector, at the start", state.home),
      strip("the map as one vector, now", map),
    ];
  },
  // A vector as a band; of values that share a pixel the largest is seen.
  strip(title, values, room) {
    const wide = Math.min(values.length, room);
    const band = Array(wide).fill(0);
    values.forEach((value, place) => {
      const at = Math.floor((place * wide) / values.length);
      band[at] = Math.max(band[at], value);
    });
    const drawn = pixels(title, [band], { kind: "signed", scale: Math.max(1, Math.floor(room / wide)) });
    drawn.querySelector("canvas").style.height = "16px";
    return drawn;
  },
  say(p, { by: [down, right] }, { changed, lit, kept, follows, most }) {
    if (!down && !right) return `The picture is where it was. The largest value of its map is ${written(most)}.`;
    const way = [
      down && `${Math.abs(down)} ${down < 0 ? "up" : "down"}`,
      right && `${Math.abs(right)} to the ${right < 0 ? "left" : "right"}`,
    ];
    const along = follows ? "The map moved along, with the same values." : "The map changed.";
    const vector = `As a vector, ${kept} of its ${lit} nonzero values are where they were.`;
    const moved = `Moved by ${way.filter(Boolean).join(" and ")}: ${counted(changed, "pixel")} changed.`;
    return `${moved} ${along} ${vector} The largest value is ${written(most)}.`;
  },
};
