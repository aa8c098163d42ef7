// One open lesson: a notebook whose metadata says {"kapedu": {"run_on_open": true}}.
//
// It is shown as a page to read (no code, no prompts, nothing that can be edited or deleted by a stray key),
// its activities are started when it opens and after every restart, and it is saved, if at all, without outputs.
import { foreignCode } from "./allow_list.js";
import { chosenHome, chosenLanguage, inWords, isHome, opened } from "./language.js";
import { LessonBar } from "./lesson_bar.js";
import { languageOf, wayOf, wayStrip } from "./way.js";

const READING = "kapedu-reading";
const ASSIGNMENTS = "nbgrader:open-assignment-list";
const TAKE_IN_MS = 2000; // a kernel that is stuck is not waited for
const PLAIN_KEYS = new Set(["Control", "Meta", "Alt", "Shift", "Tab"]);

/** Whether the notebook in this panel asks to be opened as a lesson. */
export function isLesson(panel) {
  return panel.context.model.getMetadata("kapedu")?.run_on_open === true;
}

function withoutOutputs(notebook) {
  const { widgets: _state, ...metadata } = notebook.metadata;
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === "code" ? { ...cell, outputs: [], execution_count: null } : cell,
  );
  return { ...notebook, metadata, cells };
}

/** Let every control report what was typed last, and the kernel take it in: it keeps the order of what it is sent. */
async function takeIn(kernel) {
  document.dispatchEvent(new Event("kapedu:settle"));
  const late = new Promise((resolve) => setTimeout(resolve, TAKE_IN_MS));
  await Promise.race([kernel.requestKernelInfo().catch(() => {}), late]);
}

export class Lesson {
  /**
   * @param {object} panel JupyterLab's NotebookPanel, its context ready.
   * @param {{ commands: object, contents: object, restored: Promise, packages: object, runsByItself: boolean }} surroundings
   */
  constructor(panel, { commands, contents, restored, packages, runsByItself }) {
    this.panel = panel;
    this.packages = packages;
    this.commands = commands;
    this.contents = contents;
    this.runsByItself = runsByItself;
    this.run = 0; // the number of the latest run; an older one that is still going stops at its next cell
    this.refused = false;
    this.firstRun = true;

    opened(panel.context.path);
    const language = languageOf(panel.context.path) === "en" ? chosenLanguage() : languageOf(panel.context.path);
    this.say = inWords(language);
    this.language = language;
    panel.content.node.lang = panel.context.model.getMetadata("kapedu")?.language ?? "en";
    const { Widget } = packages.lumino;
    this.bar = new LessonBar(
      {
        home: () => this.goTo(chosenHome()),
        open: (path) => this.goTo(path),
        startAgain: () => void this.startAgain(),
        showCode: (shown) => this.showCode(shown),
      },
      (node) => this.fitBar(node),
      this.say,
    );
    this.bar.node.lang = language;
    this.barWidget = new Widget({ node: document.createElement("div") });
    this.barWidget.node.append(this.bar.node);
    panel.contentHeader.addWidget(this.barWidget);

    this.keepClean();
    this.keepReading();
    this.holdEarlyClicks(restored);
    this.watchKernel();
  }

  get isHome() {
    return isHome(this.panel.context.path);
  }

  get codeCells() {
    return this.panel.content.widgets.filter((cell) => cell.model.type === "code" && cell.model.sharedModel.getSource().trim());
  }

  get isReading() {
    return this.panel.hasClass(READING);
  }

  fitBar(node) {
    if (this.barWidget.isDisposed) return;
    this.barWidget.node.style.minHeight = `${Math.ceil(node.getBoundingClientRect().height)}px`;
    this.barWidget.parent?.fit();
  }

  /** Show the lesson and start its activities. */
  async open() {
    const foreign = this.foreignCode();
    if (foreign !== null) {
      this.refuse(foreign);
      return;
    }
    this.panel.addClass(READING);
    this.panel.toolbar.hide();
    const live = this.codeCells.length > 0;
    this.bar.offer({ home: !this.isHome, startAgain: live, showCode: live });
    this.barWidget.setHidden(this.isHome && !live);
    void this.showWay();
    if (!live) {
      this.bar.say("");
    } else if (this.runsByItself) {
      await this.start(this.say("Starting the lesson…"));
    } else {
      this.bar.say("");
      this.bar.warn(this.say("This lesson has activities to try."), {
        buttonLabel: this.say("Start the lesson"),
        action: () => {
          this.runsByItself = true;
          void this.start(this.say("Starting the lesson…"));
        },
      });
    }
  }

  goTo(path) {
    void this.commands.execute("docmanager:open", { path });
  }

  /** The lessons before and after this one: in the bar, and with their titles at the end of the page. */
  async showWay() {
    const way = await wayOf(this.panel.context.path, this.contents, this.language);
    if (this.panel.isDisposed || !(way.previous || way.following)) return;
    this.bar.lead(way);
    const page = this.panel.content.node;
    (page.querySelector(".jp-WindowedPanel-inner") ?? page).append(wayStrip(way, (path) => this.goTo(path), this.say));
  }

  foreignCode() {
    return foreignCode(this.codeCells.map((cell) => cell.model.sharedModel.getSource()));
  }

  refuse(foreign) {
    this.refused = true;
    this.barWidget.show();
    this.panel.removeClass(READING);
    this.panel.toolbar.show();
    this.bar.offer({ home: true, startAgain: false, showCode: false });
    this.bar.say("");
    this.bar.warn(this.say("This notebook contains other code; run it yourself if you trust it."), { detail: `${this.say("Not run because of:")} ${foreign}` });
  }

  /** Run every code cell in order, once the kernel is there. */
  async start(words) {
    const run = (this.run += 1);
    const stale = () => run !== this.run || this.panel.isDisposed;
    this.bar.clearWarning();
    this.bar.say(words, { busy: true });
    const { sessionContext } = this.panel;
    await sessionContext.ready;
    await this.panel.revealed;
    const kernel = sessionContext.session?.kernel;
    if (!kernel) {
      this.stopped(this.say("The lesson could not start: the program behind it is not there."));
      return;
    }
    await kernel.info;
    if (stale()) return;
    if (this.firstRun) {
      this.firstRun = false;
      // The page was reloaded and the kernel still holds the activities of before: begin with a clean one.
      const { content } = await kernel.requestCommInfo({ target_name: "jupyter.widget" });
      if (stale()) return;
      if (Object.keys(content.comms ?? {}).length) {
        await this.startAgain();
        return;
      }
    }
    const foreign = this.foreignCode(); // again: what is run is what was looked at
    if (foreign !== null) {
      this.refuse(foreign);
      return;
    }
    const failures = [];
    const cells = this.codeCells;
    // All of its code was looked at, so JupyterLab need not ask before a link of the first activity is followed while
    // the last one still starts. What was saved as output was not looked at: it goes first.
    for (const { model } of cells) {
      model.clearExecution();
      model.trusted = true;
    }
    for (const cell of cells) {
      let reply;
      try {
        reply = await this.packages.cells.CodeCell.execute(cell, sessionContext);
      } catch {
        return; // the kernel went away; its own signal tells what comes next
      }
      if (stale()) return;
      if (reply?.content?.status === "error") failures.push(`${reply.content.ename}: ${reply.content.evalue}`);
    }
    if (failures.length) {
      this.bar.say("");
      this.bar.warn(this.say("A part of this lesson could not start. Start the lesson again; if that does not help, tell your instructor."), {
        detail: failures.join("\n"),
        buttonLabel: this.say("Start again"),
        action: () => void this.startAgain(),
      });
    } else {
      this.bar.say(this.say("Ready"));
    }
  }

  stopped(words) {
    this.run += 1;
    this.bar.say("");
    this.bar.warn(words, { buttonLabel: this.say("Start again"), action: () => void this.startAgain() });
  }

  /** Give the lesson a fresh kernel; the cells run when that reports itself. */
  async startAgain() {
    const { sessionContext } = this.panel;
    this.runsByItself = true;
    this.bar.clearWarning();
    this.bar.say(this.say("Starting the lesson again…"), { busy: true });
    try {
      if (sessionContext.session?.kernel && sessionContext.kernelDisplayStatus !== "dead") {
        await takeIn(sessionContext.session.kernel);
        await sessionContext.session.kernel.restart();
      } else {
        await sessionContext.changeKernel({ name: sessionContext.kernelPreference.name ?? "python3" });
      }
    } catch (error) {
      this.stopped(`${this.say("The lesson could not start again:")} ${error.message}`);
    }
  }

  watchKernel() {
    const { sessionContext } = this.panel;
    let restarting = false;
    // JupyterLab would announce in a dialog that "the kernel appears to have died": the bar says it in plain words.
    Object.defineProperty(this.panel, "_autorestarting", { configurable: true, get: () => !this.refused, set: () => {} });
    const again = () => {
      if (this.refused || !this.runsByItself || !this.codeCells.length) return;
      void this.start(this.say("Starting the lesson again…"));
    };
    sessionContext.statusChanged.connect((_sender, status) => {
      if (status === "restarting" || status === "autorestarting") {
        restarting = true;
        this.run += 1; // what was running is gone
        if (!this.refused) this.bar.say(this.say("Starting the lesson again…"), { busy: true });
      } else if (restarting && (status === "idle" || status === "busy")) {
        restarting = false;
        again();
      } else if (status === "dead") {
        restarting = false;
        if (!this.refused) this.stopped(this.say("The lesson has stopped."));
      }
    });
    sessionContext.kernelChanged.connect((_sender, { oldValue, newValue }) => {
      if (newValue && oldValue) again();
    });
  }

  /** The file stays as its author wrote it: nothing to save, no question on closing, never an output in it. */
  keepClean() {
    const { model } = this.panel.context;
    const toJSON = model.toJSON.bind(model);
    model.toJSON = () => withoutOutputs(toJSON());
    model.stateChanged.connect((_sender, change) => {
      if (change.name === "dirty" && change.newValue && this.isReading) model.dirty = false;
    });
  }

  /** While reading, keys and clicks belong to the page: none of them edits, adds, deletes or moves a cell. */
  keepReading() {
    const { node } = this.panel.content;
    const page = node.querySelector(".jp-WindowedPanel-outer") ?? node; // inside of where JupyterLab listens
    page.addEventListener("keydown", (event) => {
      const forLab = (event.ctrlKey || event.metaKey) && event.key !== "Enter";
      if (this.isReading && !forLab && !PLAIN_KEYS.has(event.key)) event.stopPropagation();
    });
    page.addEventListener("click", (event) => {
      if (event.target.closest?.("button.kapedu-hand-in")) this.handIn();
    });
    for (const type of ["dblclick", "contextmenu"]) {
      page.addEventListener(type, (event) => {
        if (this.isReading) event.stopPropagation();
      });
    }
  }

  /** JupyterLab brings the first page to the front once more when it has started: a link pressed before waits. */
  holdEarlyClicks(restored) {
    let started = false;
    void restored.then(() => (started = true));
    const hold = (event) => {
      const pressed = event.target.closest?.(".jp-RenderedMarkdown a, button.kapedu-hand-in");
      if (started || !pressed) return;
      event.preventDefault();
      event.stopPropagation();
      void restored.then(() => pressed.click());
    };
    this.panel.node.addEventListener("click", hold, { capture: true });
  }

  /** The home's button for handing in a quiz (a plain button: JupyterLab asks before it runs a linked command). */
  handIn() {
    if (this.commands.hasCommand(ASSIGNMENTS)) {
      void this.commands.execute(ASSIGNMENTS);
    } else {
      this.barWidget.show();
      this.bar.warn(this.say("The list of assignments is not installed here. Ask your instructor how to hand in."));
    }
  }

  showCode(shown) {
    this.panel.toggleClass(READING, !shown);
    this.panel.toolbar.setHidden(!shown);
    for (const cell of this.codeCells) cell.inputHidden = !shown;
  }
}
