// A window that steps and keeps the largest value, or the mean.
moving.pool = {
  hint: "Move the window",
  begin: (p) => ({ kind: p.kind, at: [0, 0] }),
  controls: () => [
    choice("kind", "keep", [
      ["max", "the largest"],
      ["avg", "the mean"],
    ]),
  ],
  move: (p, state, [down, right]) => moving.pool.point(p, state, "output", state.at[0] + down, state.at[1] + right),
  point(p, state, name, i, j) {
    const last = [p.rows.length, p.rows[0].length].map((side) => Math.floor((side - p.kernel) / p.stride));
    const place = name === "input" ? [i, j].map((where) => Math.floor(where / p.stride)) : [i, j];
    state.at = [clamp(place[0], 0, last[0]), clamp(place[1], 0, last[1])];
  },
  work(p, { kind, at }) {
    const corner = [at[0] * p.stride, at[1] * p.stride];
    const values = p.rows
      .slice(corner[0], corner[0] + p.kernel)
      .flatMap((row) => row.slice(corner[1], corner[1] + p.kernel));
    return { corner, values, output: pooled(p.rows, p.kernel, p.stride, kind) };
  },
  draw(p, state, { corner, output, values }) {
    const largest = Math.max(...values);
    const inside = (i, j) => i >= corner[0] && j >= corner[1] && i < corner[0] + p.kernel && j < corner[1] + p.kernel;
    const kept = (i, j) => inside(i, j) && state.kind === "max" && p.rows[i][j] === largest;
    const look = (i, j) => (kept(i, j) ? "in lit" : inside(i, j) && state.kind === "avg" ? "in" : "");
    const longest = lettersOf(pooled(p.rows, p.kernel, p.stride, "avg").flat());
    const current = (i, j) => (i === state.at[0] && j === state.at[1] ? "in" : "");
    return [
      grid("input", p.rows, { look, window: [...corner, p.kernel, p.kernel], name: "input", first: [0, 0] }),
      after(
        "→",
        grid(state.kind === "max" ? "max pooling" : "average pooling", output, {
          look: current,
          window: [...state.at, 1, 1],
          name: "output",
          first: [0, 0],
          longest,
        }),
      ),
    ];
  },
  say(p, { kind, at }, { values, output }) {
    const found = written(output[at[0]][at[1]]);
    const how =
      kind === "max"
        ? `the largest is ${found}`
        : `their sum is ${written(values.reduce((a, b) => a + b, 0))}, their mean ${found}`;
    return `Row ${at[0]}, column ${at[1]} of the output: of ${values.map(written).join(", ")} ${how}.`;
  },
};
