// The room votes by phone, on a short page of the course's own server. Only where that server is (`kapedu demo`), and
// only for the presenter: whoever else asks is refused, and counts hands.

const PHONES_EVERY_MS = 1000;
const AGAIN_MS = 4000;

const CODE_HIDDEN = "kapedu:code-hidden";

// Where the gallery's server answers; empty in JupyterLab and on a page that stands alone.
function gallery() {
  if (document.body.dataset.voila !== "voila" || !document.querySelector(".kapedu-header a")) return "";
  return document.body.dataset.baseUrl.replace(/voila\/$/, "");
}

// `choice()` is what stands to be voted on, {title, options}; `counted(counts)` takes the votes in the options' order,
// or null where there are none to show.
function phonesPart(choice, counted) {
  const base = gallery();
  let told = null;
  let timer = 0;
  let opening = false; // an order to open may still be on its way
  let before = Promise.resolve(); // one question at a time, so that orders arrive in order
  const lets = node("button", { type: "button", class: "ke-button ke-phones-lets", hidden: true }, say("Let phones vote"));
  const live = node("input", { type: "checkbox" });
  const ballots = node("span", { class: "ke-phones-count" });
  const news = node("p", { class: "ke-phones-news", role: "status" });
  const code = node("img", { class: "ke-phones-code", alt: say("QR code that opens the page to vote") });
  const address = node("p", { class: "ke-phones-address" });
  const word = node("strong");
  const wordLine = node("p", { class: "ke-phones-address" }, `${say("Word")}: `, word);
  const alone = node("p", {}, say("Only this computer can open the page to vote. For phones, stop the course and start it with"), " ", node("code", {}, "kapedu demo --room"));
  const way = node("details", { class: "ke-more ke-phones-way" }, node("summary", {}, say("The way to the vote")), node("div", {}, code, node("div", {}, address, wordLine, alone)));
  const bar = node("div", { class: "ke-phones-bar" }, news, ballots, node("label", {}, live, ` ${say("Show the counts at once")}`));
  const box = node("section", { class: "ke-phones", "aria-label": say("Votes by phone"), hidden: true }, bar, way);
  way.open = !stored(CODE_HIDDEN);
  way.addEventListener("toggle", () => store(CODE_HIDDEN, way.open ? "" : "yes"));

  function stored(name) {
    try {
      return sessionStorage.getItem(name);
    } catch {
      return "";
    }
  }
  function store(name, text) {
    try {
      sessionStorage.setItem(name, text);
    } catch {
      // the code is shown again after a reload
    }
  }

  const isOurs = () => told !== null && told.options.length > 0 && JSON.stringify(told.options) === JSON.stringify(choice().options);
  const isOpen = () => isOurs() && told.open;

  const ask = (order) => (before = before.then(() => fetched(order)));

  async function fetched(order) {
    const how = { cache: "no-store", signal: AbortSignal.timeout(ANSWER_WAIT_MS) };
    if (order) {
      const token = (document.cookie.match("\\b_xsrf=([^;]*)\\b") || [])[1] || "";
      Object.assign(how, { method: "POST", body: JSON.stringify(order), headers: { "Content-Type": "application/json", "X-XSRFToken": token } });
    }
    try {
      const answer = await fetch(`${base}presenter/vote`, how);
      if (answer.status === 403) {
        refuse();
        return;
      }
      if (answer.status === 404) return; // a server that knows no votes
      if (!answer.ok) throw new Error(answer.status);
      told = await answer.json();
      draw();
    } catch {
      if (!box.hidden) news.textContent = say("The course does not answer; count hands.");
      if (told === null) setTimeout(() => box.isConnected && ask(), AGAIN_MS);
    }
  }

  function refuse() {
    box.hidden = false;
    live.parentElement.hidden = way.hidden = true;
    news.textContent = say("Phones can vote too, when this page is opened from the presenter's page: its address was printed when the course was started.");
    watch();
  }

  function draw() {
    box.hidden = lets.hidden = choice().options.length === 0;
    const open = isOpen();
    const closed = isOurs() && !told.open;
    lets.textContent = open ? say("Close the vote") : say("Let phones vote");
    lets.disabled = choice().options.length < 2;
    box.toggleAttribute("data-open", open);
    ballots.textContent = open || closed ? say("Votes by phone: {count}", { count: told.ballots }) : "";
    const now = open ? say("The vote is open.") : closed ? say("The vote is closed.") : "";
    if (news.textContent !== now) news.textContent = now;
    if (!code.hasAttribute("src")) code.src = `${base}presenter/vote-code.svg`;
    if (open) live.checked = told.live;
    address.textContent = told.address;
    word.textContent = told.word;
    wordLine.hidden = !told.word;
    alone.hidden = told.reachable;
    code.hidden = !told.reachable;
    counted(isOurs() ? told.counts : null);
    watch();
  }

  function clear() {
    if (told !== null && (told.options.length || opening)) ask({ clear: true });
    opening = false;
  }

  function watch() {
    clearInterval(timer);
    timer = box.isConnected && isOpen() ? setInterval(() => document.hidden || ask(), PHONES_EVERY_MS) : 0;
  }

  lets.addEventListener("click", () => {
    if (isOpen()) {
      ask({ close: true });
      return;
    }
    opening = true;
    ask({ open: choice().options, title: choice().title, live: live.checked });
  });
  live.addEventListener("change", () => isOpen() && ask({ live: live.checked }));

  return {
    box,
    button: lets,
    // the room is to vote: is the presenter here?
    start: () => base && told === null && ask(),
    close: () => (isOpen() ? ask({ close: true }) : undefined),
    isOpen,
    isSecret: () => isOpen() && !told.live,
    // another choice stands, or the votes are not wanted any more
    clear,
    draw: () => told !== null && draw(),
    stop() {
      clearInterval(timer);
      if (isOpen()) clear();
    },
  };
}
