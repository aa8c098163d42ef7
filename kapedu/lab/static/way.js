// The way through the course: what comes before and after a lesson, from the course's map (course/map.json).
import { TRANSLATED } from "./words.js";

const MAP = "course/map.json";
const LANGUAGE = /\/([a-z]{2})(?=\/[^/]+\.ipynb$)/;

/** The path of a lesson as the map names it: without the folder of its translation (`uk/`). */
export const onMap = (path) => path.replace(LANGUAGE, "");

/** The language of the folder that a notebook lies in, such as "uk"; in none, English. */
export const languageOf = (path) => path.match(LANGUAGE)?.[1] ?? "en";

/** The path of a notebook in a language. */
export const inLanguage = (path, language) => (language === "en" ? onMap(path) : onMap(path).replace(/\/(?=[^/]+$)/, `/${language}/`));

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

/** What comes before and after the lesson with this path; in the reader's language where it is translated. */
export async function wayOf(path, contents, language = "en") {
  const lessons = await lessonsInOrder(contents);
  const place = lessons.findIndex((lesson) => lesson.path === onMap(path));
  if (place < 0) return {};
  const own = (lesson) => lesson && (TRANSLATED[language]?.includes(lesson.path) ? { ...lesson, path: inLanguage(lesson.path, language) } : lesson);
  return { previous: own(lessons[place - 1]), following: own(lessons[place + 1]) };
}

/** The same way as a strip for the end of a page. */
export function wayStrip({ previous, following }, open, say = (text) => text) {
  const strip = document.createElement("nav");
  strip.className = "kapedu-way";
  strip.setAttribute("aria-label", say("Way through the course"));
  for (const [lesson, name, label] of [
    [previous, "previous", say("Previous lesson")],
    [following, "next", say("Next lesson")],
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
    title.textContent = say(lesson.title);
    link.append(lead, title);
    link.addEventListener("click", () => open(lesson.path));
    strip.append(link);
  }
  return strip;
}
