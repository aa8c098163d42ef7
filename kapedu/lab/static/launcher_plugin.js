// The command that the course's own links use, and tiles in JupyterLab's launcher for those who have a launcher:
// trainees of `kapedu course` have none, their Lab opens with the home page.
import { chosenHome } from "./language.js";

const CATEGORY = "Ketamine-assisted psychotherapy";
const TILES = [
  { id: "kapedu:open-home", label: "Course home", caption: "The lessons, where you were, search", path: chosenHome },
  { id: "kapedu:open-syllabus", label: "Syllabus", caption: "What each lesson teaches", path: () => "course/guides/syllabus.md" },
  { id: "kapedu:open-guides", label: "Guides", caption: "For trainees, instructors, presenters, authors", path: () => "course/guides/README.md" },
];

// An open door of the course's own, drawn here: no picture comes from elsewhere.
const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="16"><path class="jp-icon3" fill="#616161" d="M5 3h10v2H7v14h8v2H5zM15 3l5 3v12l-5 3zm1.5 8v2h1v-2z"/></svg>';

export function launcherPlugin(packages) {
  return {
    id: "kapedu:launcher",
    description: "Offers the course in JupyterLab's launcher.",
    autoStart: true,
    optional: packages.launcher ? [packages.launcher.ILauncher] : [],
    activate(app, launcher) {
      app.commands.addCommand("kapedu:open", {
        label: "Open a page of the course, at a section if its path ends in #Section",
        execute: async ({ path }) => {
          const [file, section] = `${path}`.split("#");
          const page = await app.commands.execute("docmanager:open", { path: file });
          if (!section || !page?.setFragment) return;
          await page.context?.ready;
          await page.revealed;
          page.setFragment(`#${section}`);
        },
      });
      const { LabIcon } = packages.uiComponents ?? {};
      const icon = LabIcon && new LabIcon({ name: "kapedu:course", svgstr: ICON });
      TILES.forEach(({ id, label, caption, path }, rank) => {
        app.commands.addCommand(id, {
          label,
          caption,
          icon,
          execute: () => app.commands.execute("docmanager:open", { path: path(), factory: path().endsWith(".md") ? "Markdown Preview" : undefined }),
        });
        launcher?.add({ command: id, category: CATEGORY, rank });
      });
    },
  };
}
