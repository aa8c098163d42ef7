// The room votes: a letter for each option, hands counted by keys, buttons or typing, votes from phones, a countdown,
// and what is played.

const LETTERS = "ABCDEFGHIJKL";
const MOST_VOTES = 9999;
const COUNTDOWNS = [30, 60];

function votePart(play, title, fallback) {
  const hands = new Map(); // by key of the option
  const phoned = new Map();
  const votesFor = (key) => (hands.get(key) || 0) + (phoned.get(key) || 0);
  let rows = [];
  let typing = null; // the field that is being typed in; it is written again when it is left
  let playing = false;
  let before = "";
  let left = 0;
  let running = 0;
  const ballot = node("ol", { class: "ke-ballot" });
  const tally = node("p", { class: "ke-tally", role: "status" });
  const time = node("span", { class: "ke-countdown", role: "timer" }, "–");
  const ended = node("span", { class: "ke-shout", role: "alert" });
  const button = (text, press, attributes = {}) => {
    const made = node("button", { type: "button", class: "ke-button", ...attributes }, text);
    made.addEventListener("click", press);
    return made;
  };
  const phones = phonesPart(() => ({ title: title(), options: rows.map(({ text }) => text) }), takePhones);
  const winner = button(say("Play the winner"), () => send(leaders()[0]), { class: "ke-button ke-winner" });
  const bar = node(
    "div",
    { class: "ke-vote-bar", role: "group", "aria-label": say("Vote") },
    time,
    ...COUNTDOWNS.map((seconds) => button(say("{seconds} s", { seconds }), () => count(seconds), { "aria-label": say("Count down {seconds} seconds", { seconds }) })),
    phones.button,
    button(say("Clear votes"), clear),
    winner,
  );
  const hint = node(
    "p",
    { class: "ke-small" },
    say("Count hands: type the number, press + and −, or the letter on the keyboard (with Shift, one less). Votes are kept with the run."),
  );
  const box = node("section", { class: "ke-vote", "aria-label": say("The room votes") }, ballot, bar, ended, tally, phones.box, hint);

  async function send(key) {
    if (!key || playing) return;
    stop();
    const asked = rows;
    playing = true;
    await phones.close(); // their votes go with the run
    playing = false;
    if (rows !== asked || phones.isOpen()) return; // another choice stands, or the votes did not come: press again
    const votes = Object.fromEntries(rows.map((row) => [row.key, Math.min(votesFor(row.key), MOST_VOTES)]));
    play(key, votes);
  }

  function leaders() {
    const most = Math.max(0, ...rows.map(({ key }) => votesFor(key)));
    return most ? rows.filter(({ key }) => votesFor(key) === most).map(({ key }) => key) : [];
  }

  // what is typed is the number of all votes; the phones' are counted already
  function set(key, value) {
    const all = Math.min(Math.max(Math.trunc(Number(value)) || 0, 0), MOST_VOTES);
    hands.set(key, Math.max(all - (phoned.get(key) || 0), 0));
    show();
  }

  function clear() {
    typing = null;
    hands.clear();
    phones.clear();
    show();
  }

  function takePhones(counts) {
    phoned.clear();
    if (counts) rows.forEach(({ key }, place) => phoned.set(key, counts[place]));
    show();
  }

  function show() {
    const total = rows.reduce((sum, { key }) => sum + votesFor(key), 0);
    const most = Math.max(1, ...rows.map(({ key }) => votesFor(key)));
    const first = leaders();
    for (const { key, item, input, fill } of rows) {
      const votes = votesFor(key);
      if (input !== typing) input.value = votes;
      fill.style.width = `${(100 * votes) / most}%`;
      item.toggleAttribute("data-leads", first.length === 1 && first[0] === key);
    }
    const ranked = rows
      .map(({ key, letter }) => [letter, votesFor(key)])
      .filter(([, votes]) => votes)
      .sort((one, two) => two[1] - one[1]);
    const told = ranked.map(([letter, votes]) => `${letter} ${votes}`).join(", ");
    const level = first.length > 1 ? ` ${say("The first are level; talk, and vote again or play one.")}` : "";
    tally.textContent = total ? `${total === 1 ? say("1 vote: {told}.", { told }) : say("{total} votes: {told}.", { total, told })}${level}` : say("No votes yet.");
    winner.disabled = first.length !== 1 || phones.isSecret();
    const lead = rows.find(({ key }) => key === first[0]);
    winner.textContent = first.length === 1 ? say("Play the winner, {letter}", { letter: lead.letter }) : say("Play the winner");
  }

  function tick() {
    left -= 1;
    time.textContent = left > 0 ? `${left}` : say("Time!");
    if (left > 0) return;
    ended.textContent = say("Time is up.");
    stop();
    phones.close();
  }

  function count(seconds) {
    stop();
    left = seconds;
    ended.textContent = "";
    time.textContent = `${left}`;
    running = setInterval(tick, 1000);
  }

  function stop() {
    clearInterval(running);
    running = 0;
  }

  function row({ key, text }, place) {
    const letter = LETTERS[place];
    const input = node("input", {
      type: "number",
      min: "0",
      max: String(MOST_VOTES),
      inputmode: "numeric",
      class: "ke-votes",
      "aria-label": say("Votes for {letter}", { letter }),
    });
    input.addEventListener("input", () => {
      typing = input;
      set(key, input.value);
    });
    input.addEventListener("blur", () => {
      typing = null;
      show();
    });
    input.addEventListener("focus", () => input.select());
    const fill = node("span", { class: "ke-vote-fill" });
    const change = (by) => {
      typing = null;
      set(key, votesFor(key) + by);
    };
    const item = node(
      "li",
      { "data-option": key },
      node("span", { class: "ke-letter", "aria-hidden": "true" }, letter),
      node("span", { class: "ke-vote-text" }, node("span", { class: "ke-said" }, `${letter}: `), text),
      node("span", { class: "ke-vote-track", "aria-hidden": "true" }, fill),
      node(
        "span",
        { class: "ke-vote-count" },
        button("−", () => change(-1), { "aria-label": say("One vote less for {letter}", { letter }) }),
        input,
        button("+", () => change(1), { "aria-label": say("One vote more for {letter}", { letter }) }),
        button(say("Play"), () => send(key), { "aria-label": say("Play {letter}", { letter }), "data-key": key }),
      ),
    );
    return { key, text, letter, item, input, fill };
  }

  return {
    box,
    start: phones.start,
    rest: phones.close,
    stop() {
      stop();
      phones.stop();
    },
    draw(items) {
      const now = JSON.stringify(items);
      if (now === before) return;
      before = now;
      typing = null;
      const held = box.contains(document.activeElement);
      if (rows.length) phones.clear();
      hands.clear();
      phoned.clear();
      stop();
      time.textContent = "–";
      ended.textContent = "";
      rows = items.slice(0, LETTERS.length).map(row);
      ballot.replaceChildren(...rows.map(({ item }) => item));
      bar.hidden = tally.hidden = hint.hidden = rows.length === 0;
      show();
      phones.draw();
      if (held && !box.hidden) fallback().focus();
    },
    // a letter is a vote, unless something is being typed
    press(event) {
      if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input:not([type=number]), textarea, select")) return;
      const found = rows.find(({ letter }) => letter === event.key.toUpperCase());
      if (!found) return;
      event.preventDefault();
      typing = null;
      set(found.key, votesFor(found.key) + (event.shiftKey ? -1 : 1));
    },
  };
}

