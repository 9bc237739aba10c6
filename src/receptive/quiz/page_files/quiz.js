// Asks the questions of a page, marks answers, and keeps progress in the browser: one entry for each question, so that
// what was answered in a chapter is answered in its quiz.
const Quiz = (() => {
  const { element, control } = Controls;
  // A page holds its questions itself; the pages of a site share a file for each quiz
  const quizzes = globalThis.sealedQuizzes ?? [JSON.parse(document.getElementById("data").textContent)];
  const data = { ...quizzes[0], questions: quizzes.flatMap((quiz) => quiz.questions) };
  let progress = {}; // by question: { right, gaveUp, tries, variant }
  const told = { change: () => {}, trouble: () => {} }; // what a page does when an answer was marked, or not kept

  const entry = (question) => `receptive question ${question.key}`;

  function stored() {
    try {
      return localStorage;
    } catch {
      return null; // pages inside a notebook may have no storage
    }
  }

  function keep(question) {
    try {
      stored()?.setItem(entry(question), JSON.stringify(of(question)));
    } catch {
      told.trouble("This browser keeps nothing here: save your progress to a file before you leave.");
    }
    told.change();
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

  /** Shows a question in a place of the page, under a heading, with further buttons of the page's own. */
  function show(question, place, { tag = "h2", number = "", more = [] } = {}) {
    const variant = question.variants[of(question).variant % question.variants.length];
    const controls = variant.forms.map(control);
    const hints = element("div", { class: "hints", "aria-live": "polite" });
    const result = element("div", { class: "result", role: "status" });
    const form = element("form", { novalidate: true, onsubmit: (event) => { event.preventDefault(); check(question, variant, controls, result); } });
    const left = [...variant.hintsHtml];
    const hint = element("button", { type: "button", onclick: () => {
      hints.append(element("div", { html: left.shift() }));
      hint.disabled = !left.length;
    } }, "Hint");
    const other = question.variants.length > 1 && element("button", { type: "button", onclick: () => {
      of(question).variant += 1;
      keep(question);
      show(question, place, { tag, number, more }).focus();
    } }, "Other numbers");
    const giveUp = element("button", { type: "button", onclick: () => {
      of(question).gaveUp = true;
      keep(question);
      result.replaceChildren(element("p", {}, "Noted as given up. The explanation is sealed and opens with the right answer, so you can still find it: try the hints, or read the lesson."));
    } }, "Give up");
    const buttons = [element("button", { class: "main" }, "Check"), hint, other, giveUp, ...more].filter(Boolean);
    form.append(...controls.map((one) => one.node), element("div", { class: "buttons" }, ...buttons));
    const heading = element(tag, { tabindex: "-1" }, `${number}${variant.title}`);
    const pictures = variant.pictures.map((picture) => element("figure", { html: picture.svg }));
    place.replaceChildren(
      heading,
      element("p", { class: "points" }, `${variant.points} ${variant.points === 1 ? "point" : "points"}, ${state(question)}`),
      element("div", { html: variant.promptHtml }), ...pictures, form, result, hints,
    );
    return heading;
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
    keep(question);
    tell(variant, marked, reads, result);
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

  // What was kept

  /** Only what belongs to questions of this page, in the form that it has; and what was right before it was written. */
  function cleaned(found) {
    const kept = {};
    for (const { id, right } of data.questions) {
      const one = found?.[id];
      if (one && Array.isArray(one.tries)) kept[id] = { right: one.right === true, gaveUp: one.gaveUp === true, tries: one.tries.slice(-200), variant: Number.isInteger(one.variant) && one.variant >= 0 ? one.variant : 0 };
      if (right) (kept[id] ??= { gaveUp: false, tries: [], variant: 0 }).right = true;
    }
    return kept;
  }

  function kept(question) {
    try {
      return JSON.parse(stored()?.getItem(entry(question)) ?? "null");
    } catch {
      told.unread = "The progress that this browser kept could not be read; you begin anew.";
      return null;
    }
  }

  /** Take over progress from a file. */
  function take(found) {
    progress = cleaned(found);
    data.questions.forEach(keep);
  }

  progress = cleaned(Object.fromEntries(data.questions.map((question) => [question.id, kept(question)])));
  return { data, told, show, state, sign, take, progress: () => progress };
})();
