// One control for each kind of form. Each gives { node, text }: text() is the answer as one would type it.
const Controls = (() => {
  /** An element with attributes and children; children that are texts stay texts. */
  function element(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "html") node.innerHTML = value; // made by the page's own builder, never from an answer
      else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (value !== false && value !== null) node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children);
    return node;
  }

  let made = 0;
  const fresh = () => `c${(made += 1)}`;

  function choices(form, type, legend) {
    const name = fresh();
    const inputs = form.options.map((_, i) => element("input", { type, name, id: `${name}-${i}`, value: i + 1 }));
    const labels = form.options.map((_, i) =>
      element("label", { class: "choice" }, inputs[i], element("span", { html: form.optionsHtml[i] })),
    );
    const node = element("fieldset", {}, element("legend", {}, legend), ...labels);
    const chosen = () => inputs.filter((input) => input.checked).map((input) => input.value);
    return { node, chosen };
  }

  function single(form) {
    const { node, chosen } = choices(form, "radio", "Choose one");
    return { node, text: () => chosen().join(" ") };
  }

  function multiple(form) {
    const { node, chosen } = choices(form, "checkbox", "Choose all that are right");
    return { node, text: () => chosen().join(" ") || "none" };
  }

  const PROMPTS = {
    number: "Your answer, a number such as 28, 0.5 or 1/2",
    shape: "Your answer, sizes such as (8, 28, 28)",
    text: "Your answer",
  };

  function promptOf(form) {
    if (form.kind === "expression")
      return `A formula in ${form.variables.join(", ")}${form.must_use.length ? `, with ${form.must_use.join(", ")}` : ""}`;
    if (form.decimals) return `Your answer, with ${form.decimals} ${form.decimals === 1 ? "decimal" : "decimals"}`;
    return PROMPTS[form.kind];
  }

  function typed(form) {
    const id = fresh();
    const prompt = promptOf(form);
    const label = element("label", { for: id, html: form.labelHtml || null }, form.labelHtml ? "" : prompt);
    const input = element("input", { id, type: "text", autocomplete: "off", spellcheck: "false" });
    return { node: element("div", { class: "field" }, label, input), text: () => input.value };
  }

  function output() {
    const id = fresh();
    const area = element("textarea", { id, rows: 2, spellcheck: "false" });
    return { node: element("div", { class: "field" }, element("label", { for: id }, "It prints"), area), text: () => area.value };
  }

  function matching(form) {
    const selects = form.lefts.map((_, i) => {
      const id = fresh();
      const options = form.options.map((option, k) => element("option", { value: Answers.letter(k) }, plainText(form.optionsHtml[k])));
      const select = element("select", { id }, element("option", { value: "" }, "choose"), ...options);
      return { select, node: element("div", { class: "field" }, element("label", { for: id, html: form.leftsHtml[i] }), select) };
    });
    const node = element("fieldset", {}, element("legend", {}, "Match each of these"), ...selects.map((one) => one.node));
    return { node, text: () => selects.map(({ select }, i) => (select.value ? `${i + 1}${select.value}` : "")).join(" ") };
  }

  function plainText(html) {
    return element("span", { html }).textContent;
  }

  function ordering(form) {
    const list = element("ol", { class: "items" });
    const said = element("p", { class: "unseen", role: "status" });
    const order = form.options.map((_, i) => i);
    function move(place, by) {
      const [item] = order.splice(place, 1);
      order.splice(place + by, 0, item);
      draw();
      const button = list.children[place + by].querySelector(by < 0 ? ".up" : ".down");
      (button.disabled ? list.children[place + by].querySelector("button:not([disabled])") : button).focus();
      said.textContent = `${plainText(form.optionsHtml[item])}: now ${place + by + 1} of ${order.length}`;
    }
    function draw() {
      list.replaceChildren(
        ...order.map((item, place) => {
          const name = plainText(form.optionsHtml[item]);
          const up = { type: "button", class: "up", disabled: place === 0, "aria-label": `Move up: ${name}`, onclick: () => move(place, -1) };
          const down = { type: "button", class: "down", disabled: place === order.length - 1, "aria-label": `Move down: ${name}`, onclick: () => move(place, 1) };
          return element("li", {}, element("span", { html: form.optionsHtml[item] }), element("button", up, "↑"), element("button", down, "↓"));
        }),
      );
    }
    draw();
    const node = element("fieldset", {}, element("legend", {}, "Put into order, the first on top"), list, said);
    return { node, text: () => order.map((item) => item + 1).join(" ") };
  }

  function cells(form) {
    const buttons = form.grid.map((row, i) =>
      row.map((shown, j) =>
        element("button", {
          type: "button", "aria-pressed": "false", "aria-label": `row ${i}, column ${j}: ${shown}`,
          onclick: (event) => toggle(event.currentTarget), onkeydown: (event) => step(event, i, j),
        }, shown),
      ),
    );
    const toggle = (button) => button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
    function step(event, i, j) {
      const [down, right] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key] ?? [0, 0];
      const next = (down || right) && buttons[i + down]?.[j + right];
      if (next) { event.preventDefault(); next.focus(); }
    }
    const rows = buttons.map((row) => element("tr", {}, ...row.map((button) => element("td", {}, button))));
    const table = element("table", { class: "cells", role: "presentation" }, element("tbody", {}, ...rows));
    const node = element("fieldset", {}, element("legend", { html: `Choose cells. ${form.labelHtml}` }), table);
    const pressed = () => buttons.flatMap((row, i) => row.map((button, j) => (button.getAttribute("aria-pressed") === "true" ? `${i},${j}` : "")));
    return { node, text: () => pressed().filter(Boolean).join(" ") || "none" };
  }

  const KINDS = { single, multiple, number: typed, shape: typed, expression: typed, text: typed, output, matching, ordering, cells };
  return { element, control: (form) => KINDS[form.kind](form) };
})();
