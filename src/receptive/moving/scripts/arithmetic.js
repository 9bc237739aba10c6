// What figures work out: the same as arithmetic.py, which works out the stills.

// The picture of a figure as rows of bytes.
function rowsOf(picture) {
  const bytes = Uint8Array.from(atob(picture.pixels), (character) => character.charCodeAt(0));
  return Array.from({ length: picture.height }, (_, i) =>
    Array.from(bytes.slice(i * picture.width, (i + 1) * picture.width)),
  );
}

function padded(rows, padding) {
  const wide = rows[0].length + 2 * padding;
  const edge = Array.from({ length: padding }, () => Array(wide).fill(0));
  const side = Array(padding).fill(0);
  return [...edge, ...rows.map((row) => [...side, ...row, ...side]), ...edge];
}

// The sum of products at every place where the window fits.
function correlate(image, kernel, [down, right] = [1, 1], bias = 0, [deep, far] = [1, 1]) {
  const [tall, wide] = [(kernel.length - 1) * deep + 1, (kernel[0].length - 1) * far + 1];
  const result = [];
  for (let i = 0; i + tall <= image.length; i += down) {
    const row = [];
    for (let j = 0; j + wide <= image[0].length; j += right) {
      let sum = bias;
      for (let u = 0; u < kernel.length; u += 1) {
        for (let v = 0; v < kernel[0].length; v += 1) sum += kernel[u][v] * image[i + u * deep][j + v * far];
      }
      row.push(sum);
    }
    result.push(row);
  }
  return result;
}

function clamp(value, least, most) {
  return Math.min(Math.max(value, least), most);
}

function halfTurn(kernel) {
  return kernel.map((row) => [...row].reverse()).reverse();
}

function rectified(rows) {
  return rows.map((row) => row.map((value) => Math.max(value, 0)));
}

function pooled(rows, size, stride, kind) {
  const result = [];
  for (let i = 0; i + size <= rows.length; i += stride) {
    const row = [];
    for (let j = 0; j + size <= rows[0].length; j += stride) {
      const values = rows.slice(i, i + size).flatMap((line) => line.slice(j, j + size));
      row.push(kind === "max" ? Math.max(...values) : values.reduce((a, b) => a + b, 0) / values.length);
    }
    result.push(row);
  }
  return result;
}
