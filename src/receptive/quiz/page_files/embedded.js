// Questions in the text of a chapter: each takes the place where it stands without scripts.
for (const place of document.querySelectorAll("[data-question]")) {
  const question = Quiz.data.questions.find((one) => one.id === place.dataset.question);
  const box = place.appendChild(Controls.element("div"));
  for (const fallback of place.querySelectorAll(":scope > .plain")) fallback.remove();
  Quiz.show(question, box, { tag: "h3" });
}
