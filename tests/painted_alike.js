// Axe's rule of contrast, asked of a few elements for all that are painted alike: it computes anew for each of some
// thousand elements what it has computed for the last one. Loaded into a page after axe.
const ASKED = "data-asked";
// Axe does not look at texts of these alone
const SIGNS = /[\s!-\/:-@[-`{-~\u2190-\u27BF]/g;
// Why axe decides nothing about one element, and about none that is painted alike
const OF_PAINT = ["bgGradient", "bgImage"];

/** What of a style the color of a text depends on, or what lies under it; nothing if that is what is around it. */
function paintOf(style) {
  const changed = [style.backgroundImage, style.filter, style.maskImage].some(one => one !== "none");
  const bare = style.backgroundColor === "rgba(0, 0, 0, 0)" && style.opacity === "1" && style.mixBlendMode === "normal";
  if (bare && !changed) return "";
  const {backgroundColor, backgroundImage, backgroundClip, backgroundSize} = style;
  const background = [backgroundColor, backgroundImage, backgroundClip, backgroundSize];
  return [...background, style.filter, style.maskImage, style.mixBlendMode, style.opacity].join();
}

/** Whether an element may lie elsewhere than its place in the document says. */
function isMoved(style) {
  const pulled = [style.marginTop, style.marginRight, style.marginBottom, style.marginLeft, style.textIndent];
  const shifted = [style.transform, style.translate, style.scale, style.rotate, style.clipPath, style.float];
  return style.position !== "static" || shifted.some(one => one !== "none") || pulled.some(one => one.startsWith("-"));
}

function isIn(inner, outer) {
  const wide = inner.left >= outer.left - 1 && inner.right <= outer.right + 1;
  return wide && inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1;
}

function touches(one, other) {
  const wide = one.left < other.right && other.left < one.right;
  return wide && one.top < other.bottom && other.top < one.bottom;
}

/** Of each element: its box, what it is painted on, how its own text is written, and how long that is. */
function described() {
  const known = new Map();
  for (const element of document.querySelectorAll("html, body, body *:not(svg *, script, style)")) {
    const style = getComputedStyle(element);
    const around = known.get(element.parentElement) ?? {paint: "", painters: [], moved: false};
    const one = {element, box: element.getBoundingClientRect(), movedItself: isMoved(style)};
    const paint = paintOf(style);
    one.paint = paint ? `${around.paint}/${paint}` : around.paint;
    one.painters = paint ? [...around.painters, one] : around.painters;
    one.moved = around.moved || one.movedItself;
    one.font = [style.color, style.fontSize, style.fontWeight, style.textShadow, style.visibility].join();
    const texts = [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.data);
    one.length = texts.join("").replace(SIGNS, "").length;
    known.set(element, one);
  }
  return [...known.values()];
}

/** Lists of elements. Those of one list lie in the flow of the page, on what they are in, and are painted alike. */
function alike() {
  const all = described();
  const moved = all.filter(one => one.movedItself && one.box.width && one.box.height);
  const fields = "label, button, select, input, textarea, [disabled], [aria-disabled]";
  const lists = new Map();
  for (const one of all) {
    if (!one.length && !one.element.matches(fields)) continue;
    const inFlow = !one.moved && one.painters.every(other => isIn(one.box, other.box));
    const plain = inFlow && !one.element.closest(fields) && !moved.some(other => touches(one.box, other.box));
    const name = plain ? `${one.paint} ${one.font}` : lists.size;
    lists.set(name, [...(lists.get(name) ?? []), one]);
  }
  const byLength = list => list.sort((one, other) => other.length - one.length).map(one => one.element);
  return [...lists.values()].map(byLength);
}

/** What axe finds, asked of some elements about their contrast; and those about which it has decided. */
async function asked(elements, options) {
  const decided = new Set();
  const reporter = (results, given, done) => {
    const {passes = [], violations = [], incomplete = []} = results.find(rule => rule.id === "color-contrast") ?? {};
    const sure = found => found.any.some(check => OF_PAINT.includes(check.data?.messageKey));
    for (const found of [...passes, ...violations, ...incomplete.filter(sure)]) decided.add(found.node.element);
    axe.getReporter("v1")(results, given, done);
  };
  elements.forEach(one => one.setAttribute(ASKED, ""));
  const found = await axe.run(document, {...options, reporter});
  elements.forEach(one => one.removeAttribute(ASKED));
  return [found, decided];
}

/** As `axe.run`. Of a list it is asked about the contrast of three; if it decides about none of them, of all. */
async function runOnAlike(options) {
  axe.configure({rules: [{id: "color-contrast", selector: `[${ASKED}]`}]});
  const lists = alike().map(list => [new Set([list[0], list[list.length >> 1], list.at(-1)]), list]);
  const [found, decided] = await asked(lists.flatMap(([few]) => [...few]), options);
  const open = lists.filter(([few, list]) => list.length > few.size && ![...few].some(one => decided.has(one)));
  const others = open.flatMap(([few, list]) => list.filter(one => !few.has(one)));
  const contrast = {rules: undefined, runOnly: {type: "rule", values: ["color-contrast"]}};
  if (others.length) found.violations.push(...(await asked(others, {...options, ...contrast}))[0].violations);
  axe.configure({rules: [{id: "color-contrast", selector: "*"}]});
  for (const node of found.violations.flatMap(rule => rule.nodes)) {
    node.html = node.html.replaceAll(` ${ASKED}=""`, "");
    node.target = node.target.map(one => one.replaceAll(`[${ASKED}=""]`, ""));
  }
  return found;
}
