"use strict";
// Looks through the course without a server: all words must occur; a title counts more than a text.
{
  const entries = JSON.parse(document.getElementById("data").textContent);
  const [field, list, said] = ["field", "found", "said"].map((id) => document.getElementById(id));
  const MOST = 30;
  const AROUND = 90; // characters of a text that are shown before and after a word

  const folded = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const prepared = entries.map((entry) => ({ entry, title: folded(entry.title), text: folded(entry.text) }));

  function worth({ entry, title, text }, words) {
    let sum = entry.within === "Glossary" ? 2 : 0;
    for (const word of words) {
      if (!title.includes(word) && !text.includes(word)) return 0;
      sum += (title.includes(word) ? 10 : 0) + (title === word ? 20 : 0) + Math.min(text.split(word).length - 1, 5);
    }
    return sum;
  }

  /** The stretch of a text around the first word that occurs in it, with that word marked. */
  function stretch(text, words) {
    const lower = text.toLowerCase();
    const [at, word] = words.map((one) => [lower.indexOf(one), one]).filter(([place]) => place >= 0).sort((a, b) => a[0] - b[0])[0] ?? [0, ""];
    const [from, to] = [Math.max(at - AROUND, 0), at + word.length + AROUND];
    if (!word) return [text.length > to ? `${text.slice(0, to)} …` : text];
    const mark = document.createElement("mark");
    mark.textContent = text.slice(at, at + word.length);
    return [`${from ? "… " : ""}${text.slice(from, at)}`, mark, `${text.slice(at + word.length, to)}${to < text.length ? " …" : ""}`];
  }

  function shown({ entry }, words) {
    const link = document.createElement("a");
    link.href = `${entry.page}#${entry.place}`;
    link.textContent = entry.title;
    const within = document.createElement("p");
    within.className = "kind";
    within.textContent = entry.within;
    const text = document.createElement("p");
    text.append(...stretch(entry.text, words));
    const item = document.createElement("li");
    item.append(within, link, text);
    return item;
  }

  function search() {
    const words = folded(field.value).split(/\s+/).filter(Boolean);
    const ranked = words.length ? prepared.map((one) => [worth(one, words), one]).filter(([points]) => points) : [];
    ranked.sort((a, b) => b[0] - a[0]);
    list.replaceChildren(...ranked.slice(0, MOST).map(([, one]) => shown(one, words)));
    const count = ranked.length > MOST ? `The first ${MOST} of ${ranked.length} places.` : `${ranked.length} ${ranked.length === 1 ? "place" : "places"}.`;
    said.textContent = words.length ? count : "";
  }

  field.addEventListener("input", search);
  field.disabled = false;
  field.focus();
  search();
}
