// What JupyterLab loads first: the "container" of this extension, written by hand because there is nothing to bundle.
//
// JupyterLab puts this file into the page, calls init() with the modules that the page shares (its own
// @jupyterlab/* packages), then asks get() for the two modules named in package.json. Everything else
// lies beside this file as ordinary ES modules. In a page without notebooks (Voilà) there are no plugins.
(() => {
  const folder = new URL(".", document.currentScript.src);
  let shared = {};

  // A shared package as { version: { get } }: JupyterLab's own copy is the one its plugins use.
  async function sharedPackage(name) {
    const versions = Object.values(shared[name] ?? {});
    const own = versions.find((entry) => entry.loaded || entry.eager) ?? versions[0];
    return own ? (await own.get())() : undefined;
  }

  async function extension() {
    const names = ["notebook", "cells", "application", "coreutils"];
    const [notebook, cells, application, coreutils] = await Promise.all(
      names.map((name) => sharedPackage(`@jupyterlab/${name}`)),
    );
    const lumino = await sharedPackage("@lumino/widgets");
    const [launcher, uiComponents] = await Promise.all(["launcher", "ui-components"].map((name) => sharedPackage(`@jupyterlab/${name}`)));
    if (!notebook || !cells || !application || !lumino) {
      return () => ({ __esModule: true, default: [] });
    }
    const { lessonPlugin } = await import(new URL("lesson_plugin.js", folder));
    const { coursePlugin } = await import(new URL("course_plugin.js", folder));
    const { launcherPlugin } = await import(new URL("launcher_plugin.js", folder));
    const packages = { notebook, cells, application, coreutils, launcher, lumino, uiComponents };
    const plugins = [lessonPlugin, coursePlugin, launcherPlugin].map((plugin) => plugin(packages));
    return () => ({ __esModule: true, default: plugins });
  }

  async function style() {
    await Promise.all(
      ["tokens.css", "lesson.css", "home.css", "print.css"].map(
        (name) =>
          new Promise((resolve, reject) => {
            const link = document.createElement("link");
            link.rel = "stylesheet";
            link.href = new URL(name, folder);
            link.onload = resolve;
            link.onerror = () => reject(new Error(`kapedu: ${name} did not load`));
            document.head.append(link);
          }),
      ),
    );
    return () => ({ __esModule: true });
  }

  const modules = { "./extension": extension, "./style": style };
  window._JUPYTERLAB ??= {};
  window._JUPYTERLAB.kapedu = {
    init(shareScope) {
      shared = shareScope;
    },
    get(name) {
      const load = modules[name];
      return load ? load() : Promise.reject(new Error(`kapedu has no module ${name}`));
    },
  };
})();
