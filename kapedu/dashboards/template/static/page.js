// What a course page does besides showing its notebook: say when it is ready, and say so plainly when
// its Python has gone.
(() => {
  const words = JSON.parse(document.getElementById("kapedu-words")?.textContent || "{}");
  const say = (text) => words[text] ?? text;
  const status = document.getElementById("kapedu-status");
  const main = document.getElementById("kapedu-content");
  const base = document.body.dataset.baseUrl.replace(/voila\/$/, "");

  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", () => (document.body.dataset.jpThemeLight = String(!dark.matches)));

  const kernelId = () => {
    const config = document.getElementById("jupyter-config-data");
    return config ? JSON.parse(config.textContent).kernelId : undefined;
  };

  // --- ready -------------------------------------------------------------------------------------------
  const pending = () =>
    document.readyState === "loading" ||
    main.querySelector('script[type="application/vnd.voila.cell-output+json"]') !== null ||
    [...main.querySelectorAll(".jp-OutputArea-output")].some((node) => node.textContent === "Loading widget...");

  const slow = setTimeout(() => {
    status.textContent = say("This takes longer than usual. If nothing changes within a minute, reload the page.");
  }, 20000);

  // On a slow device Voilà may give up on an activity before the activity has arrived. Everything is in the
  // browser's cache by then, so a second load is quick enough; if not, the reader decides.
  const LOADED_AGAIN = `kapedu loaded again ${location.pathname}`;
  const gaveUp = () => [...main.querySelectorAll(".jp-OutputArea-output")].some((node) => /^Error displaying widget/.test(node.textContent));

  const watch = new MutationObserver(settle);
  function settle() {
    if (pending()) return;
    watch.disconnect();
    clearTimeout(slow);
    if (gaveUp()) {
      if (sessionStorage.getItem(LOADED_AGAIN)) offerReload(say("A part of this page could not be shown."));
      else {
        sessionStorage.setItem(LOADED_AGAIN, "yes");
        status.textContent = say("One moment: loading the page once more.");
        location.reload();
        return;
      }
    }
    sessionStorage.removeItem(LOADED_AGAIN);
    status.textContent = "";
    document.body.dataset.kapeduReady = "true";
  }
  watch.observe(main, { childList: true, subtree: true, characterData: true });
  document.addEventListener("DOMContentLoaded", settle);

  // --- wide tables: each in a frame that scrolls, which the keyboard can reach while there is something to scroll ---
  const fit = new ResizeObserver((seen) => {
    for (const { target } of seen) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  for (const table of main.querySelectorAll(".jp-MarkdownOutput table")) {
    const frame = document.createElement("div");
    frame.className = "kapedu-table-frame";
    frame.setAttribute("role", "group");
    frame.setAttribute("aria-label", [...table.querySelectorAll("th")].map((head) => head.textContent.trim()).join(", "));
    table.replaceWith(frame);
    frame.append(table);
    fit.observe(frame);
  }

  // --- back again: the kernel ended when the page was left (index.html.j2) -------------------------------
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });

  // --- gone --------------------------------------------------------------------------------------------
  function offerReload(sentence) {
    if (document.querySelector(".kapedu-gone")) return;
    const notice = document.createElement("div");
    notice.className = "kapedu-notice kapedu-gone";
    notice.setAttribute("role", "alert");
    const text = document.createElement("p");
    text.textContent = sentence;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = say("Reload the page");
    button.addEventListener("click", () => location.reload());
    notice.append(text, button);
    main.before(notice);
  }

  async function check() {
    const id = kernelId();
    if (!id || document.hidden) return;
    try {
      const answer = await fetch(`${base}api/kernels/${id}`, { cache: "no-store" });
      if (answer.status === 404) offerReload(say("This page has rested for a long time and has stopped. Reload it to go on."));
    } catch {
      offerReload(say("The course is no longer running. Start it again, then reload this page."));
    }
  }
  // --- everybody begins anew, when the presenter says so (the gallery of `kapedu demo`) --------------------
  let round;
  async function newRound() {
    if (document.hidden) return;
    try {
      const answer = await fetch(`${base}round`, { cache: "no-store" });
      if (!answer.ok) return clearInterval(asking); // another server, which knows no rounds
      const told = (await answer.json()).round;
      if (round !== undefined && told !== round) location.replace(location.pathname);
      round = told;
    } catch {
      // No answer; `check` tells the reader when there is something to tell.
    }
  }
  const asking = document.querySelector(".kapedu-header a") ? setInterval(newRound, 5000) : undefined;
  if (asking) newRound();

  document.addEventListener("visibilitychange", check);
  addEventListener("online", check);
})();
