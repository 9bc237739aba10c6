// The twin of answers.py and canonical_answers.py: from what people type to the same canonical answer, and the same
// refusals. No DOM in here: it runs in Node as well, where both are held to the same vectors.
const Answers = (() => {
  class Unreadable extends Error {}

  const MAX_ANSWER = 2000, MAX_DIGITS = 40, SIGNIFICANT = 12;
  const JOIN = "\x1f";
  const BLANK = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"; // Python's
  const SPACES = new RegExp(`[${BLANK}]+`, "g");
  const MINUS = /[\u2010-\u2015\u2212\ufe63\uff0d]/g;
  const DECIMAL = /^([-+]?)([0-9]*)(?:\.([0-9]*))?(?:e([-+]?[0-9]{1,2}))?$/;
  const FRACTION = /^([-+]?)([0-9]+) ?\/ ?([0-9]+)$/;
  const THOUSANDS = /^[-+]?[1-9][0-9]{0,2}([, _'’][0-9]{3})+(\.[0-9]+)?$/;
  const COMMA = /^[-+]?[0-9]*,[0-9]+$/;
  const DOTTED = /^[-+]?[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]+)?$/; // thousands where the comma is one of decimals
  const TWO_WAYS = /^[-+]?[1-9][0-9]{0,2}[.,][0-9]{3}$/;
  const CALLED = /(?:ln|log|sqrt|exp) ?\(/;
  const PAIR = /([0-9]+) *[-:=>→]* *([a-z])/g;
  const CELL = /\(?([0-9]+) *[,;:] *([0-9]+)\)?/g;

  function refuse(says) {
    throw new Unreadable(says);
  }

  const strip = (text, blank = BLANK) => text.replace(new RegExp(`^[${blank}]+|[${blank}]+$`, "g"), "");
  const lengthOf = (text) => [...text].length; // in characters, as Python counts
  const folded = (text) => strip(text.normalize("NFKC").toLowerCase().replace(SPACES, " "));
  const letter = (place) => String.fromCharCode(97 + place);

  function byCodePoint(one, other) {
    const [a, b] = [[...one], [...other]];
    const place = a.findIndex((character, i) => character !== b[i]);
    if (place < 0) return a.length - b.length;
    return place >= b.length ? 1 : a[place].codePointAt(0) - b[place].codePointAt(0);
  }

  // Canonical answers

  const choice = (text) => `choice:${folded(text)}`;
  const choices = (texts) => `choices:${texts.map(folded).sort(byCodePoint).join(JOIN)}`;
  const pairs = (rights) => `pairs:${rights.map(folded).join(JOIN)}`;
  const order = (items) => `order:${items.map(folded).join(JOIN)}`;
  const shortText = (text) => `text:${strip(folded(text), " .,;:!?")}`;
  const shape = (sizes) => `shape:${sizes.join(",")}`;

  function cells(places) {
    const sorted = [...places].sort((one, other) => one[0] - other[0] || one[1] - other[1]);
    return `cells:${[...new Set(sorted.map((place) => place.join(",")))].join(" ")}`;
  }

  function output(text) {
    const lines = strip(text.normalize("NFKC")).split(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/);
    const bare = (line) => line.replace(new RegExp(`[${BLANK}]+$`), "").replace(/[ \t]*([[\](){},:])[ \t]*/g, "$1");
    return "output:" + lines.map(bare).join("\n");
  }

  function number(value, step = "", offset = "") {
    if (!step) return [`number:${value.up}/${value.down}`];
    const [width, begin] = [fraction(step), fraction(offset)];
    const place = reduced(
      (value.up * begin.down - begin.up * value.down) * width.down,
      value.down * begin.down * width.up,
    );
    const bucket = place.up / place.down - BigInt(place.up < 0n && place.up % place.down !== 0n);
    return place.down === 1n ? [`bucket:${bucket}`, `bucket:${bucket - 1n}`] : [`bucket:${bucket}`];
  }

  function cut(value) {
    let [scale, places] = [1e6, 6];
    while (Math.abs(value) * scale > 1.37e11) [scale, places] = [scale / 10, places - 1];
    return `${BigInt(Math.floor(value * scale + 0.437))}/${places}`;
  }

  const values = (results) => `values:${results.map(cut).join(",")}`;

  // Exact numbers: a fraction of two whole numbers

  function reduced(up, down) {
    let [one, other] = [up < 0n ? -up : up, down];
    while (other) [one, other] = [other, one % other];
    return { up: up / one, down: down / one };
  }

  function fraction(text) {
    const [up, down = "1"] = text.split("/");
    return reduced(BigInt(up), BigInt(down));
  }

  function decimal(text) {
    const [, sign, whole, part = "", exponent = "0"] = DECIMAL.exec(text);
    const shift = Number(exponent) - part.length;
    const digits = BigInt(whole + part) * (sign === "-" ? -1n : 1n);
    return shift < 0 ? reduced(digits, 10n ** BigInt(-shift)) : reduced(digits * 10n ** BigInt(shift), 1n);
  }

  const isDecimal = (text) => DECIMAL.test(text) && /^[-+]?\.?[0-9]/.test(text);
  const shown = (value) =>
    value.down === 1n ? String(value.up) : String(Number((Number(value.up) / Number(value.down)).toPrecision(10)));

  function readNumber(text, decimals) {
    let plain = foldSigns(text);
    if (lengthOf(plain) > MAX_DIGITS) refuse(`a number has at most ${MAX_DIGITS} characters`);
    if (TWO_WAYS.test(plain)) {
      const [whole, exact] = [plain.replace(/[.,]/, ""), `${plain.replace(",", ".")}0`];
      if (!decimals)
        refuse(
          `'${strip(text)}' can be read in two ways; write ${whole}, with nothing between thousands, ` +
            `or ${exact}, with one more decimal`,
        );
      plain = plain.replace(",", ".");
    }
    if (isDecimal(plain)) return [decimal(plain), ""];
    const found = FRACTION.exec(plain);
    if (found) {
      if (BigInt(found[3]) === 0n) refuse("nothing can be divided by 0");
      return [reduced(BigInt(found[2]) * (found[1] === "-" ? -1n : 1n), BigInt(found[3])), ""];
    }
    if (THOUSANDS.test(plain)) {
      const value = decimal(plain.replace(/[, _'’]/g, ""));
      return [value, `read as ${shown(value)}`];
    }
    if (DOTTED.test(plain)) {
      const value = decimal(plain.replaceAll(".", "").replace(",", "."));
      return [value, `read as ${shown(value)}`];
    }
    if (COMMA.test(plain)) {
      const value = decimal(plain.replace(",", "."));
      return [value, `read as ${shown(value)}, with a decimal comma`];
    }
    if (CALLED.test(plain)) {
      const value = computed(plain, text);
      return [value, `read as ${shown(value)}`];
    }
    return refuse(`'${strip(text)}' is no number; write it like 28, -3, 0.5, 1/2 or 1e3`);
  }

  function computed(plain, text) {
    let value;
    try {
      value = Formula.evaluate(Formula.parse(Formula.readWritten(plain)), new Map());
    } catch (wrong) {
      if (!(wrong instanceof Formula.FormulaError)) throw wrong;
      refuse(`'${strip(text)}' is no number: ${wrong.message}`);
    }
    const digits = value.toPrecision(SIGNIFICANT);
    return isDecimal(digits) ? decimal(digits) : refuse(`'${strip(text)}' is no number that can be used`);
  }

  function checkDecimals(text, wanted) {
    const plain = foldSigns(text);
    const written = isDecimal(plain) || [THOUSANDS, DOTTED, COMMA].some((form) => form.test(plain));
    if (!wanted || TWO_WAYS.test(plain) || !written) return;
    const [number, power = "0"] = plain.split("e");
    const mark = !THOUSANDS.test(plain) && (COMMA.test(plain) || DOTTED.test(plain)) ? "," : ".";
    const given = (number.split(mark)[1] ?? "").length - Number(power);
    if (given >= wanted) return;
    const exact = number + (number.includes(mark) ? "" : mark) + "0".repeat(wanted - given);
    const hint = plain.includes("e") ? "" : `, or ${exact} if that is exact`;
    const more = wanted - given === 1 ? "one more" : `${wanted - given} more`;
    refuse(`this asks for ${wanted === 1 ? "1 decimal" : `${wanted} decimals`}: give ${more}${hint}`);
  }

  const foldSigns = (text) => withoutPowers(text).replace(MINUS, "-").replace(/^([-+]) /, "$1");

  // Otherwise 10² would be 102
  const withoutPowers = (text) => folded(text.replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, "^$&"));

  // Readers, one for each kind of form

  function readQuantity(form, text) {
    const [unit, plain] = [withoutPowers(form.unit), withoutPowers(text)];
    const bare = unit && plain.endsWith(unit) ? plain.slice(0, plain.length - unit.length) : plain;
    const [value, said] = readNumber(bare || text, form.decimals);
    checkDecimals(bare || text, form.decimals);
    return [number(value, form.step, form.offset), said];
  }

  function readShape(_, text) {
    const parts = strip(strip(folded(text), "()[\\] "), ",").split(/[x×*;, ]+/).filter(Boolean);
    if (!parts.length || parts.length > 8 || !parts.every((part) => /^[0-9]{1,9}$/.test(part)))
      refuse(`'${strip(text)}' is no shape; write it like (8, 28, 28) or 8x28x28`);
    return [[shape(parts.map(Number))]];
  }

  /** Options by their texts, numbers or letters. */
  function picked(form, text) {
    const wanted = folded(text);
    const isNumber = /^[0-9]{1,3}$/.test(wanted) && wanted >= 1 && wanted <= form.options.length;
    const same = isNumber ? undefined : form.options.find((option) => folded(option) === wanted);
    if (same !== undefined) return [same];
    const found = new Set();
    for (const part of strip(wanted, " ,;").split(/[,; ]+/)) {
      const place = /^[0-9]{1,3}$/.test(part) ? part - 1 : lengthOf(part) === 1 ? part.codePointAt(0) - 97 : -1;
      if (!(place >= 0 && place < form.options.length))
        refuse(`'${part}' is none of the options; write a number from 1 to ${form.options.length}`);
      found.add(form.options[place]);
    }
    return [...found];
  }

  function readSingle(form, text) {
    const found = picked(form, text);
    if (found.length !== 1) refuse("choose one option, by its number");
    return [[choice(found[0])]];
  }

  function readMultiple(form, text) {
    if (["none", "0", "-"].includes(folded(text))) return [[choices([])], "read as none of them"];
    return [[choices(picked(form, text))]];
  }

  function multiplied(formula, variables) {
    if (!variables.length) return formula;
    return formula.replace(new RegExp(`\\b(${variables.join("|")}) ?\\(`, "g"), "$1*(");
  }

  function checkFunctions(form, tree) {
    const used = Formula.called(tree);
    const [must, not] = [form.must_use ?? [], form.must_not_use ?? []];
    if (must.every((name) => used.has(name)) && !not.some((name) => used.has(name))) return;
    const wanted = [must.length && `with ${must.join(", ")}`, not.length && `without ${not.join(", ")}`];
    refuse(`this asks for a formula ${wanted.filter(Boolean).join(" and ")}`);
  }

  function readExpression(form, text) {
    const written = strip(text.normalize("NFC").replace(SPACES, " "));
    const formula = multiplied(Formula.readWritten(written), form.variables);
    try {
      const tree = Formula.parse(formula);
      checkFunctions(form, tree);
      const results = form.points.map((point) =>
        Formula.evaluate(tree, new Map(form.variables.map((name, i) => [name, point[i]]))),
      );
      return [[values(results)], formula === written ? "" : `read as ${formula}`];
    } catch (wrong) {
      if (!(wrong instanceof Formula.FormulaError)) throw wrong;
      return refuse(`${wrong.message}; write a formula in ${form.variables.join(", ")}`);
    }
  }

  function readMatching(form, text) {
    const found = new Map();
    for (const [, left, right] of folded(text).matchAll(PAIR)) found.set(String(BigInt(left)), right);
    const places = form.lefts.map((_, i) => (found.get(String(i + 1)) ?? " ").charCodeAt(0) - 97);
    if (found.size !== form.lefts.length || !places.every((place) => place >= 0 && place < form.options.length)) {
      const example = form.lefts.map((_, i) => `${i + 1}${letter(i % form.options.length)}`);
      refuse(`give one letter for each number, like ${example.join(" ")}`);
    }
    return [[pairs(places.map((place) => form.options[place]))]];
  }

  function readOrdering(form, text) {
    const found = (folded(text).match(/[0-9]{1,3}/g) ?? []).map(Number);
    const sorted = [...found].sort((one, other) => one - other);
    if (sorted.length !== form.options.length || !sorted.every((place, i) => place === i + 1))
      refuse(`give each number from 1 to ${form.options.length} once, in your order`);
    return [[order(found.map((place) => form.options[place - 1]))]];
  }

  function readCells(form, text) {
    const plain = folded(text);
    if (plain === "none") return [[cells([])]];
    const places = [...plain.matchAll(CELL)].map(([, row, column]) => [Number(row), Number(column)]);
    const leftOver = plain.replace(CELL, "").replace(/[ ,;]+/g, "");
    const [rows, columns] = [form.grid.length, form.grid[0].length];
    if (!places.length || leftOver || !places.every(([row, column]) => row < rows && column < columns))
      refuse(`give cells as row,column like 0,1 1,2; rows 0 to ${rows - 1}, columns 0 to ${columns - 1}`);
    return [[cells(places)]];
  }

  const READERS = {
    single: readSingle,
    multiple: readMultiple,
    number: readQuantity,
    shape: readShape,
    expression: readExpression,
    text: (_, text) => [[shortText(text)]],
    matching: readMatching,
    ordering: readOrdering,
    cells: readCells,
    output: (_, text) => [[output(text)]],
  };

  /** The canonical forms of an answer, and how it was read where that is not plain; throws Unreadable. */
  function read(form, text) {
    if (lengthOf(text) > MAX_ANSWER) refuse(`an answer has at most ${MAX_ANSWER} characters`);
    if (!strip(text)) refuse("nothing was answered");
    if (/\p{Surrogate}/u.test(text)) refuse("the answer holds characters that are broken");
    const [canonicals, said = ""] = READERS[form.kind](form, text);
    return { canonicals, said };
  }

  return { Unreadable, read, letter };
})();
