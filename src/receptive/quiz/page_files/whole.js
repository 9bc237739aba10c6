// A page that is a quiz: one question after the other, a list of them, and progress that travels in a file.
{
  const { element } = Controls;
  const { data, told, state, sign } = Quiz;
  const byId = (id) => document.getElementById(id);
  let current = 0;

  function show(place, focus = true) {
    current = place;
    const next = element("button", { type: "button", onclick: () => show((place + 1) % data.questions.length) }, "Next question");
    const heading = Quiz.show(data.questions[place], byId("question"), { number: `${place + 1}. `, more: [next] });
    list();
    if (focus) heading.focus();
  }

  function list() {
    byId("list").replaceChildren(
      ...data.questions.map((question, place) =>
        element("li", {}, element("button", {
          type: "button", "aria-current": String(place === current), onclick: () => show(place),
          "aria-label": `Question ${place + 1}, ${state(question)}`,
        }, `${place + 1}${sign[state(question)]}`)),
      ),
    );
    const right = data.questions.filter((question) => state(question) === "right").length;
    byId("summary").textContent = `${right} of ${data.questions.length} questions right.`;
  }

  function save() {
    const text = JSON.stringify({ schema: "receptive/page-progress/v1", title: data.title, version: data.version, progress: Quiz.progress() }, null, 1);
    const link = element("a", { href: URL.createObjectURL(new Blob([text], { type: "application/json" })), download: "quiz-progress.json" });
    link.click();
  }

  async function load(event) {
    const said = byId("storage");
    try {
      const found = JSON.parse(await event.target.files[0].text());
      if (found.schema !== "receptive/page-progress/v1") throw new Error("it is no progress of a quiz");
      if (found.version !== data.version) throw new Error("it belongs to another version of this quiz");
      Quiz.take(found.progress);
      show(current);
      said.textContent = "Your progress was loaded.";
    } catch (wrong) {
      said.textContent = `This file was not loaded: ${wrong.message}. Nothing was changed.`;
    }
  }

  told.change = list;
  told.trouble = (words) => { byId("storage").textContent = words; };
  if (told.unread) told.trouble(told.unread);
  byId("save").addEventListener("click", save);
  byId("load").addEventListener("change", load);
  show(0, false);
}
