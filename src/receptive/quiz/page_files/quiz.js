// Shows one question after the other, marks answers, and keeps progress in the browser.
const Quiz = (() => {
  const { element, control } = Controls;
  const data = JSON.parse(document.getElementById("data").textContent);
  const KEY = `receptive quiz ${data.title} ${data.version}`;
  const byId = (id) => document.getElementById(id);
  let progress = {}; // by question: { right, gaveUp, tries, variant }
  let current = 0;

  function stored() {
    try {
      return localStorage;
    } catch {
      return null; // pages inside a notebook may have no storage
    }
  }

  function keep() {
    try {
      stored()?.setItem(KEY, JSON.stringify(progress));
    } catch {
      byId("storage").textContent = "This browser keeps nothing here: save your progress to a file before you leave.";
    }
  }

  const of = (question) => (progress[question.id] ??= { right: false, gaveUp: false, tries: [], variant: 0 });
  const state = (question) => (of(question).right ? "right" : of(question).tries.length || of(question).gaveUp ? "not yet" : "open");
  const sign = { right: "✓", "not yet": "✗", open: "" };

  // Words: the little CommonMark that sentences about answers have

  function spoken(tex) {
    let before;
    do {
      before = tex;
      tex = tex.replace(/\\(?:mathrm|text|mathit|operatorname)\{([^{}]*)\}/g, "$1").replace(/\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}/g, "($1)/($2)");
    } while (tex !== before);
    return tex.replace(/\\[A-Za-z]+|\\[,;]/g, (command) => data.spoken[command] ?? command).replace(/[{}]/g, "");
  }

  function paragraphs(text) {
    return text.split(/\n\n+/).map((block) => {
      const plain = block.replace(/\$\$?([^$]+)\$\$?/g, (_, tex) => spoken(tex));
      const parts = plain.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map((part) =>
        part.startsWith("`") ? element("code", {}, part.slice(1, -1)) : part.startsWith("**") ? element("strong", {}, part.slice(2, -2)) : part,
      );
      return element("p", {}, ...parts);
    });
  }

  // One question

  function show(place, focus = true) {
    current = place;
    const question = data.questions[place];
    const variant = question.variants[of(question).variant % question.variants.length];
    const controls = variant.forms.map(control);
    const hints = element("div", { id: "hints", "aria-live": "polite" });
    const result = element("div", { id: "result", role: "status" });
    const form = element("form", { novalidate: true, onsubmit: (event) => { event.preventDefault(); check(question, variant, controls, result); } });
    const left = [...variant.hintsHtml];
    const hint = element("button", { type: "button", onclick: () => {
      hints.append(element("div", { html: left.shift() }));
      hint.disabled = !left.length;
    } }, "Hint");
    const more = question.variants.length > 1 && element("button", { type: "button", onclick: () => { of(question).variant += 1; keep(); show(place); } }, "Other numbers");
    const giveUp = element("button", { type: "button", onclick: () => {
      of(question).gaveUp = true;
      keep();
      list();
      result.replaceChildren(element("p", {}, "Noted as given up. The explanation is sealed and opens with the right answer, so you can still find it: try the hints, or read the lesson."));
    } }, "Give up");
    const next = element("button", { type: "button", onclick: () => show((place + 1) % data.questions.length) }, "Next question");
    const buttons = [element("button", { class: "main" }, "Check"), hint, more, giveUp, next].filter(Boolean);
    form.append(...controls.map((one) => one.node), element("div", { class: "buttons" }, ...buttons));
    const heading = element("h2", { tabindex: "-1" }, `${place + 1}. ${variant.title}`);
    const pictures = variant.pictures.map((picture) => element("figure", { html: picture.svg }));
    byId("question").replaceChildren(
      heading,
      element("p", { class: "points" }, `${variant.points} ${variant.points === 1 ? "point" : "points"}, ${state(question)}`),
      element("div", { html: variant.promptHtml }), ...pictures, form, result, hints,
    );
    list();
    if (focus) heading.focus();
  }

  async function check(question, variant, controls, result) {
    if (!Seals.available) {
      result.replaceChildren(element("p", {}, "This browser cannot check answers here: it offers its cryptography to files and to safe addresses only."));
      return;
    }
    const texts = controls.map((one) => one.text());
    const reads = [];
    for (const [place, form] of variant.forms.entries()) {
      try {
        reads.push(Answers.read(form, texts[place]));
      } catch (unreadable) {
        if (!(unreadable instanceof Answers.Unreadable)) throw unreadable;
        const where = variant.forms.length > 1 ? `Answer ${place + 1}: ` : "";
        result.replaceChildren(element("p", {}, `${where}${unreadable.message}. That was not counted.`));
        return;
      }
    }
    result.replaceChildren(element("p", {}, "Checking …"));
    const marked = await Seals.mark(variant, reads.map((one) => one.canonicals));
    const kept = of(question);
    kept.tries.push({ variant: variant.name, response: texts, right: marked.right, share: marked.share, at: new Date().toISOString() });
    if (marked.right) [kept.right, kept.gaveUp] = [true, false];
    keep();
    tell(variant, marked, reads, result);
    list();
  }

  function tell(variant, marked, reads, result) {
    const said = reads.filter((one) => one.said).map((one) => element("p", {}, `(${one.said})`));
    const verdict = element("p", { class: `verdict ${marked.right ? "right" : "wrong"}` }, marked.right ? "✓ Right." : "✗ Not yet.");
    const earned = Number((variant.points * marked.share).toFixed(2));
    const slots = marked.slots.length < 2 || marked.right ? [] : [
      element("p", {}, `${marked.slots.filter(Boolean).length} of ${marked.slots.length} are right: ${earned} of ${variant.points} points.`),
      element("ul", {}, ...marked.slots.map((right, i) => element("li", {}, `${right ? "✓ right" : "✗ not yet"}: `, element("span", { html: variant.forms[i].labelHtml })))),
    ];
    result.replaceChildren(...said, verdict, ...slots, ...marked.beliefs.flatMap(paragraphs), ...paragraphs(marked.explanation).filter((p) => p.textContent));
  }

  // All questions

  function list() {
    byId("list").replaceChildren(
      ...data.questions.map((question, place) =>
        element("li", {}, element("button", {
          type: "button", "aria-current": String(place === current), onclick: () => show(place),
          "aria-label": `Question ${place + 1}, ${state(question)}`,
        }, `${place + 1}${sign[state(question)]}`)),
      ),
    );
    const right = data.questions.filter((question) => of(question).right).length;
    byId("summary").textContent = `${right} of ${data.questions.length} questions right.`;
  }

  function save() {
    const text = JSON.stringify({ schema: "receptive/page-progress/v1", title: data.title, version: data.version, progress }, null, 1);
    const link = element("a", { href: URL.createObjectURL(new Blob([text], { type: "application/json" })), download: "quiz-progress.json" });
    link.click();
  }

  async function load(event) {
    const said = byId("storage");
    try {
      const found = JSON.parse(await event.target.files[0].text());
      if (found.schema !== "receptive/page-progress/v1") throw new Error("it is no progress of a quiz");
      if (found.version !== data.version) throw new Error("it belongs to another version of this quiz");
      progress = cleaned(found.progress);
      keep();
      show(current);
      said.textContent = "Your progress was loaded.";
    } catch (wrong) {
      said.textContent = `This file was not loaded: ${wrong.message}. Nothing was changed.`;
    }
  }

  /** Only what belongs to questions of this quiz, in the form that it has; and what was right before the page was written. */
  function cleaned(found) {
    const kept = {};
    for (const { id, right } of data.questions) {
      const one = found?.[id];
      if (one && Array.isArray(one.tries)) kept[id] = { right: one.right === true, gaveUp: one.gaveUp === true, tries: one.tries.slice(-200), variant: Number.isInteger(one.variant) && one.variant >= 0 ? one.variant : 0 };
      if (right) (kept[id] ??= { gaveUp: false, tries: [], variant: 0 }).right = true;
    }
    return kept;
  }

  try {
    progress = cleaned(JSON.parse(stored()?.getItem(KEY) ?? "{}"));
  } catch {
    progress = cleaned({});
    byId("storage").textContent = "The progress that this browser kept could not be read; you begin anew.";
  }
  byId("save").addEventListener("click", save);
  byId("load").addEventListener("change", load);
  show(0, false);
  return { show };
})();
