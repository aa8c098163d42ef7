// Decides whether a notebook may run by itself.
//
// Opening a notebook must never be a way to run a stranger's program. So a lesson's code may consist of two
// forms only, and anything else is refused before a single line runs:
//
//     from kapedu.widgets import dose_explorer, check        (kapedu.widgets or kapedu.knowledge)
//     check("receptor-site", tries=3)                        (a name imported that way; plain values only)
//
// Plain values: text, numbers, True, False, None, and lists, tuples or dictionaries of them. No variables, no
// nested calls, no f-strings, no notebook magics, no attribute access.

const MODULES = new Set(["kapedu.widgets", "kapedu.knowledge"]);
// What a module merely uses itself is reachable by name too; this one could import a neighbouring file.
const NOT_ACTIVITIES = new Set(["import_module"]);
const CONSTANTS = new Set(["True", "False", "None"]);

// IPython splits lines at more characters than Python does: none of them may occur, not even inside text.
// eslint-disable-next-line no-control-regex
const FORBIDDEN_CHARACTER = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/;
// The first character of a line that IPython would take as a command to itself.
const MAGIC_LINE = /^[ \t]*[!%?/,;]/m;

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const WORD_CHARACTER = /[A-Za-z0-9_"'.]/;

class Refused extends Error {}

function readText(source, start) {
  const quote = source[start];
  const triple = source.startsWith(quote.repeat(3), start);
  const end = triple ? quote.repeat(3) : quote;
  for (let at = start + end.length; at < source.length; at += 1) {
    if (source[at] === "\\") {
      at += 1;
    } else if (source.startsWith(end, at)) {
      return at + end.length;
    } else if (source[at] === "\n" && !triple) {
      break;
    }
  }
  throw new Refused("a text that does not end");
}

function tokenize(source) {
  if (FORBIDDEN_CHARACTER.test(source)) throw new Refused("a control character");
  if (MAGIC_LINE.test(source)) throw new Refused("a notebook command");
  const tokens = [];
  let depth = 0;
  let at = 0;
  while (at < source.length) {
    const character = source[at];
    if (character === " " || character === "\t") {
      at += 1;
    } else if (character === "\n") {
      if (depth === 0) tokens.push({ kind: "end" });
      at += 1;
    } else if (character === "#") {
      while (at < source.length && source[at] !== "\n") at += 1;
    } else if (character === '"' || character === "'") {
      const end = readText(source, at);
      tokens.push({ kind: "text" });
      at = end;
    } else if ("()[]{},=:.-".includes(character)) {
      if ("([{".includes(character)) depth += 1;
      if (")]}".includes(character)) depth -= 1;
      tokens.push({ kind: character });
      at += 1;
    } else {
      const [kind, pattern] = /[0-9]/.test(character) ? ["number", NUMBER] : ["name", NAME];
      pattern.lastIndex = at;
      const match = pattern.exec(source);
      if (!match) throw new Refused(`the character ${character}`);
      at += match[0].length;
      // "f'…'" and "1if": a word glued to a quote or another word means something else in Python.
      if (WORD_CHARACTER.test(source[at] ?? "") && !(kind === "name" && source[at] === ".")) {
        throw new Refused(`${match[0]}${source[at]}`);
      }
      tokens.push({ kind, word: match[0] });
    }
  }
  tokens.push({ kind: "end" });
  return tokens;
}

class Reader {
  constructor(tokens, imported) {
    this.tokens = tokens;
    this.imported = imported;
    this.at = 0;
  }

  get next() {
    return this.tokens[this.at];
  }

  is(kind, word) {
    return this.next?.kind === kind && (word === undefined || this.next.word === word);
  }

  take(kind, word) {
    if (!this.is(kind, word)) throw new Refused(`${this.next?.word ?? this.next?.kind ?? "the end"}`);
    this.at += 1;
    return this.tokens[this.at - 1].word;
  }

  cell() {
    while (this.at < this.tokens.length) {
      if (this.is("end")) {
        this.at += 1;
      } else if (this.is("name", "from")) {
        this.importLine();
      } else {
        this.callLine();
      }
    }
  }

  importLine() {
    this.take("name", "from");
    let module = this.take("name");
    while (this.is(".")) {
      this.take(".");
      module += `.${this.take("name")}`;
    }
    if (!MODULES.has(module)) throw new Refused(`the module ${module}`);
    this.take("name", "import");
    for (;;) {
      const name = this.take("name");
      if (name.startsWith("_") || NOT_ACTIVITIES.has(name)) throw new Refused(`the name ${name}`);
      this.imported.add(name);
      if (this.is("end")) break;
      this.take(",");
    }
    this.take("end");
  }

  callLine() {
    const name = this.take("name");
    if (!this.imported.has(name)) throw new Refused(`the name ${name}`);
    this.take("(");
    this.list(")", () => {
      if (this.is("name") && !CONSTANTS.has(this.next.word)) {
        this.take("name");
        this.take("=");
      }
      this.value();
    });
    this.take("end");
  }

  list(close, item) {
    while (!this.is(close)) {
      item();
      if (!this.is(close)) this.take(",");
    }
    this.take(close);
  }

  value() {
    if (this.is("text")) {
      while (this.is("text")) this.take("text");
    } else if (this.is("number") || this.is("-")) {
      if (this.is("-")) this.take("-");
      this.take("number");
    } else if (this.is("name") && CONSTANTS.has(this.next.word)) {
      this.take("name");
    } else if (this.is("[")) {
      this.take("[");
      this.list("]", () => this.value());
    } else if (this.is("(")) {
      this.take("(");
      this.list(")", () => this.value());
    } else if (this.is("{")) {
      this.take("{");
      this.list("}", () => {
        this.value();
        this.take(":");
        this.value();
      });
    } else {
      throw new Refused(`${this.next?.word ?? this.next?.kind ?? "the end"}`);
    }
  }
}

/**
 * Say what in a notebook's code is outside the allow-list.
 *
 * @param {string[]} cells The code cells' sources in order; a name may be imported in an earlier cell.
 * @returns {string | null} A few words naming the first thing that is not allowed, or null when all is well.
 */
export function foreignCode(cells) {
  const imported = new Set();
  for (const source of cells) {
    try {
      new Reader(tokenize(source), imported).cell();
    } catch (error) {
      if (error instanceof Refused) return error.message;
      throw error;
    }
  }
  return null;
}
