// The twin of what arithmetic.py reads from students: a closed grammar, read by hand, with nothing to run.
// Values are doubles. No number passes 1e15, so whole numbers are as exact here as Python's are.
const Formula = (() => {
  class FormulaError extends Error {}

  const MAX_TEXT = 400, MAX_DEPTH = 40, MAX_NESTED = 30, MAX_NUMBER = 1e15;
  const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  const WRITTEN = {
    "·": "*", "⋅": "*", "∗": "*", "×": "*", "−": "-", "–": "-", "÷": "/", "∕": "/", "^": "**",
    "⌊": "floor(", "⌋": ")", "⌈": "ceil(", "⌉": ")",
  };
  const TOKEN =
    /((?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)(?![\w.]| ?\()|([A-Za-z_][A-Za-z0-9_]*)|(\*\*|\/\/|[-+*/%(),])| /y;

  function fail(says) {
    throw new FormulaError(says);
  }

  /** What people write, as the grammar writes it: `·` for `*`, `C²` for `C**2`, `27C` for `27*C`, `⌊x⌋`. */
  function readWritten(text) {
    text = text.replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, (found) => "**" + [...found].map((one) => RAISED.indexOf(one)).join(""));
    for (const [written, meant] of Object.entries(WRITTEN)) text = text.replaceAll(written, meant);
    text = text.replace(/(?<![\w.])(\d+(?:\.\d+)?) *(?=[A-Za-z(])(?![eE][-+]?\d)/g, "$1*");
    return text.replace(/\) *(?=[\w(])/g, ")*");
  }

  function tokensOf(text) {
    const tokens = [];
    let nested = 0;
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < text.length) {
      const place = TOKEN.lastIndex;
      const found = TOKEN.exec(text);
      if (!found) fail(`'${String.fromCodePoint(text.codePointAt(place))}' is not understood in a formula`);
      if (/^0+[1-9][0-9]*$/.test(found[1])) fail(`write ${found[1]} without zeros before it`);
      nested += (found[0] === "(") - (found[0] === ")");
      if (nested > MAX_NESTED) fail("the formula is nested too deeply");
      if (found[1] !== undefined) tokens.push({ number: Number(found[1]) });
      else if (found[2] !== undefined) tokens.push({ name: found[2] });
      else if (found[3] !== undefined) tokens.push({ mark: found[3] });
    }
    return tokens;
  }

  class Reader {
    constructor(text) {
      this.text = text;
      this.tokens = tokensOf(text);
      this.place = 0;
    }

    whole() {
      return this.chain(["+", "-"], () => this.chain(["*", "/", "//", "%"], () => this.signed()));
    }

    chain(marks, operand) {
      let left = operand();
      for (let mark = this.taken(marks); mark; mark = this.taken(marks)) left = { mark, left, right: operand() };
      return left;
    }

    signed() {
      const sign = this.taken(["+", "-"]);
      return sign ? { sign, operand: this.signed() } : this.raised();
    }

    raised() {
      const left = this.atom();
      return this.taken(["**"]) ? { mark: "**", left, right: this.signed() } : left;
    }

    atom() {
      const token = this.tokens[this.place++];
      if (token === undefined) this.refuse();
      if (token.number !== undefined) return token;
      if (token.name !== undefined) return this.taken(["("]) ? { called: token.name, args: this.args() } : token;
      if (token.mark !== "(") this.refuse();
      const inner = this.whole();
      if (!this.taken([")"])) this.refuse();
      return inner;
    }

    args() {
      const found = [];
      while (!this.taken([")"])) {
        found.push(this.whole());
        if (this.taken([","])) continue;
        if (this.taken([")"])) return found;
        this.refuse();
      }
      return found;
    }

    taken(marks) {
      const mark = this.tokens[this.place]?.mark;
      if (!marks.includes(mark)) return "";
      this.place++;
      return mark;
    }

    refuse() {
      fail(`'${this.text}' is no formula; write it like floor((i - k)/s) + 1`);
    }
  }

  function parse(text) {
    if (text.length > MAX_TEXT) fail(`a formula has at most ${MAX_TEXT} characters`);
    const reader = new Reader(text);
    const tree = reader.whole();
    if (reader.place < reader.tokens.length) reader.refuse();
    return tree;
  }

  function bounded(value) {
    if (!(Math.abs(value) <= MAX_NUMBER)) fail("a number in it is too large, or does not exist");
    return value;
  }

  const noZero = (value) => (value === 0 ? fail("nothing can be divided by 0") : value);

  // Python's two divisions: the quotient goes down, the rest has the sign of the divisor
  function rest(left, right) {
    const mod = left % noZero(right);
    return mod !== 0 && right < 0 !== mod < 0 ? mod + right : mod;
  }

  function quotient(left, right) {
    const mod = left % noZero(right);
    let parts = (left - mod) / right;
    if (mod !== 0 && right < 0 !== mod < 0) parts -= 1;
    const floor = Math.floor(parts);
    return parts - floor > 0.5 ? floor + 1 : floor;
  }

  function power(left, right) {
    if (Math.abs(right) > 64 || Math.abs(left) > 1e6) fail("the power is too large");
    if (!Number.isInteger(right)) {
      if (right < 0) noZero(left);
      return right === 0.5 ? Math.sqrt(left) : left ** right;
    }
    let result = 1;
    for (let i = 0; i < Math.abs(right); i++) result *= left;
    return right < 0 ? 1 / noZero(result) : result;
  }

  const OPERATORS = {
    "+": (a, b) => a + b, "-": (a, b) => a - b, "*": (a, b) => a * b, "/": (a, b) => a / noZero(b),
    "//": quotient, "%": rest, "**": power,
  };

  function logarithm(value, base) {
    if (value <= 0 || base <= 0) fail("a logarithm needs a number above 0");
    return base === undefined ? Math.log(value) : Math.log(value) / noZero(Math.log(base));
  }

  // Each with the least and the most arguments that it takes
  const FUNCTIONS = {
    floor: [Math.floor, 1, 1], ceil: [Math.ceil, 1, 1], min: [Math.min, 2, 99], max: [Math.max, 2, 99],
    abs: [Math.abs, 1, 1], sqrt: [Math.sqrt, 1, 1], ln: [logarithm, 1, 2], log: [logarithm, 1, 2], exp: [Math.exp, 1, 1],
  };

  /** The value of a tree, `names` being a Map of its variables. */
  function evaluate(tree, names, depth = 0) {
    if (depth > MAX_DEPTH) fail("the formula is nested too deeply");
    const below = (one) => evaluate(one, names, depth + 1);
    if (tree.number !== undefined) return bounded(tree.number);
    if (tree.name !== undefined) {
      if (!names.has(tree.name)) fail(`${tree.name} is not known here; known are ${[...names.keys()].sort().join(", ")}`);
      return names.get(tree.name);
    }
    if (tree.sign !== undefined) return tree.sign === "-" ? -below(tree.operand) : below(tree.operand);
    if (tree.mark !== undefined) return bounded(OPERATORS[tree.mark](below(tree.left), below(tree.right)));
    const known = Object.hasOwn(FUNCTIONS, tree.called) ? FUNCTIONS[tree.called] : null;
    if (!known) fail(`there is no function ${tree.called}; there are ${Object.keys(FUNCTIONS).sort().join(", ")}`);
    const [run, least, most] = known;
    if (tree.args.length < least || tree.args.length > most) fail(`${tree.called} takes another number of values`);
    return bounded(run(...tree.args.map(below)));
  }

  /** The functions that a tree calls; `//` is a floor. */
  function called(tree) {
    const below = [tree.left, tree.right, tree.operand, ...(tree.args ?? [])].filter(Boolean).map(called);
    const own = tree.called ?? (tree.mark === "//" ? "floor" : null);
    return new Set([...below.flatMap((one) => [...one]), ...(own ? [own] : [])]);
  }

  return { FormulaError, readWritten, parse, evaluate, called };
})();
