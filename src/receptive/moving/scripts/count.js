// What a layer costs: dense, local, and local with shared weights.
moving.count = {
  begin: (p) => ({
    size: p.size,
    channels: p.channels,
    filters: p.filters,
    kernel: p.kernel,
    way: p.shared ? "shared" : "unshared",
  }),
  controls: () => [
    choice("way", "weights", [
      ["dense", "dense"],
      ["unshared", "local, unshared"],
      ["shared", "local, shared"],
    ]),
    range("size", "size", 3, 256),
    range("channels", "channels", 1, 64),
    range("filters", "filters", 1, 128),
    range("kernel", "kernel", 1, 11),
  ],
  work(_, state) {
    state.kernel = Math.min(state.kernel, state.size);
    const { size, channels, filters, kernel } = state;
    const out = size - kernel + 1;
    const [cells, local, whole] = [out * out * filters, kernel * kernel * channels, size * size * channels];
    return {
      out,
      dense: cells * (whole + 1),
      unshared: cells * (local + 1),
      shared: filters * (local + 1),
      denseMacs: cells * whole,
      macs: cells * local,
    };
  },
  draw(p, state, numbers, room) {
    return [moving.count.wires(state.way), moving.count.lengths(state, numbers, clamp(room, 240, 420))];
  },
  // A row of seven pixels and the outputs above it: lines of one color are one weight.
  wires(way) {
    const drawing = canvas(250, 132);
    const [inputs, taps] = [7, 3];
    const outputs = inputs - taps + 1;
    const weights = { dense: outputs * inputs, unshared: outputs * taps, shared: taps }[way];
    const x = (place, count) => 125 + 34 * (place - (count - 1) / 2);
    for (let out = 0; out < outputs; out += 1) {
      for (let at = 0; at < inputs; at += 1) {
        const tap = at - out;
        if (way !== "dense" && (tap < 0 || tap >= taps)) continue;
        const numbers = { dense: out * inputs + at, unshared: out * taps + tap, shared: tap };
        const hue = Math.round((360 * numbers[way]) / weights + 210) % 360;
        const line = stroke(
          [
            [x(out, outputs), 26],
            [x(at, inputs), 106],
          ],
          "wire",
        );
        line.setAttribute("stroke", `hsl(${hue} 75% 50%)`);
        drawing.append(line);
      }
    }
    for (let out = 0; out < outputs; out += 1) drawing.append(rectangle(x(out, outputs) - 12, 2, 24, 24, "cell"));
    for (let at = 0; at < inputs; at += 1) drawing.append(rectangle(x(at, inputs) - 12, 106, 24, 24, "cell"));
    return part(
      "seven pixels, five outputs, kernel 3",
      drawing,
      `${weights} weights: lines of one color are one weight`,
    );
  },
  lengths({ way }, numbers, room) {
    const rows = [
      ["parameters, dense", numbers.dense, "dense"],
      ["parameters, local, unshared", numbers.unshared, "unshared"],
      ["parameters, local, shared", numbers.shared, "shared"],
      ["multiply-accumulates, dense", numbers.denseMacs, "dense"],
      ["multiply-accumulates, local", numbers.macs, "local"],
    ];
    const narrow = room < 380; // a name and the longest number do not fit on one line
    const tall = narrow ? 60 : 42;
    const drawing = canvas(room, tall * rows.length);
    rows.forEach(([name, number, which], row) => {
      const chosen = which === way || (which === "local" && way !== "dense");
      const [top, kind] = [tall * row, chosen ? "bold" : ""];
      const bar = top + tall - 22;
      drawing.append(label(0, top + 14, `${name}:`, kind, "start"));
      const [x, anchor] = narrow ? [0, "start"] : [room - 2, "end"];
      drawing.append(label(x, bar - 6, number.toLocaleString("en-US"), kind, anchor));
      drawing.append(
        rectangle(0.5, bar, (room - 2) * Math.max(Math.log10(number) / 14, 0.005), 12, chosen ? "dark" : "lit"),
      );
    });
    return part("what it costs", drawing, "A logarithmic scale: half the width is 10⁷, all of it 10¹⁴.");
  },
  say(_, state, { out, dense, unshared, shared, denseMacs, macs }) {
    const { size, channels, filters, kernel, way } = state;
    const layer = `${size}×${size}×${channels} to ${out}×${out}×${filters} with kernel ${kernel}`;
    const number = { dense, unshared, shared }[way].toLocaleString("en-US");
    const costs = (way === "dense" ? denseMacs : macs).toLocaleString("en-US");
    const ratio =
      way === "shared"
        ? ` Sharing divides the parameters by ${(out * out).toLocaleString("en-US")}, the positions.`
        : "";
    const name = way === "dense" ? way : `local, ${way}`;
    return `${layer}, ${name}: ${number} parameters, ${costs} multiply-accumulates.${ratio}`;
  },
};
