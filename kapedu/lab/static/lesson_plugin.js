// Watches JupyterLab's notebooks and turns those that are lessons into pages to read.
import { isLesson, Lesson } from "./lesson.js";

export function lessonPlugin(packages) {
  return {
    id: "kapedu:lesson",
    description: "Opens a lesson ready to use: starts its activities and hides its code.",
    autoStart: true,
    requires: [packages.notebook.INotebookTracker],
    activate(app, tracker) {
      // Only `kapedu course` sets this. In any other JupyterLab a lesson waits for one click, because there
      // the folder of a downloaded notebook could hold a "kapedu" of its own.
      const runsByItself = packages.coreutils.PageConfig.getOption("kapeduCourse") === "true";
      const contents = app.serviceManager.contents;
      const surroundings = { commands: app.commands, contents, restored: app.restored, packages, runsByItself };
      tracker.widgetAdded.connect(async (_sender, panel) => {
        await panel.context.ready;
        if (panel.isDisposed || !isLesson(panel)) return;
        await new Lesson(panel, surroundings).open();
      });
    },
  };
}
