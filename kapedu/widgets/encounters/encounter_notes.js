// What the reader writes beside an encounter. Until Python has kept it, the tab keeps it too: a reload loses no word.

function notesPart(model, id, about) {
  const reader = location.pathname.match(/^.*?\/user\/[^/]+/)?.[0] ?? ""; // on a server of many, a tab outlives its reader
  const draftKey = `kapedu:notes:${reader}:${about.graded ? "exam:" : ""}${about.id}`;
  const area = node("textarea", { rows: "3", id: `${id}-notes`, class: "kapedu-text" });
  const kept = () => model.get("notes");
  let sent = kept();
  let typing = 0;
  let greeted = false;
  area.value = sent;

  function keepDraft() {
    area.dataset.saved = "false";
    try {
      sessionStorage.setItem(draftKey, JSON.stringify({ text: area.value, follows: [kept(), sent] }));
    } catch {
      // without storage only what was sent is kept
    }
  }
  function dropDraft() {
    area.dataset.saved = "true";
    try {
      sessionStorage.removeItem(draftKey);
    } catch {
      // as above
    }
  }
  function send() {
    clearTimeout(typing);
    if (area.value !== sent) {
      sent = area.value;
      model.send({ notes: sent });
    } else if (sent === kept()) dropDraft();
  }
  // Python has kept notes: these, or older ones while the reader typed on.
  function draw() {
    if (area.dataset.saved !== "false") area.value = sent = kept();
    if (greeted && area.value === kept()) dropDraft();
  }
  // Once, when the notes of an earlier page are there: what was typed on it and not kept follows them.
  function greet() {
    if (greeted || !model.get("begun")) return;
    greeted = true;
    try {
      const { text, follows } = JSON.parse(sessionStorage.getItem(draftKey) || "{}");
      if (typeof text !== "string" || text === kept()) {
        dropDraft();
        return;
      }
      area.value = follows.includes(kept()) ? text : `${kept()}\n${text}`;
      keepDraft();
      send();
    } catch {
      dropDraft();
    }
  }
  const hide = () => document.hidden && send();

  area.addEventListener("input", () => {
    keepDraft();
    clearTimeout(typing);
    typing = setTimeout(send, TYPING_PAUSE_MS);
  });
  area.addEventListener("change", send);
  window.addEventListener("pagehide", send);
  document.addEventListener("visibilitychange", hide);
  model.on("change:notes", draw);
  const stop = () => {
    send();
    window.removeEventListener("pagehide", send);
    document.removeEventListener("visibilitychange", hide);
    model.off("change:notes", draw);
  };
  return { area, greet, stop };
}
