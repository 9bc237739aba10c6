// What a kernel finds in a picture, as pixels; then ReLU, then max pooling.
moving.response = {
  hint: "Move the window",
  begin(p) {
    const image = rowsOf(p.picture);
    return {
      image,
      kernel: Object.keys(p.kernels)[0],
      relu: p.relu,
      pool: p.pool > 0,
      at: [image.length, image[0].length].map((side) => Math.floor(side / 3)),
    };
  },
  controls: (p) => [
    choice(
      "kernel",
      "kernel",
      Object.keys(p.kernels).map((name) => [name, name]),
    ),
    toggle("relu", "ReLU"),
    toggle("pool", "max pooling 2×2"),
  ],
  move(p, state, [down, right]) {
    const kernel = p.kernels[state.kernel];
    state.at = [
      clamp(state.at[0] + down, 0, state.image.length - kernel.length),
      clamp(state.at[1] + right, 0, state.image[0].length - kernel[0].length),
    ];
  },
  point(p, state, name, i, j) {
    const kernel = p.kernels[state.kernel];
    const step = name === "response" && state.pool ? 2 : 1;
    const half = name === "response" ? [0, 0] : [Math.floor(kernel.length / 2), Math.floor(kernel[0].length / 2)];
    state.at = [i * step - half[0], j * step - half[1]];
    moving.response.move(p, state, [0, 0]);
  },
  work(p, state) {
    moving.response.move(p, state, [0, 0]); // kernels differ in size
    const kernel = p.kernels[state.kernel];
    const sums = correlate(state.image, kernel);
    const bent = state.relu ? rectified(sums) : sums;
    return { kernel, sum: sums[state.at[0]][state.at[1]], response: state.pool ? pooled(bent, 2, 2, "max") : bent };
  },
  draw(p, state, { kernel, response }, room) {
    const scale = pairScale(state.image, room);
    const [i, j] = state.pool ? state.at.map((place) => Math.floor(place / 2)) : state.at;
    const most = Math.max(...response.map((row) => Math.max(...row.map(Math.abs))));
    return [
      pixels("picture", state.image, {
        window: [...state.at, kernel.length, kernel[0].length],
        name: "picture",
        scale,
      }),
      pixels("response", response, {
        kind: "signed",
        window: [clamp(i, 0, response.length - 1), clamp(j, 0, response[0].length - 1), 1, 1],
        name: "response",
        scale: state.pool ? 2 * scale : scale,
        foot: `blue +, orange −; full color: ${written(Number(most.toPrecision(3)))}`,
      }),
      grid(state.kernel, kernel, { color: true }),
    ];
  },
  say(p, state, { sum, response }) {
    const values = response.flat();
    const [least, most] = [Math.min(...values), Math.max(...values)].map((value) =>
      written(Number(value.toPrecision(4))),
    );
    const here = `At row ${state.at[0]}, column ${state.at[1]} the sum is ${written(Number(sum.toPrecision(4)))}`;
    const bent = state.relu ? `, after ReLU ${written(Number(Math.max(sum, 0).toPrecision(4)))}` : "";
    return `${state.kernel}: ${response.length}×${response[0].length} values from ${least} to ${most}. ${here}${bent}.`;
  },
};
