// A kernel that is learned, frame by frame, with its loss.
moving.learn = {
  begin: () => ({ frame: 0 }),
  controls: (p) => [
    push(
      "Play",
      (state) => {
        state.frame = state.frame + 1 < p.frames.length ? state.frame + 1 : 0;
        return state.frame + 1 < p.frames.length;
      },
      Math.max(60, Math.min(400, 6000 / p.frames.length)),
    ),
    range("frame", "frame", 0, p.frames.length - 1),
  ],
  work(p, { frame }) {
    const now = p.frames[frame];
    const off = now.kernel.flatMap((row, i) => row.map((value, j) => Math.abs(value - p.truth[i][j])));
    return { ...now, far: Math.max(...off) };
  },
  draw(p, { frame }, { kernel, step }) {
    const short = (rows) => rows.map((row) => row.map((value) => Number(value.toFixed(2))));
    return [
      grid(`kernel, step ${step}`, short(kernel), { color: true, longest: 5 }),
      grid("target", p.truth, { color: true }),
      moving.learn.curve(p.frames, frame),
    ];
  },
  curve(frames, frame) {
    const [wide, tall, left, top] = [250, 100, 34, 12];
    const [most, last] = [Math.max(...frames.map((one) => one.loss)) || 1, frames.at(-1).step || 1];
    const at = ({ step, loss }) => [left + (wide * step) / last, top + tall * (1 - loss / most)];
    const drawing = canvas(left + wide + 14, top + tall + 26);
    drawing.append(
      stroke(
        [
          [left, top],
          [left, top + tall],
          [left + wide, top + tall],
        ],
        "thin",
      ),
    );
    drawing.append(
      label(left - 4, top + 5, written(Number(most.toPrecision(2))), "small", "end"),
      label(left - 4, top + tall + 4, "0", "small", "end"),
    );
    drawing.append(
      label(left + wide, top + tall + 18, last, "small"),
      label(left + wide / 2, top + tall + 18, "step", "small"),
    );
    drawing.append(stroke(frames.map(at), "curve"));
    const [x, y] = at(frames[frame]);
    drawing.append(element("svg:circle", { cx: x, cy: y, r: 6, class: "tap" }));
    return part("loss", drawing);
  },
  say(p, { frame }, { step, loss, far }) {
    const [lost, off] = [Number(loss.toPrecision(3)), Number(far.toPrecision(2))].map(written);
    return `Step ${step}: the loss is ${lost}; the weight that is farthest off is off by ${off}.`;
  },
};
