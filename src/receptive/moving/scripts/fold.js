// Two layers on a line. Without ReLU between them one kernel does the same.
moving.fold = {
  begin: (p) => ({ relu: p.relu }),
  controls: () => [toggle("relu", "ReLU between the layers")],
  work(p, { relu }) {
    const slide = (line, kernel) => correlate([line], [kernel])[0];
    const maps = p.first.map((kernel) => slide(p.signal, kernel).map((value) => (relu ? Math.max(value, 0) : value)));
    const sum = (lines) => lines[0].map((_, place) => lines.reduce((total, line) => total + line[place], 0));
    const output = sum(maps.map((line, k) => slide(line, p.second[k])));
    const folded = Array(p.first[0].length + p.second[0].length - 1).fill(0);
    p.first.forEach((first, k) =>
      first.forEach((inner, b) =>
        p.second[k].forEach((weight, a) => {
          folded[a + b] += weight * inner;
        }),
      ),
    );
    return { maps, output, folded, single: slide(p.signal, folded) };
  },
  draw(p, { relu }, { maps, output, folded, single }) {
    const list = (values) => values.map((value) => written(Number(value.toPrecision(4)))).join(", ");
    const most = (lines) => Math.max(...lines.flat().map(Math.abs)) || 1;
    const raw = most(p.first.map((kernel) => correlate([p.signal], [kernel])[0]));
    const end = most([output, single]);
    return [
      bars("signal", p.signal),
      ...maps.map((line, k) =>
        bars(`first layer, kernel ${list(p.first[k])}`, line, { most: raw, foot: relu ? "after ReLU" : "as it is" }),
      ),
      bars("two layers", output, { most: end, foot: `weights ${p.second.map(list).join("; ")}` }),
      bars("one layer", single, { most: end, foot: `kernel ${list(folded)}` }),
    ];
  },
  say(_, { relu }, { output, single }) {
    const off = output.filter((value, place) => Math.abs(value - single[place]) > 1e-9).length;
    if (!relu) return "Without ReLU the two layers collapse into one: one kernel gives the same at every place.";
    if (!off) return "ReLU changed nothing here: the one kernel gives the same at every place.";
    return `With ReLU the two layers and the one kernel differ at ${off} of ${output.length} places.`;
  },
};
