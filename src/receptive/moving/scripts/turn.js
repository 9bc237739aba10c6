// Cross-correlation takes the kernel as it is; convolution turns it by half a turn first.
moving.turn = {
  hint: "Move the window",
  begin: () => ({ turned: false, at: [0, 0], spin: false }),
  controls: () => [
    push("Turn the kernel by half a turn", (state) => {
      state.turned = !state.turned;
      state.spin = true;
    }),
  ],
  move: (p, state, [down, right]) => moving.turn.point(p, state, "output", state.at[0] + down, state.at[1] + right),
  point(p, state, name, i, j) {
    const half = name === "input" ? [p.kernel.length, p.kernel[0].length].map((side) => Math.floor(side / 2)) : [0, 0];
    state.at = [
      clamp(i - half[0], 0, p.rows.length - p.kernel.length),
      clamp(j - half[1], 0, p.rows[0].length - p.kernel[0].length),
    ];
  },
  work(p, { turned, at: [i, j] }) {
    const kernel = turned ? halfTurn(p.kernel) : p.kernel;
    const patch = kernel.map((row, u) => row.map((_, v) => p.rows[i + u][j + v]));
    return {
      kernel,
      patch,
      correlation: correlate(p.rows, p.kernel),
      convolution: correlate(p.rows, halfTurn(p.kernel)),
    };
  },
  draw(p, state, { kernel, correlation, convolution }) {
    const window = [...state.at, kernel.length, kernel[0].length];
    const inside = (i, j) =>
      i >= window[0] && j >= window[1] && i < window[0] + window[2] && j < window[1] + window[3] ? "in" : "";
    const result = (title, rows, active) =>
      grid(title, rows, {
        first: [0, 0],
        name: "output",
        window: active ? [...state.at, 1, 1] : undefined,
        look: (i, j) => (active && i === state.at[0] && j === state.at[1] ? "in" : active ? "" : "faint"),
      });
    const turning = grid(state.turned ? "turned" : "kernel", kernel);
    if (state.spin && !calm.matches)
      turning
        .querySelector("svg")
        .animate([{ transform: "rotate(-180deg)" }, { transform: "none" }], { duration: 500, easing: "ease-in-out" });
    state.spin = false;
    return [
      grid("input", p.rows, { window, look: inside, name: "input", first: [0, 0] }),
      after("∗", turning),
      after("=", result("cross-correlation", correlation, !state.turned)),
      result("convolution", convolution, state.turned),
    ];
  },
  say(p, { turned, at: [i, j] }, { kernel, patch, correlation, convolution }) {
    const terms = patch
      .flatMap((row, u) => row.map((value, v) => `${factor(value)}·${factor(kernel[u][v])}`))
      .join(" + ");
    const [mine, other] = turned ? [convolution, correlation] : [correlation, convolution];
    const names = turned ? ["Convolution", "cross-correlation"] : ["Cross-correlation", "convolution"];
    const same =
      JSON.stringify(correlation) === JSON.stringify(convolution) ? " For this kernel they agree everywhere." : "";
    const here = `${names[0]}, row ${i}, column ${j}: ${terms} = ${written(mine[i][j])}.`;
    return `${here} The ${names[1]} there is ${written(other[i][j])}.${same}`;
  },
};
