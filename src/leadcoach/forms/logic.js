// What leadcoach's own domain does, once more in a page: conditions, sentences, answers in
// words. Nothing here touches the page. No look-behind and no `?.`: older phones.
const WORD = /[\p{L}\p{N}_]+(?:['\u2019-][\p{L}\p{N}_]+)*/gu;
const LETTER = /[\p{L}\p{N}]/u;
let patterns = {}, tables = {};

function Day(iso) { this.iso = iso; }
const isText = v => typeof v === "string";
const isNumber = v => typeof v === "number";
const isTable = v => v instanceof Map;
const wordsIn = text => text.match(WORD) || [];
const letters = text => Array.from(text);
const daysOf = iso => { const [y, m, d] = iso.split("-").map(Number); return new Date(0).setUTCFullYear(y, m - 1, d) / 864e5; };

// patterns: name -> [source, flags], or a list of these, with @0@ for one of the lists of
// words; tables: abbreviations and numbers
function usePatterns(sources, abbreviations) {
  const whole = source => source.replace(/@(\d+)@/g, (_, at) => sources.lists[at]);
  const made = each => isText(each[0]) ? new RegExp(whole(each[0]), each[1]) : each.map(made);
  Object.keys(sources).filter(name => name !== "lists").forEach(name => { patterns[name] = made(sources[name]); });
  tables = abbreviations || {};
}
function at(pattern, text, place) { pattern.lastIndex = place; return pattern.exec(text); }

// ---- conditions: facts are { answers, skipped, rated, few, today } ----
function valueOf(path, facts) {
  let v = facts.answers.get(path[0]);
  if (v instanceof Quote) return v.text;
  const last = path[path.length - 1];
  if (facts.rated.has(path[0]) && (last === "lowest" || last === "highest")) return rowsAt(v, last);
  for (const key of path.slice(1)) v = isTable(v) ? v.get(key) : undefined;
  return v === undefined ? null : v;
}
function rowsAt(v, end) {
  const rated = isTable(v) ? Array.from(v).filter(row => isNumber(row[1])) : [];
  const numbers = rated.map(row => row[1]), low = Math.min(...numbers), high = Math.max(...numbers);
  if (!rated.length || low === high) return null;
  const found = rated.filter(row => row[1] === (end === "lowest" ? low : high)).map(row => row[0]);
  return found.length < 3 ? found : null;
}
function isThin(text, facts) {
  const plain = text.replace(/\u2019/g, "'").toLowerCase();
  if (patterns.acts.some(act => act.test(plain))) return false;
  return patterns.mine.test(plain) || wordsIn(text).length < facts.few;
}
const numbersIn = v => (isTable(v) ? Array.from(v.values()) : [v]).filter(isNumber);
const end = (v, of) => { const n = numbersIn(v); return n.length ? of(...n) : null; };
const measures = {
  words: v => isText(v) ? wordsIn(v).length : null,
  count: v => Array.isArray(v) ? v.length : isTable(v) ? v.size : null,
  mean: v => end(v, (...n) => n.reduce((a, b) => a + b) / n.length),
  lowest: v => end(v, Math.min),
  highest: v => end(v, Math.max),
  days_until: (v, facts) => {
    const due = isTable(v) ? v.get("due") : v;
    return due instanceof Day ? daysOf(due.iso) - daysOf(facts.today) : null;
  },
};
function term(t, facts) {
  if (t[0] === "lit") return t[1];
  const v = valueOf(t[1], facts);
  if (t[0] === "name") return v;
  if (t[0] !== "part") return measures[t[0]](v, facts);
  if (!isTable(v) || !v.size) return null;
  return Array.from(v.values()).filter(cell => cell === t[2]).length / v.size;
}
function same(a, b) {
  if (a instanceof Day && b instanceof Day) return a.iso === b.iso;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((each, i) => same(each, b[i]));
  if (isTable(a) && isTable(b)) return a.size === b.size && Array.from(a).every(([key, v]) => b.has(key) && same(v, b.get(key)));
  return a === b;
}
function compared(sign, a, b) {
  if (a === null || b === null) return false;
  if (sign === "=" || sign === "!=") return same(a, b) === (sign === "=");
  if (!isNumber(a) || !isNumber(b)) return false;
  return sign === "<" ? a < b : sign === "<=" ? a <= b : sign === ">" ? a > b : a >= b;
}
const idsIn = v => Array.isArray(v) ? v : isTable(v) ? Array.from(v.keys()) : v === null || typeof v === "boolean" ? [] : [v];
function mentioned(v, words) {
  // The first of the words that stands by itself in a text, as it was written.
  if (!isText(v) || !words.length) return "";
  const either = words.map(word => word.replace(/[\\^$.*+?()[\]{}|\/]/g, "\\$&").replace(/[i\u0130\u0131]/gi, "[iI\u0130\u0131]")).join("|"); // one letter in Python
  const found = new RegExp("(?:^|[^\\p{L}\\p{N}_])(" + either + ")(?![\\p{L}\\p{N}_])", "iu").exec(v);
  return found ? found[1] : "";
}
function holds(c, facts) {
  if (c[0] === "not") return !holds(c[1], facts);
  if (c[0] === "and") return c[1].every(part => holds(part, facts));
  if (c[0] === "or") return c[1].some(part => holds(part, facts));
  if (c[0] === "cmp") return compared(c[1], term(c[2], facts), term(c[3], facts));
  const v = valueOf(c[1], facts);
  switch (c[0]) {
    case "has": return idsIn(v).includes(c[2]);
    case "shares": { const other = idsIn(valueOf(c[2], facts)); return idsIn(v).some(each => other.includes(each)); }
    case "in": return c[2].includes(v);
    case "mentions": return mentioned(v, c[2]) !== "";
    case "answered": return v !== null;
    case "skipped": return facts.skipped.has(c[1][0]);
    case "thin": return isText(v) && isThin(v, facts);
    case "yes": return v === true;
  }
  return false;
}
function matchIn(c, facts) {
  if (c[0] === "mentions") return mentioned(valueOf(c[1], facts), c[2]);
  if (c[0] === "not") return matchIn(c[1], facts);
  if (c[0] !== "and" && c[0] !== "or") return "";
  return c[1].map(part => matchIn(part, facts)).find(Boolean) || "";
}

// ---- sentences: the rule of leadcoach/domain/sentences.py, with its patterns ----
function spansIn(text) {
  const found = [], ends = patterns.end;
  let start = 0, m;
  ends.lastIndex = 0;
  while ((m = ends.exec(text))) {
    // Where no space follows, three small letters stand before.
    if (m[1] !== undefined && !/[a-z]{3}$/.test(text.slice(Math.max(0, m.index - 3), m.index))) {
      ends.lastIndex = m.index + 1;
      continue;
    }
    const stop = m.index + m[0].length;
    if (!goesOn(text, m, stop, start)) {
      addSpan(found, text, start, stop);
      start = stop;
    }
    ends.lastIndex = stop;
  }
  addSpan(found, text, start, text.length);
  return found;
}
function addSpan(found, text, start, stop) {
  while (start < stop && patterns.white.test(text[start])) start++;
  while (start < stop && patterns.white.test(text[stop - 1])) stop--;
  if (LETTER.test(text.slice(start, stop))) found.push([start, stop]);
}
function goesOn(text, m, stop, start) {
  const mark = m[0], last = mark[mark.length - 1];
  if (mark[0] === "\n") return isWrapped(text, m.index, stop);
  if (mark !== ".") {
    if (/[?!]/.test(mark) || "\"'\u201c\u201d\u2019\xbb".includes(last)) return smallFollows(text, stop);
    const begins = letters(text.slice(start, start + 24)).slice(0, 12).join("");
    return (["...", "..", "\u2026"].includes(mark) || last === ")") && smallFollows(text, stop) && begins !== begins.toLowerCase();
  }
  const before = letters(text.slice(Math.max(start, stop - 48), stop)).slice(-24).join("");
  if (patterns.list_number.test(before)) return true;
  if (patterns.dotted.test(before)) return !at(patterns.opens, text, stop);
  const word = patterns.last_word.exec(before);
  return word !== null && isShortForm(word[1], text, stop);
}
const isSmall = sign => /^\p{Lowercase}$/u.test(sign);
function smallFollows(text, stop) {
  const next = at(patterns.next, text, stop);
  return next !== null && isSmall(next[1]) && (next[1] !== "i" || LETTER.test(next[2]));
}
function isShortForm(token, text, stop) {
  const next = at(patterns.next, text, stop), after = next ? next[1] : "", small = token.toLowerCase();
  const isInitial = token.length === 1 && token !== small && token !== "I";
  return (isInitial && !at(patterns.opens, text, stop)) ||
    (token.length === 1 && next !== null && next[2] === ".") ||
    tables.short.always.includes(small) ||
    (tables.short["before a number"].includes(small) && after >= "0" && after <= "9") ||
    (tables.short["before a small letter"].includes(small) && isSmall(after));
}
function isWrapped(text, start, stop) {
  if (text.slice(start + 1, stop).includes("\n")) return false;
  let line = text.slice(start ? text.lastIndexOf("\n", start - 1) + 1 : 0, start);
  while (line && patterns.white.test(line[line.length - 1])) line = line.slice(0, -1);
  const size = letters(line).length, word = at(patterns.word, text, stop);
  if (size < tables.wrapped_from || ".!?:".includes(line[line.length - 1]) || word === null) return false;
  const first = letters(word[0])[0], full = size <= tables.widest && size + letters(word[0]).length >= tables.full;
  return isSmall(first) || (full && /\p{L}/u.test(first));
}
function withoutSign(text, [start, stop]) {
  for (let before = start; before && text[before - 1] !== "\n";) if (!patterns.white.test(text[--before])) return [start, stop];
  if (":\uff1a".includes(text[stop - 1]) && at(patterns.line_end, text, stop)) return null;
  const sign = at(patterns.sign, text.slice(0, stop), start), begin = sign ? start + sign[0].length : start;
  return LETTER.test(text.slice(begin, stop)) ? [begin, stop] : null;
}
function mailIn(text) {
  const found = [];
  for (let place = 0; place <= text.length;) {
    const m = at(patterns.mail, text, place);
    if (m) { place += m[0].length; found.push([place - m[0].length, place]); }
    if (!m || text[place - 1] !== "\n") { place = text.indexOf("\n", place) + 1; if (!place) break; }
  }
  return found;
}
// What can be picked of a text: whole sentences, none of a pasted mail, none where it speaks
// of danger.
function sentencesIn(text) {
  if (patterns.danger.test(text)) return [];
  const mail = mailIn(text), isSentence = words => letters(words).length <= tables.most_letters && wordsIn(words).length <= tables.most;
  return spansIn(text).map(each => withoutSign(text, each))
    .filter(each => each && !mail.some(([start, stop]) => start <= each[0] && each[0] < stop) && isSentence(text.slice(...each)));
}
function Quote(text, answer, start, stop) { this.text = text; this.answer = answer; this.start = start; this.stop = stop; }
const overlaps = (one, two) => one.answer === two.answer && one.start < two.stop && two.start < one.stop;

// ---- answers in words, for ${id} ----
const onOneLine = text => text.split("\n").filter(line => line.trim()).join(" / ");
function rowsOf(v) {
  const cue = v.get("cue") || "", action = v.get("action") || "", plan = v.get("plan") || "", due = v.get("due");
  const who = /^(?:(?:then )?(?:I will|I['\u2019]ll|I(?: am|['\u2019]m) going to))(?![\p{L}\p{N}_])/iu;
  const beside = [due ? due.iso : "", v.get("told") ? "told to " + v.get("told") : "", v.get("sure") ? "sure " + v.get("sure") + " of 5" : ""];
  return [
    [/^(?:if|when|whenever)(?![\p{L}\p{N}_])/iu.test(cue) ? "The sign" : "When", cue],
    [who.test(action) ? "The act" : "I will", action],
    ["In the way", v.get("obstacle") || ""],
    [who.test(plan) ? "The plan" : "Then I will", plan],
    [due ? "By" : "Also", beside.filter(Boolean).join(" \u00b7 ")],
  ].filter(row => row[1]);
}
// Returns the answer in words, and after it the words of each of its items.
function said(q, v) {
  const own = (words, key) => words && Object.prototype.hasOwnProperty.call(words, key) ? words[key] : key;
  const item = (key) => q.items ? (q.items.has(key) ? q.items.get(key) : key) : own(q.choices || q.rows, key);
  let items;
  switch (q.type) {
    case "choice": items = [item(v)]; break;
    case "multi": items = v.map(item); break;
    case "list": items = v; break;
    case "matrix": items = Array.from(v).map(([row, cell]) => item(row) + ": " + own(q.cols, cell)); break;
    case "yesno": items = [v ? "yes" : "no"]; break;
    case "scale": items = [v + " of " + q.max]; break;
    case "number": items = [(v + " " + (q.unit || "")).trim()]; break;
    case "date": items = [v.iso]; break;
    case "commitment": items = [rowsOf(v).map(row => row.join(": ")).join(" / ")]; break;
    case "sentence": return [v.text, v.text];
    case "short": return [onOneLine(v)].concat(v.split("\n"));
    default: return [v].concat(v.split("\n"));
  }
  return [items.join("; ")].concat(items);
}
// The words of the row of a matrix that is lowest or highest.
function saidOfRows(q, v, which) {
  const plain = words => q.items ? words : words.replace(/[. ]+$/, "");
  return (rowsAt(v, which) || []).map(row => q.items ? q.items.get(row) : plain(q.rows[row]));
}
// pipes: words, and [name, how, instead, mark] for what is put between them
function piped(pipes, shown) {
  return pipes.map(part => isText(part) ? part : marked(worded(part, shown.get(part[0]) || [""]), part[3])).join("");
}
function worded([, how, instead], [words, ...items]) {
  const plain = words.trim();
  if (!plain) return instead;
  if (how === "quote") return "\u201c" + plain + "\u201d";
  if (how === "list") return (items.length ? items : words.split("\n")).map(item => "- " + item.trim()).join("\n");
  if (how !== "short") return plain;
  const first = /^\s*(?:\S+\s+){11}\S+(?=\s+\S)/.exec(words);
  return (first ? first[0].trim() + " \u2026" : plain).replace(/\s*\n\s*/g, " ");
}
function marked(words, mark) {
  if (!mark || !/[.!?\u2026]["'\u201d\u2019\xbb)]*$/.test(words)) return words + mark;
  if (mark === ".") return words;
  if (/[\p{L}\p{N}_]{2}\.$/u.test(words)) words = words.slice(0, -1);
  return /[!?]$/.test(words) ? "\u201c" + words + "\u201d" + mark : words + mark;
}
