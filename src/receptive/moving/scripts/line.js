// Windows on a line of pixels: all five numbers can be changed, and what they do is counted by looking.
moving.line = {
  LANES: 6,
  begin: (p) => ({ ...p }),
  controls: () => [
    range("size", "size", 1, 14),
    range("kernel", "kernel", 1, 5),
    range("stride", "stride", 1, 4),
    range("padding", "padding", 0, 3),
    range("dilation", "dilation", 1, 3),
  ],
  work(_, { size, kernel, stride, padding, dilation }) {
    const [length, reach] = [size + 2 * padding, (kernel - 1) * dilation + 1];
    const starts = [];
    for (let start = 0; start + reach <= length; start += stride) starts.push(start - padding);
    const left = starts.length ? length - (starts.at(-1) + padding + reach) : length;
    return { starts, reach, left, length };
  },
  draw(_, { size, kernel, stride, padding, dilation }, { starts, reach, left, length }, room) {
    const next = starts.length ? starts.at(-1) + stride : -padding;
    const across = Math.max(length, Math.min(next + padding + reach, length + 5));
    const place = clamp(Math.floor((room - 10) / Math.max(across, 12)), 13, 36);
    const wide = 4 + place * across;
    const drawing = canvas(wide + 4, 52 + 30 * moving.line.LANES);
    for (let at = 0; at < length; at += 1) {
      const zero = at < padding || at >= padding + size;
      const over = starts.length > 0 && at >= length - left;
      drawing.append(rectangle(4 + place * at, 4, place, 32, `cell ${zero ? "border" : ""} ${over ? "over" : ""}`));
      if (place < 18 && (at - padding) % 2) continue; // no room for every number
      drawing.append(
        label(
          4 + place * (at + 0.5),
          25,
          zero ? "0" : at - padding,
          `${zero ? "faint" : ""} ${place < 20 ? "small" : ""}`,
        ),
      );
    }
    // Of many windows the first ones and the last
    const all = [...starts, next];
    const lanes =
      all.length <= moving.line.LANES ? all : [...all.slice(0, moving.line.LANES - 3), null, ...all.slice(-2)];
    lanes.forEach((start, lane) => {
      const y = 46 + 30 * lane;
      if (start === null) {
        drawing.append(label(4 + place, y + 18, "…"));
        return;
      }
      const [x, fits] = [4 + place * (start + padding), start !== next];
      drawing.append(
        rectangle(
          x + 2,
          y + 3,
          Math.max(Math.min(place * reach, wide - x) - 4, 4),
          22,
          fits ? "frame soft" : "frame out",
        ),
      );
      for (let tap = 0; tap < kernel; tap += 1) {
        const middle = x + place * (tap * dilation + 0.5);
        if (middle < wide) drawing.append(rectangle(middle - 4, y + 10, 8, 8, fits ? "tap" : "untap"));
      }
      if (!fits) drawing.append(label(Math.max(x - 6, 60), y + 18, "no room", "small", "end"));
    });
    return [part("pixels, and the windows on them", drawing)];
  },
  say(_, { size, padding }, { starts, reach, left, length }) {
    const zeros = padding ? ` with ${padding} zero${padding > 1 ? "s" : ""} on each side, ${length} places` : "";
    const line = `${counted(size, "pixel")}${zeros}.`;
    if (!starts.length) return `${line} The window reaches over ${reach}: it fits nowhere.`;
    const listed = starts.length > 8 ? `${starts.slice(0, 7).join(", ")}, …, ${starts.at(-1)}` : starts.join(", ");
    const where = starts.length === 1 ? `one position, at ${listed}` : `${starts.length} positions, at ${listed}`;
    return `${line} The window reaches over ${reach}: ${where}. Left over at the end: ${left}.`;
  },
};
