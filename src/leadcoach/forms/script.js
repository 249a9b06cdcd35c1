// The page: reads what is filled in, shows what is asked, and makes the file of answers.
const root = document.documentElement;
const form = JSON.parse(document.getElementById("form").textContent);
const $ = id => document.getElementById(id);
const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
const matches = (selector, within) => (within.matches(selector) ? [within] : []).concat(all(selector, within));
const two = n => (n < 10 ? "0" : "") + n;
const today = () => { const d = new Date(); return d.getFullYear() + "-" + two(d.getMonth() + 1) + "-" + two(d.getDate()); };
const show = (element, on) => { if (element.hidden === on) element.hidden = !on; };
usePatterns(form.patterns, form.sentences);

// ---- reading the page ----
// Halves of letters are none; line ends are line feeds.
const wellFormed = text => Array.from(text, sign => /^[\ud800-\udfff]$/.test(sign) ? "\ufffd" : sign).join("").replace(/\r\n?/g, "\n");
const typed = (box, part) => { const field = box.querySelector("[data-part='" + part + "']"); return field ? wellFormed(field.value) : ""; };
const chosen = box => all("input:checked:not([data-keep])", box).map(input => input.value);
const words = (box, part) => { const text = typed(box, part); return text.trim() ? text : null; };
const dayIn = (box, part) => { const iso = typed(box, part); return iso ? new Day(iso) : null; };
function read(q, box) {
  const picked = chosen(box);
  switch (q.type) {
    case "long": case "short": return words(box, "words");
    case "list": { const lines = typed(box, "words").split("\n").filter(line => line.trim()); return lines.length ? lines : null; }
    case "choice": return picked.length ? picked[0] : null;
    case "yesno": return picked.length ? picked[0] === "yes" : null;
    case "scale": return picked.length ? +picked[0] : null;
    case "multi": return picked.length ? picked : null;
    case "sentence": { const at = picked.length ? q.offered.find(quote => quote.text === picked[0]) : null; return at || null; }
    case "number": {
      let text = typed(box, "words").trim();
      if (q.unit && text.endsWith(q.unit)) text = text.slice(0, -q.unit.length).trim();
      return !text ? null : /^[-+]?\d{1,15}(?:[.,]\d{1,6})?$/.test(text) ? +text.replace(",", ".") : text;
    }
    case "date": return dayIn(box, "words");
    case "matrix": {
      const cells = new Map();
      all("fieldset[data-row]", box).forEach(row => { const one = chosen(row); if (one.length) cells.set(row.dataset.row, q.cols ? one[0] : +one[0]); });
      return cells.size ? cells : null;
    }
    case "commitment": {
      const found = new Map();
      ["action", "cue", "obstacle", "plan", "told"].forEach(part => { if (words(box, part)) found.set(part, words(box, part)); });
      if (dayIn(box, "due")) found.set("due", dayIn(box, "due"));
      if (picked.length) found.set("sure", +picked[0]);
      return found.size ? found : null;
    }
  }
  return null;
}
// Why an answer cannot be one; empty where it can.
function wrong(q, v) {
  if (v === null) return "";
  const within = (n, low, high, what) => low && n < low ? "At least " + low + " " + what + (low > 1 ? "s" : "") + ", or leave it open; there " + (n === 1 ? "is 1." : "are " + n + ".")
    : high && n > high ? "At most " + high + " " + what + (high > 1 ? "s" : "") + "; there are " + n + "." : "";
  switch (q.type) {
    case "long": case "short": return within(wordsIn(v).length, q.min_words, q.max_words, "word");
    case "list": return within(v.length, q.min_items, q.max_items || 100, "line");
    case "multi": return within(v.length, q.items ? Math.min(q.min_pick || 0, q.items.size) : q.min_pick, q.max_pick, "choice");
    case "commitment":
      if (v.get("due") && !isDay(v.get("due").iso)) return "A day is needed, like 2026-12-31.";
      return v.has("action") ? "" : "What will you do? Write it at the top, or leave all of it open.";
    case "number": {
      const low = q.min === undefined ? -1e15 : q.min, high = q.max === undefined ? 1e15 : q.max;
      if (isNumber(v) && v >= low && v <= high) return "";
      return "A number is needed" + (q.min !== undefined ? ", from " + q.min : "") + (q.max !== undefined ? " up to " + q.max : "") + ".";
    }
    case "date": {
      if (!isDay(v.iso)) return "A day is needed, like 2026-12-31.";
      const first = limit(q.earliest), last = limit(q.latest);
      return first && v.iso < first ? "A day from " + first + " on is needed." : last && v.iso > last ? "A day up to " + last + " is needed." : "";
    }
  }
  return "";
}
const isDay = iso => /^\d{4}-\d\d-\d\d$/.test(iso) && iso > "0001";
function limit(written) {
  const away = /^([+-]\d+)d$/.exec(written || "");
  if (!written || (!away && written !== "today")) return written || "";
  const d = new Date((daysOf(today()) + (away ? +away[1] : 0)) * 864e5);
  return d.toISOString().slice(0, 10);
}

// ---- what depends on earlier answers: rows, choices, sentences; sections for each ----
// Puts items, id -> words, where they are chosen from; what was chosen stays chosen.
function fill(box, items, most) {
  const key = JSON.stringify(Array.from(items)) + most;
  if (box.dataset.items === key) return;
  const model = box.querySelector("[data-model]"), holder = box.querySelector("[data-items]");
  const kept = box.kept = box.kept || new Map(); // a row or choice that goes and comes back has its tick
  if (matches(".opt [type=radio]", model).length && chosen(holder).length) kept.clear();
  all("fieldset[data-row]", holder).forEach(row => kept.set(row.dataset.row, chosen(row)));
  all(".opt input", holder).forEach(input => kept.set(input.value, input.checked ? [input.value] : []));
  holder.textContent = "";
  let place = 0;
  items.forEach((words, id) => {
    const made = model.cloneNode(true), isRow = made.matches("fieldset");
    made.removeAttribute("data-model");
    made.classList.remove("model");
    matches("[data-word]", made).forEach(element => { element.textContent = words; });
    if (isRow) made.dataset.row = id;
    if (most && place >= most) made.classList.add("more");
    all("input", made).forEach(input => {
      input.name = isRow ? box.dataset.key + "-" + place : box.dataset.key;
      if (!isRow) input.value = id;
      input.checked = (kept.get(id) || []).includes(input.value);
    });
    holder.appendChild(made);
    place++;
  });
  const more = box.querySelector(".all");
  if (more) { more.textContent = "Show all " + items.size + " sentences"; show(more, most > 0 && items.size > most && !box.classList.contains("whole")); }
  box.dataset.items = key;
}
function itemsOf(name, facts, kept, found) {
  if (kept.has(name)) return new Map(kept.get(name).map(line => [line, line]));
  const v = facts.answers.get(name), q = form.questions[name];
  if (isTable(v) && found.has(name)) return new Map(Array.from(v).map(([id, one]) => [id, onOneLine(said(q, one)[0])]));
  if (!Array.isArray(v)) return new Map();
  const words = q && q.source ? itemsOf(q.source, facts, kept, found) : new Map(q && q.choices ? Object.entries(q.choices) : []);
  return new Map(v.map(id => [id, words.has(id) ? words.get(id) : id]));
}
function sentencesFor(q, state, section, item) {
  const offered = [];
  q.from.forEach(name => {
    const v = state.facts.answers.get(name), isWithin = item && section.ask.some(p => p.id === name);
    const texts = isText(v) ? [[isWithin ? name + "." + item.id : name, v]] : isTable(v) ? Array.from(v).map(([id, one]) => [name + "." + id, isText(one) ? one : ""]) : [];
    texts.forEach(([answer, text]) => sentencesIn(text).forEach(([start, stop]) => offered.push(new Quote(text.slice(start, stop), answer, start, stop))));
  });
  return offered.filter(quote => !q.skip_used || !state.used.some(used => overlaps(used, quote)));
}
// The blocks of a section that is asked for each of several items; new ones are made.
function blocksOf(section, items) {
  const holder = $("items-" + section.id), model = $("each-" + section.id), seen = new Set(), blocks = [];
  Array.from(items).slice(0, section.max).forEach(([id, words], place) => {
    const key = "k" + Array.from(id, sign => sign.codePointAt(0).toString(36)).join("_");
    let block = holder.querySelector("[data-item='" + key + "']");
    if (!block) {
      block = model.cloneNode(true);
      block.classList.remove("model");
      block.removeAttribute("id");
      block.dataset.item = key;
      block.dataset.id = id;
      all("[id],[for],[name],[aria-describedby],[data-key]", block).forEach(element => ["id", "for", "name", "aria-describedby", "data-key"].forEach(name => {
        if (element.hasAttribute(name)) element.setAttribute(name, element.getAttribute(name).split(" ").map(part => part + "-" + key).join(" "));
      }));
    }
    if (holder.children[place] !== block) holder.insertBefore(block, holder.children[place] || null);
    all("[data-item-word]", block).forEach(element => { element.textContent = words; });
    seen.add(key);
    blocks.push([block, { id, words }]);
  });
  Array.from(holder.children).forEach(block => show(block, seen.has(block.dataset.item)));
  return blocks;
}

// ---- one walk through all questions, as leadcoach/domain/session.py goes ----
function walk() {
  const rated = new Set(Object.keys(form.questions).filter(id => form.questions[id].type === "matrix" && !form.questions[id].cols));
  const state = {
    facts: { answers: new Map(), skipped: new Set(), rated, few: form.few, today: today() },
    shown: new Map([["date", [today()]]]), kept: new Map(), found: new Map(), used: [], answered: [], problems: [],
  };
  form.kept.forEach(name => state.kept.set(name, wellFormed($("kept-" + name).value).split("\n").map(line => line.trim()).filter(Boolean)));
  form.sections.forEach(section => {
    const place = $("section-" + section.id), intro = section.intro && place.querySelector("[data-intro]");
    const pipe = () => { if (intro) intro.textContent = piped(section.intro, state.shown); };
    let any = false;
    if (section.for_each) any = repeated(section, state);
    else {
      pipe();
      section.ask.forEach(p => { any = visit(p, $("q-" + p.id), state, section) || any; });
    }
    show(place, any || form.kept.includes(section.for_each));
  });
  root.classList.toggle("blank", state.answered.every(each => each.v === null));
  return state;
}
function repeated(section, state) {
  const { facts, shown } = state, lines = new Map(), found = new Map();
  const blocks = blocksOf(section, itemsOf(section.for_each, facts, state.kept, state.found));
  blocks.forEach(([block, item]) => {
    shown.set("item", [item.words]);
    section.ask.forEach(p => {
      visit(p, block.querySelector("[data-q='" + p.id + "']"), state, section, item);
      const v = facts.answers.get(p.id);
      if (v === undefined) return;
      found.set(p.id, (found.get(p.id) || new Map()).set(item.id, v));
      lines.set(p.id, (lines.get(p.id) || []).concat(item.words + ": " + said(form.questions[p.id], v)[0]));
    });
    section.ask.forEach(p => { facts.answers.delete(p.id); forget(p.id, shown); });
  });
  shown.delete("item");
  found.forEach((table, id) => { facts.answers.set(id, table); state.found.set(id, table); });
  lines.forEach((each, id) => shown.set(id, [each.join("; ")].concat(each)));
  return blocks.length > 0;
}
const forget = (id, shown) => [id, id + ".lowest", id + ".highest"].forEach(name => shown.delete(name));
// Shows or hides a question, and takes its answer; returns whether it is asked.
function visit(p, box, state, section, item) {
  const { facts, shown } = state;
  let q = form.questions[p.id];
  let on = (!p.after || facts.answers.has(p.after)) && p.when.every(c => holds(c, facts));
  if (on && q.type === "sentence") {
    const offered = sentencesFor(q, state, section, item);
    on = offered.length > (q.skip_used ? 1 : 0);
    q = Object.assign({}, q, { offered });
    if (on && isOnlyOne(offered)) {
      take(p, q, offered[0], state, item);
      show(box, false);
      return false;
    }
    if (on) fill(box, new Map(offered.map(quote => [quote.text, quote.text.replace(/\s+/g, " ")])), q.most);
  } else if (on && q.source) {
    const items = itemsOf(q.source, facts, state.kept, state.found);
    on = items.size > 0;
    q = Object.assign({}, q, { items });
    if (on) fill(box, items, 0);
  }
  show(box, on);
  if (!on) return false;
  if (Object.keys(q.pipes).length) {
    shown.set("match", [p.when.map(c => matchIn(c, facts)).find(Boolean) || ""]);
    all("[data-pipe]", box).forEach(element => { element.textContent = piped(q.pipes[element.dataset.pipe], shown); });
  }
  if (q.type === "note") { facts.skipped.add(p.id); return true; }
  const v = read(q, box), problem = wrong(q, v), told = box.querySelector(".wrong"), clear = box.querySelector(".clear");
  if (told.textContent && told.textContent !== problem) told.textContent = "";
  if (clear) clear.classList.toggle("on", v !== null);
  if (problem || (v === null && q.required)) state.problems.push([box, problem]);
  const keep = box.querySelector("[data-keep]");
  state.answered.push({ q, id: p.id, v, item, isGiven: !problem && (!keep || keep.checked) });
  if (v === null) {
    if (item) forget(p.id, shown); else facts.skipped.add(p.id);
    return true;
  }
  remember(p, q, v, state, item);
  return true;
}
// One short sentence is no choice: it is taken, as leadcoach does it.
const isOnlyOne = offered => offered.length === 1 && wordsIn(offered[0].text).length <= tables.long;
function take(p, q, v, state, item) {
  state.answered.push({ q, id: p.id, v, item, isGiven: !q.private });
  remember(p, q, v, state, item);
}
function remember(p, q, v, state, item) {
  const { facts, shown } = state;
  facts.answers.set(p.id, v);
  if (q.type === "sentence") state.used.push(v);
  (item ? [p.id, p.id + "." + item.id] : [p.id]).forEach(name => {
    shown.set(name, said(q, v));
    if (q.type === "matrix" && !q.cols) ["lowest", "highest"].forEach(which => {
      const rows = saidOfRows(q, v, which);
      shown.set(name + "." + which, [rows.join(" and ")].concat(rows));
    });
  });
}

// ---- writing TOML ----
// White space at the end of a line is spelled out, for mail programs cut it; so is what
// cannot be seen.
const coded = sign => "\\u" + ("000" + sign.charCodeAt(0).toString(16)).slice(-4);
const escaped = text => text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g, coded);
const oneLine = text => '"' + escaped(text.replace(/[\\"]/g, "\\$&").replace(/\t/g, "\\t").replace(/\n/g, "\\n")) + '"';
function block(text) {
  text = text.replace(/\\/g, "\\\\").replace(/"(?="")/g, '\\"').replace(/"$/, '\\"');
  text = text.replace(/[ \t](?=\n|$)/g, sign => sign === "\t" ? "\\t" : "\\u0020");
  return '"""\n' + escaped(text) + '"""';
}
function toml(v, within) {
  if (v instanceof Quote) return toml(v.text, within);
  if (v instanceof Day) return v.iso;
  if (Array.isArray(v)) return "[" + v.map(each => toml(each, true)).join(", ") + "]";
  if (isTable(v)) return "{ " + Array.from(v).map(([key, each]) => oneLine(key) + " = " + toml(each, true)).join(", ") + " }";
  return !isText(v) ? String(v) : within || !v.includes("\n") ? oneLine(v) : block(v);
}
const remark = text => escaped(text.replace(/\s+/g, " ").trim());
function remarks(text) {
  const lines = [""];
  remark(text).split(" ").forEach(word => {
    if (lines[lines.length - 1].length + word.length > 66) lines.push("");
    lines[lines.length - 1] += (lines[lines.length - 1] ? " " : "") + word;
  });
  return lines.map(line => "# " + line);
}
function answersOf(state) {
  const answers = new Map();
  state.answered.filter(each => each.v !== null && each.isGiven).forEach(({ id, v, item }) => {
    answers.set(id, item ? (answers.get(id) || new Map()).set(item.id, v) : v);
  });
  return answers;
}
// The text that is saved, copied and shown: see help answering.
function content(state) {
  const who = remark($("who").value), answers = answersOf(state), count = answers.size;
  const lines = ["# leadcoach answers 1: " + form.id + " " + form.version].concat(who ? ["# name: " + who] : [], ["# day: " + today()], form.course ? ["# course: " + form.course] : []);
  answers.forEach((v, id) => lines.push("", ...remarks(form.questions[id].text), id + " = " + toml(v)));
  return lines.concat("", "# end: " + count + (count === 1 ? " answer" : " answers"), "").join("\n");
}
function fileName() {
  const who = $("who").value.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 40);
  return (who ? who + "-" : "") + form.id + ".answers.txt";
}

// ---- saving, copying, warning ----
let isUnsaved = false, warned = "";
const key = "leadcoach " + form.id;
const tell = text => { $("say").textContent = text; };
// Returns the text to hand over, or null where something is to be looked at first.
function handedOver(button) {
  const state = walk(), cannot = state.problems.filter(([, problem]) => problem);
  $("problems").textContent = "";
  state.problems.forEach(([box, problem]) => { box.querySelector(".wrong").textContent = problem; });
  if (cannot.length || (state.problems.length && warned !== button)) {
    warned = cannot.length ? "" : button;
    state.problems.forEach(([box, problem]) => $("problems").appendChild(problemLine(box, problem)));
    tell(cannot.length ? "This needs another look first:" : "This is still open. You can leave it so: press again.");
    return null;
  }
  warned = "";
  if (!answersOf(state).size) {
    tell(state.answered.some(each => each.v !== null) ? "All that you filled in is private, so there is nothing to hand over. A tick below an answer lets it in." : "Nothing is filled in yet.");
    return null;
  }
  return content(state);
}
function problemLine(box, problem) {
  const line = document.createElement("li"), link = document.createElement("a");
  link.href = "#" + box.id;
  link.textContent = box.querySelector("legend,.ask").children[1].textContent.trim() + (problem ? " " + problem : "");
  link.addEventListener("click", () => setTimeout(() => { const field = box.querySelector("textarea,input"); if (field) field.focus(); }, 0));
  line.appendChild(link);
  return line;
}
function done(text) {
  isUnsaved = false;
  tell(text);
  store(null);
  $("remember").checked = false;
}
const store = text => { try { if (text === null) localStorage.removeItem(key); else localStorage.setItem(key, text); return true; } catch (e) { return false; } };
$("save").addEventListener("click", () => {
  const text = handedOver("save");
  if (text === null) return;
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" })), link = document.createElement("a");
  link.href = url;
  link.download = fileName();
  document.body.appendChild(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 6e4);
  done("Saved as " + fileName() + ", most likely in your folder Downloads. Nothing was sent.");
});
$("copy").addEventListener("click", () => {
  const text = handedOver("copy");
  if (text === null) return;
  const copied = () => done("Copied. Paste it into your mail. Nothing was sent.");
  const byHand = () => {
    $("look").open = true;
    $("sent").value = text;
    $("sent").focus();
    $("sent").select();
    let isCopied = false;
    try { isCopied = document.execCommand("copy"); } catch (e) { /* not here */ }
    if (isCopied) copied(); else tell("Your browser does not copy by itself. The text is marked: copy it the way you usually do.");
  };
  if (navigator.clipboard && navigator.clipboard.writeText) navigator.clipboard.writeText(text).then(copied, byHand); else byHand();
});
if (navigator.share) {
  $("share").hidden = false;
  $("share").addEventListener("click", () => {
    const text = handedOver("share");
    if (text !== null) navigator.share({ title: form.title, text }).then(() => done("Handed on."), () => tell("It was not handed on."));
  });
}
const look = () => { if ($("look").open) $("sent").value = content(walk()); };
$("look").addEventListener("toggle", look);
const fields = () => all("textarea[name],input[name]").filter(field => !field.closest(".model"));
function keep() {
  if (!$("remember").checked) return;
  const state = fields().map(field => ["radio", "checkbox"].includes(field.type) ? [field.name, field.value, field.checked] : [field.name, field.value]);
  if (!store(JSON.stringify(state))) { $("remember").checked = false; tell("This browser keeps nothing for a page like this one."); }
}
function recall() {
  let was = null;
  try { was = JSON.parse(localStorage.getItem(key) || "null"); } catch (e) { /* nothing is kept */ }
  if (!Array.isArray(was)) return;
  $("remember").checked = true;
  for (let round = 0; round < 3; round++) { // what hangs on an answer comes up once that is back
    fields().forEach(field => was.forEach(([name, value, checked]) => {
      if (field.name !== name) return;
      if (checked === undefined) field.value = value; else if (field.value === value) field.checked = checked;
    }));
    walk();
  }
  tell("What you wrote here last time is back.");
}
$("remember").addEventListener("change", () => { if ($("remember").checked) keep(); else store(null); });
document.addEventListener("input", event => {
  const field = event.target, box = field.closest(".q");
  if (field.id === "sent" || field.id === "remember") return;
  isUnsaved = true;
  warned = "";
  if (box && field.type === "checkbox" && field.checked && !field.hasAttribute("data-keep")) {
    const others = all("input[type=checkbox]:not([data-keep])", box).filter(input => input !== field);
    others.filter(input => field.hasAttribute("data-alone") || input.hasAttribute("data-alone")).forEach(input => { input.checked = false; });
  }
  walk();
  look();
  keep();
});
document.addEventListener("click", event => {
  const box = event.target.closest(".q");
  if (event.target.classList.contains("all")) {
    box.classList.add("whole");
    event.target.hidden = true;
    const first = box.querySelector(".more input");
    if (first) first.focus();
  }
  if (!event.target.classList.contains("clear")) return;
  all("input:checked:not([data-keep])", box).forEach(input => { input.checked = false; });
  if (box.kept) box.kept.clear();
  isUnsaved = true;
  walk();
  look();
  keep();
  const field = box.querySelector("[data-items] input,fieldset input");
  if (field) field.focus();
});
window.addEventListener("beforeunload", event => { if (isUnsaved && !$("remember").checked) { event.preventDefault(); event.returnValue = ""; } });
root.classList.add("js");
recall();
walk();
