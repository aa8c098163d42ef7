// Keeps JupyterLab calm while it serves the course: side panels closed, and the course's home when nothing is open.
import { chosenHome } from "./language.js";

const NARROW_PX = 700;

// In simple mode JupyterLab shows the file's name above the menu, in a field that renames the file. The course's
// name stands there instead and leads home, from the list of assignments too.
function nameTheCourse(goHome) {
  const name = document.createElement("button");
  name.type = "button";
  name.className = "kapedu-course-name";
  name.textContent = "Ketamine-assisted psychotherapy";
  name.title = "Course home";
  name.addEventListener("click", goHome);
  document.getElementById("jp-title-panel-title")?.replaceChildren(name);
}

export function coursePlugin(packages) {
  return {
    id: "kapedu:course",
    description: "Keeps JupyterLab simple while it serves the course.",
    autoStart: true,
    requires: [packages.application.ILabShell],
    activate(app, shell) {
      const { PageConfig } = packages.coreutils;
      if (PageConfig.getOption("kapeduCourse") !== "true") return;
      const goHome = () => void app.commands.execute("docmanager:open", { path: chosenHome() });
      const forTrainee = PageConfig.getOption("kapeduInstructor") !== "true";
      void app.restored.then(async () => {
        shell.collapseRight();
        if (!forTrainee) return;
        shell.collapseLeft();
        nameTheCourse(goHome);
        const hide = async (side) => {
          if (app.commands.isToggled("application:toggle-side-tabbar", { side })) {
            await app.commands.execute("application:toggle-side-tabbar", { side });
          }
        };
        await hide("right");
        if (window.innerWidth < NARROW_PX) await hide("left");
        let open = !shell.isEmpty("main"); // at the start the first page may still be on its way
        shell.layoutModified.connect(() => {
          const closed = open && shell.isEmpty("main");
          open = !shell.isEmpty("main");
          if (closed) goHome();
        });
      });
    },
  };
}
