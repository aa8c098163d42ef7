// The way through the course: what comes before and after a lesson, from the course's map (course/map.json).
const MAP = "course/map.json";
const LANGUAGE = /\.([a-z]{2})\.ipynb$/;

/** The path of a lesson as the map names it: without the mark of a translation (`.uk`). */
export const onMap = (path) => path.replace(LANGUAGE, ".ipynb");

/** The language that a notebook's name says, such as "uk"; without a mark, English. */
export const languageOf = (path) => path.match(LANGUAGE)?.[1] ?? "en";

/** The path of a notebook in a language. */
export const inLanguage = (path, language) => (language === "en" ? onMap(path) : onMap(path).replace(/\.ipynb$/, `.${language}.ipynb`));

let asked = null;

/** Every lesson in order, `{ path, title, minutes }`; none where there is no map. Asked for once. */
export function lessonsInOrder(contents) {
  asked ??= contents.get(MAP, { type: "file", format: "text", content: true }).then(
    ({ content }) =>
      JSON.parse(content).modules.flatMap((module) =>
        module.lessons.map(({ file, title, minutes }) => ({ path: `modules/${module.folder}/${file}.ipynb`, title, minutes })),
      ),
    () => [],
  );
  return asked;
}

/** What comes before and after the lesson with this path. */
export async function wayOf(path, contents) {
  const lessons = await lessonsInOrder(contents);
  const place = lessons.findIndex((lesson) => lesson.path === onMap(path));
  return place < 0 ? {} : { previous: lessons[place - 1], following: lessons[place + 1] };
}

/** The same way as a strip for the end of a page. */
export function wayStrip({ previous, following }, open, words = (text) => text) {
  const strip = document.createElement("nav");
  strip.className = "kapedu-way";
  strip.setAttribute("aria-label", words("Way through the course"));
  for (const [lesson, name, label] of [
    [previous, "previous", words("Previous lesson")],
    [following, "next", words("Next lesson")],
  ]) {
    if (!lesson) continue;
    const link = document.createElement("button");
    link.type = "button";
    link.className = `kapedu-way-${name}`;
    const lead = document.createElement("span");
    lead.className = "kapedu-way-lead";
    lead.textContent = label;
    const title = document.createElement("span");
    title.className = "kapedu-way-title";
    title.textContent = words(lesson.title);
    link.append(lead, title);
    link.addEventListener("click", () => open(lesson.path));
    strip.append(link);
  }
  return strip;
}
