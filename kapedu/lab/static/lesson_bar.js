// The strip above a lesson: how it is doing, and the few things a reader can ask for.

function button(label, action, className = "") {
  const element = document.createElement("button");
  element.type = "button";
  element.className = `kapedu-button ${className}`.trim();
  element.textContent = label;
  element.addEventListener("click", action);
  return element;
}

/** One bar: a status line that is read out, an optional message with a button, and two or three buttons. */
export class LessonBar {
  /**
   * @param {{ home: () => void, open: (path: string) => void, startAgain: () => void, showCode: (shown: boolean) => void }} actions
   * @param {(text: string) => string} say A text in the reader's language.
   * @param {(node: HTMLElement) => void} resized Called whenever the bar may have changed its height.
   */
  constructor(actions, resized, say) {
    this.words = say;
    this.node = document.createElement("div");
    this.node.className = "kapedu-bar";
    this.node.setAttribute("role", "region");
    this.node.setAttribute("aria-label", say("This lesson"));

    this.line = document.createElement("div");
    this.line.className = "kapedu-bar-line";
    this.homeButton = button(say("Course home"), actions.home, "kapedu-bar-home");
    this.wayButtons = ["previous", "following"].map((name) => {
      const step = button("", () => actions.open(this.way[name].path), "kapedu-bar-way");
      const word = document.createElement("span"); // left out where the bar is narrow
      word.textContent = name === "previous" ? say("Previous") : say("Next");
      step.append(...(name === "previous" ? ["← ", word] : [word, " →"]));
      step.hidden = true;
      return [name, step];
    });
    this.status = document.createElement("span");
    this.status.className = "kapedu-bar-status";
    this.status.setAttribute("role", "status");
    this.againButton = button(say("Start again"), actions.startAgain);
    this.codeButton = button(say("Show code"), () => this.toggleCode(actions.showCode));
    this.codeShown = false; // told by the button's label alone: "Hide code, pressed" would say the opposite
    this.printButton = button(say("Print"), () => window.print(), "kapedu-bar-print");
    this.line.append(this.homeButton, ...this.wayButtons.map(([, step]) => step), this.status, this.printButton, this.againButton, this.codeButton);

    this.message = document.createElement("div");
    this.message.className = "kapedu-bar-message";
    this.message.setAttribute("role", "alert");
    this.message.hidden = true;

    this.node.append(this.line, this.message);
    new ResizeObserver(() => resized(this.node)).observe(this.message);
    new ResizeObserver(() => resized(this.node)).observe(this.line);
  }

  toggleCode(showCode) {
    this.codeShown = !this.codeShown;
    this.codeButton.textContent = this.codeShown ? this.words("Hide code") : this.words("Show code");
    showCode(this.codeShown);
  }

  /** Show which buttons make sense for this notebook. */
  offer({ home, startAgain, showCode }) {
    this.homeButton.hidden = !home;
    this.againButton.hidden = !startAgain;
    this.codeButton.hidden = !showCode;
  }

  /** Offer the lessons before and after this one. */
  lead(way) {
    this.way = way;
    for (const [name, step] of this.wayButtons) {
      step.hidden = !way[name];
      if (!way[name]) continue;
      step.title = this.words(way[name].title);
      step.setAttribute("aria-label", `${name === "previous" ? this.words("Previous lesson") : this.words("Next lesson")}: ${this.words(way[name].title)}`);
    }
  }

  /** Tell how the lesson is doing; `busy` adds the moving dot. */
  say(text, { busy = false } = {}) {
    this.status.textContent = text;
    this.line.classList.toggle("kapedu-bar-busy", busy);
  }

  /** Show a message that stays, with the technical words behind a disclosure and at most one button. */
  warn(text, { detail = "", buttonLabel = "", action = null } = {}) {
    const words = document.createElement("p");
    words.textContent = text;
    this.message.replaceChildren(words);
    if (detail) {
      const more = document.createElement("details");
      const summary = document.createElement("summary");
      summary.textContent = this.words("Details for your instructor");
      const pre = document.createElement("pre");
      pre.textContent = detail;
      more.append(summary, pre);
      this.message.append(more);
    }
    if (action) this.message.append(button(buttonLabel, action, "kapedu-button-primary"));
    this.message.hidden = false;
  }

  /** Take the message away. */
  clearWarning() {
    this.message.hidden = true;
    this.message.replaceChildren();
  }
}
