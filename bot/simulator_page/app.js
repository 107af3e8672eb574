"use strict";
// The phone of /coba. Texts of people and of the bot become nodes by textContent only.
(() => {
const WORDS = JSON.parse(document.body.dataset.words);
const TITLE = document.body.dataset.title;
const UPLOAD_BYTES = 10 * 1024 * 1024; // the same limit as in bot/simulator.py
const KEPT_ANSWERS = 200;
const BACKOFF = [500, 1000, 2000, 4000, 8000];
const FIRST_PLACE = [-3.4489, 115.9971]; // the sea side of Tanah Bumbu, to be overwritten
const SVG = "http://www.w3.org/2000/svg";
const $ = (id) => document.getElementById(id);
const log = $("log"), settled = $("settled"), pending = $("pending"), text = $("text");
const wide = matchMedia("(min-width: 900px)");

const t = (id, values = {}) =>
  (WORDS[id] ?? id).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "text") node.textContent = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return node;
}

function icon(name, label) {
  const svg = document.createElementNS(SVG, "svg"), use = document.createElementNS(SVG, "use");
  svg.setAttribute("class", "icon");
  if (label) { svg.setAttribute("role", "img"); svg.setAttribute("aria-label", label); } else svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

// ---- what is kept on this device
const stored = {
  read(key, otherwise) { try { return JSON.parse(localStorage.getItem(`seratus.${key}`)) ?? otherwise; } catch { return otherwise; } },
  write(key, value) { try { localStorage.setItem(`seratus.${key}`, JSON.stringify(value)); } catch { /* a full or forbidden store: the page goes on */ } },
};
const slug = (name) => name.normalize("NFKD").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 40);
const newId = () => crypto.randomUUID();
const given = ["person-1", "person-2", "person-3"].map((id) => ({ id: slug(t(id)), name: t(id) }));
const people = [...given, ...stored.read("people", []).filter((p) => p && /^[a-z0-9-]{1,40}$/.test(p.id))];
let me = people.find((p) => p.id === stored.read("me", "")) ?? people[0];
let as = stored.read("as", "seratus"), raw = stored.read("raw", false);

// ---- talks: one for each person
const talks = new Map();
function talkOf(id) {
  if (!talks.has(id)) talks.set(id, {
    messages: [], seen: new Set(), after: 0, waiting: 0, loaded: false, draft: "", busy: false,
    outbox: stored.read(`outbox.${id}`, []), answers: stored.read(`answers.${id}`, {}),
  });
  return talks.get(id);
}
const previews = new Map(); // id of an own photo → blob address
const names = new Map(); // id of an own document → its name
const api = (id) => `/coba/api/${id}`;

function keepOutbox(id) {
  stored.write(`outbox.${id}`, talkOf(id).outbox.filter((e) => e.state !== "sent" && !e.file).map(({ id: key, item, shown, at, state, error }) => ({ id: key, item, shown, at, state, error })));
}

function keepAnswer(id, message, token) {
  const talk = talkOf(id);
  talk.answers[message] = token;
  const kept = Object.entries(talk.answers).slice(-KEPT_ANSWERS);
  talk.answers = Object.fromEntries(kept);
  stored.write(`answers.${id}`, talk.answers);
}

// ---- the line to the server
let source = null, retryTimer = 0, tries = 0, online = true;
function setLine(up) {
  online = up;
  $("banner").hidden = up;
  drawStatus();
}

async function load() {
  const who = me.id, talk = talkOf(who);
  clearTimeout(retryTimer);
  source?.close();
  try {
    const answer = await fetch(`${api(who)}/messages?after=${talk.after}`, { signal: AbortSignal.timeout(15000) });
    if (!answer.ok) throw new Error(String(answer.status));
    const { messages } = await answer.json();
    if (who !== me.id) return;
    log.setAttribute("aria-busy", "true");
    const stick = stuck;
    for (const message of messages) receive(who, message, true);
    talk.loaded = true;
    if (messages.at(-1)?.from === "bot") awaitReply(who, false);
    refresh();
    if (stick) toBottom(); else unread(messages.filter((m) => m.from === "bot").length);
    log.removeAttribute("aria-busy");
    listen(who);
  } catch { if (who === me.id) lost(); }
}

function listen(who) {
  const mine = new EventSource(`${api(who)}/events?after=${talkOf(who).after}`);
  source = mine;
  mine.onopen = () => { if (!talkOf(who).outbox.some((e) => e.state === "queued")) tries = 0; setLine(true); flushAll(); };
  mine.onmessage = (event) => receive(who, JSON.parse(event.data), false);
  mine.addEventListener("typing", () => awaitReply(who, true));
  mine.onerror = () => { mine.close(); if (source === mine) lost(); };
}

function lost() {
  setLine(false);
  clearTimeout(retryTimer);
  retryTimer = setTimeout(load, BACKOFF[Math.min(tries++, BACKOFF.length - 1)]);
}

function receive(who, message, quiet) {
  const talk = talkOf(who);
  if (talk.seen.has(message.seq)) return;
  talk.seen.add(message.seq);
  talk.after = Math.max(talk.after, message.seq);
  if (message.from === "person") settleOwn(who, talk, message);
  else if (!quiet) awaitReply(who, false);
  talk.messages.push(message);
  if (who !== me.id) return;
  const stick = nearBottom();
  appendMessage(message, talk);
  if (quiet) return;
  refresh();
  if (stick) toBottom(); else if (message.from === "bot") unread(1);
}

function settleOwn(who, talk, message) {
  const same = (e) => e.id === message.id || (e.state === "sent" && e.shown && e.shown === message.text);
  const at = talk.outbox.findIndex(same);
  if (at >= 0) {
    const [entry] = talk.outbox.splice(at, 1);
    if (entry.url) previews.set(message.id, entry.url);
    if (entry.item.name) names.set(message.id, entry.item.name);
    if (who === me.id) $(`own-${entry.id}`)?.remove();
    keepOutbox(who);
  }
  const asked = talk.messages.findLast((m) => m.choices?.some((c) => c.label === message.text));
  if (asked && !talk.answers[asked.id]) talk.answers[asked.id] = asked.choices.find((c) => c.label === message.text).id;
}

function awaitReply(who, waiting) {
  const talk = talkOf(who);
  clearTimeout(talk.waiting);
  talk.waiting = waiting ? setTimeout(() => { talk.waiting = 0; drawStatus(); }, 20000) : 0;
  if (who === me.id) drawStatus();
}

// ---- sending
function enqueue(item, { shown = "", file = null } = {}) {
  const talk = talkOf(me.id);
  const entry = { id: newId(), item, shown, at: new Date().toISOString(), state: "queued" };
  if (file) { entry.file = file; entry.percent = 0; if (item.kind === "photo") entry.url = URL.createObjectURL(file); }
  talk.outbox.push(entry);
  keepOutbox(me.id);
  pending.append(drawOwn(entry));
  if (file && file.size > UPLOAD_BYTES) fail(me.id, entry, "too_large");
  else if (file && !file.size) fail(me.id, entry, "empty");
  refresh();
  toBottom();
  flush(me.id);
}

function flushAll() { for (const person of people) flush(person.id); }

async function flush(who) {
  const talk = talkOf(who);
  if (talk.busy) return;
  talk.busy = true;
  for (;;) {
    const entry = talk.outbox.find((e) => e.state === "queued");
    if (!entry) break;
    const outcome = await deliver(who, entry);
    if (outcome === "lost") { entry.stuck = true; redrawOwn(who, entry); if (who === me.id && online) lost(); break; }
    if (outcome !== "sent") { fail(who, entry, outcome); continue; }
    entry.state = "sent";
    tries = 0;
    keepOutbox(who);
    if (talk.outbox.includes(entry)) { redrawOwn(who, entry); awaitReply(who, true); }
  }
  talk.busy = false;
}

function fail(who, entry, code) {
  entry.state = "failed";
  entry.error = code;
  keepOutbox(who);
  redrawOwn(who, entry);
}

function retry(who, entry) {
  entry.state = "queued";
  delete entry.error;
  redrawOwn(who, entry);
  flush(who);
  if (!online) load();
}

async function deliver(who, entry) {
  if (entry.file) return upload(who, entry);
  try {
    const answer = await fetch(`${api(who)}/items`, {
      method: "POST", signal: AbortSignal.timeout(20000),
      headers: { "Content-Type": "application/json", "X-Seratus": "coba" },
      body: JSON.stringify({ id: entry.id, ...entry.item }),
    });
    return outcomeOf(answer.status, await answer.text());
  } catch { return "lost"; }
}

function upload(who, entry) {
  const query = new URLSearchParams({ kind: entry.item.kind, id: entry.id });
  if (entry.item.kind === "document") query.set("name", entry.item.name);
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", `${api(who)}/uploads?${query}`);
    request.setRequestHeader("X-Seratus", "coba");
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => {
      entry.stuck = false;
      entry.percent = event.total ? Math.round((100 * event.loaded) / event.total) : 0;
      const bar = $(`own-${entry.id}`)?.querySelector("progress");
      if (bar) { bar.value = entry.percent; bar.setAttribute("aria-label", t("uploading", { percent: entry.percent })); }
    };
    request.onload = () => done(outcomeOf(request.status, request.responseText));
    request.onerror = request.onabort = () => done("lost");
    request.send(entry.file);
  });
}

function outcomeOf(status, body) {
  if (status >= 200 && status < 300) return "sent";
  if (status >= 500 || status === 0) return "lost";
  try { return JSON.parse(body).error ?? "other"; } catch { return "other"; }
}

// ---- drawing texts
const PATTERNS = {
  whatsapp: /(?<![\p{L}\p{N}])(\*(?=\S)[^*\n]*?\S\*|_(?=\S)[^_\n]*?\S_|~(?=\S)[^~\n]*?\S~)(?![\p{L}\p{N}])|(https?:\/\/[^\s<>"]+[^\s<>".,!?;:)*])/gu,
  none: /(?!)()|(https?:\/\/[^\s<>"]+[^\s<>".,!?;:)*])/gu,
};
const MARKS = { "*": "strong", _: "em", "~": "s" };
const one = (tag, said) => el(tag, { class: /^\S{3,18}$/.test(said) ? "code" : null, text: said }); // a code stays on one line

function marked(source, style = "whatsapp") {
  const nodes = [];
  let from = 0;
  for (const found of source.matchAll(PATTERNS[style])) {
    const [whole, mark, address] = found;
    nodes.push(source.slice(from, found.index));
    nodes.push(mark ? one(MARKS[mark[0]], mark.slice(1, -1)) : el("a", { href: address, target: "_blank", rel: "noopener noreferrer", text: address }));
    from = found.index + whole.length;
  }
  return [...nodes, source.slice(from)].filter((node) => node !== "");
}

function entities(source, marks) {
  const tags = { bold: "strong", italic: "em", strikethrough: "s", underline: "u", code: "code", pre: "code" };
  const nodes = [];
  let from = 0;
  for (const mark of [...marks].sort((a, b) => a.offset - b.offset)) {
    if (!tags[mark.type] || mark.offset < from) continue;
    nodes.push(source.slice(from, mark.offset), one(tags[mark.type], source.slice(mark.offset, mark.offset + mark.length)));
    from = mark.offset + mark.length;
  }
  return [...nodes, source.slice(from)];
}

function telegramText(source, payload, marks) {
  if (marks?.length) return entities(source, marks);
  if (payload.parse_mode === "HTML") return htmlText(source);
  if (payload.parse_mode) return marked(source).map((n) => (typeof n === "string" ? n.replace(/\\(.)/g, "$1") : n));
  return marked(source, "none"); // without parse_mode Telegram shows asterisks as they are
}

function htmlText(source) {
  const plain = (s) => s.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&amp;/g, "&");
  const nodes = [];
  let open = null;
  for (const part of source.split(/(<\/?(?:b|strong|i|em|u|s|code)>)/)) {
    const tag = /^<(\/?)(\w+)>$/.exec(part);
    if (tag) { open = tag[1] ? null : tag[2]; continue; }
    if (part) nodes.push(open ? el(open, { text: plain(part) }) : plain(part));
  }
  return nodes;
}

// ---- drawing bubbles
const timeOf = (at) => { const d = new Date(at); return Number.isNaN(+d) ? "" : d.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" }); };
const dayOf = (at) => new Date(at).toDateString();
function dayName(at) {
  const day = dayOf(at), now = new Date();
  if (day === now.toDateString()) return t("today");
  if (day === new Date(now - 864e5).toDateString()) return t("yesterday");
  return new Date(at).toLocaleDateString(document.documentElement.lang, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
}

const meta = (at, sign) => el("span", { class: "meta" }, el("time", { datetime: at, text: timeOf(at) }), sign);
const words = (nodes, at, sign) => el("div", { class: "words" }, ...nodes, el("span", { class: `room${sign ? " ticked" : ""}`, "aria-hidden": "true" }), meta(at, sign));
const isPicture = (file) => /^image\/(png|jpeg|webp)$/.test(file?.media_type ?? "");

function picture(address, alt) {
  const image = el("img", { class: "picture", src: address, alt });
  const holder = el("button", { class: "frame", type: "button", "aria-label": alt, onclick: () => openSheet(alt, el("img", { class: "whole", src: address, alt })) }, image);
  const stick = nearBottom();
  image.addEventListener("load", () => { if (stick || stuck) toBottom(); });
  image.addEventListener("error", () => holder.replaceWith(el("p", { class: "broken", text: t("picture-failed") })));
  return holder;
}

function attachment(message) {
  if (!message.file) return null;
  const address = `${api(me.id)}/files/${encodeURIComponent(message.id)}`;
  if (isPicture(message.file)) return picture(previews.get(message.id) ?? address, message.from === "bot" ? t("picture") : t("photo"));
  const name = message.file.name ?? t("document");
  return el("a", { class: "paper", href: address, target: "_blank", rel: "noopener", "aria-label": t("open-file", { name }) }, icon("file"), el("span", { text: name }));
}

const chip = (sign, label) => el("div", { class: "paper" }, icon(sign), el("span", { text: label }));

function appendMessage(message, talk) {
  const last = settled.lastElementChild?.dataset.day;
  if (message.at && dayOf(message.at) !== last) settled.append(el("p", { class: "day", "data-day": dayOf(message.at) }, el("span", { text: dayName(message.at) })));
  const row = el("div", { class: `row ${message.from === "bot" ? "bot" : "own"}`, id: `m-${message.seq}`, "data-day": message.at ? dayOf(message.at) : last });
  row.append(...(message.from === "bot" ? drawBot(message) : [drawPerson(message)]));
  settled.append(row);
}

function drawPerson(message) {
  const preview = previews.get(message.id);
  let head = preview ? picture(preview, t("photo")) : attachment(message);
  if (!head && message.photo) head = chip("image", t("photo"));
  else if (!head && !message.text) head = chip("file", names.get(message.id) ?? t("document"));
  return el("div", { class: head?.matches(".frame") ? "bubble pictured" : "bubble" }, head, words(marked(message.text ?? ""), message.at, icon("read", t("state-read"))));
}

function drawBot(message) {
  const payloads = as === "seratus" ? null : message.as?.[as];
  const nodes = payloads?.length ? payloads.flatMap((p) => (as === "telegram" ? drawTelegram(p, message) : drawWhatsapp(p, message))) : drawPlain(message);
  if (as !== "seratus" && !payloads?.length) nodes.push(el("p", { class: "note", text: t("no-payload", { channel: t(`as-${as}`) }) }));
  if (raw) for (const value of payloads ?? [message]) nodes.push(el("pre", { class: "raw", tabindex: "0", text: JSON.stringify(value, null, 2) }));
  return nodes;
}

const bubble = (head, nodes, at) => el("div", { class: head?.matches(".frame") ? "bubble pictured" : "bubble" }, head, words(nodes, at));

function drawPlain(message) {
  const nodes = [bubble(attachment(message), marked(message.text ?? ""), message.at)];
  const choices = message.choices ?? [], ways = [];
  if (message.photo && !message.file) ways.push(el("button", { class: "choice", type: "button", onclick: () => $("pick-camera").click() }, icon("camera"), t("send-photo")));
  if (choices.length && (message.list || choices.length > 3)) ways.push(listButton(message, message.list_label || t("choose"), [{ rows: choices.map((c) => ({ id: c.id, title: c.label, description: c.description })) }]));
  else ways.push(...choices.map((c) => choiceButton(message, c, c.label)));
  if (ways.length) nodes.push(holder(message, ways));
  return nodes;
}

function drawTelegram(payload, message) {
  const said = payload.text ?? payload.caption ?? "";
  const head = payload.photo || payload.document ? attachment(message) : null;
  const nodes = [bubble(head, telegramText(said, payload, payload.entities ?? payload.caption_entities), message.at)];
  const rows = payload.reply_markup?.inline_keyboard ?? [];
  if (rows.length) nodes.push(holder(message, rows.map((row) => el("div", { class: "keys" }, row.map((key) => choiceButton(message, tokenOf(message, key.callback_data, key.text), key.text))))));
  const keys = payload.reply_markup?.keyboard ?? [];
  if (keys.length) nodes.push(el("div", { class: "choices" }, keys.map((row) => el("div", { class: "keys" }, row.map((key) => el("button", { class: "choice", type: "button", text: key.text ?? key, onclick: () => (key.request_contact ? askPhone() : say(key.text ?? String(key))) }))))));
  return nodes;
}

function drawWhatsapp(payload, message) {
  if (payload.type !== "interactive") {
    const head = payload.image || payload.document ? attachment(message) : null;
    return [bubble(head, marked(payload.text?.body ?? payload.image?.caption ?? payload.document?.caption ?? ""), message.at)];
  }
  const { header, body, footer, action, type } = payload.interactive;
  const head = header?.image || header?.document ? attachment(message) : null;
  const top = header?.text ? [el("strong", { class: "heading", text: header.text })] : [];
  const end = footer?.text ? [el("span", { class: "footing", text: footer.text })] : [];
  const nodes = [bubble(head, [...top, ...marked(body?.text ?? ""), ...end], message.at)];
  if (type === "list") {
    const sections = (action?.sections ?? []).map((s) => ({ title: s.title, rows: s.rows ?? [] }));
    nodes.push(holder(message, [listButton(message, action?.button || t("choose"), sections)]));
  } else if (action?.buttons) nodes.push(holder(message, action.buttons.map(({ reply }) => choiceButton(message, tokenOf(message, reply?.id, reply?.title), reply?.title ?? "", "reply"))));
  return nodes;
}

const holder = (message, nodes) => el("div", { class: "choices", "data-message": message.id }, nodes);
const tokenOf = (message, id, label) => (message.choices ?? []).find((c) => c.id === id || c.label === label) ?? { id, label };

function choiceButton(message, choice, label, sign) {
  return el("button", { class: "choice", type: "button", "data-token": choice.id, onclick: () => choose(message, choice) }, sign ? icon(sign) : null, el("span", { text: label }));
}

function listButton(message, label, sections) {
  const open = () => openSheet(label, el("div", { class: "options" }, sections.map((section) => [
    section.title ? el("h3", { text: section.title }) : null,
    ...section.rows.map((row) => {
      const choice = tokenOf(message, row.id, row.title);
      const picked = talkOf(me.id).answers[message.id] === choice.id;
      return el("button", { class: "option", type: "button", "aria-pressed": String(picked), onclick: () => { closeSheet(); choose(message, choice); } },
        el("span", {}, el("b", { text: row.title }), row.description ? el("small", { text: row.description }) : null), el("i", { class: "round" }, icon("check")));
    })])));
  return el("button", { class: "choice list", type: "button", "aria-haspopup": "dialog", onclick: open }, icon("list"), el("span", { text: label }));
}

function choose(message, choice) {
  keepAnswer(me.id, message.id, choice.id);
  enqueue({ choice: choice.id, label: choice.label }, { shown: choice.label });
}

function say(said) { enqueue({ text: said }, { shown: said }); }

function drawOwn(entry) {
  const who = me.id, { item, state } = entry;
  let head = null;
  if (entry.url) head = picture(entry.url, t("photo"));
  else if (item.kind) head = chip(item.kind === "photo" ? "image" : "file", item.name ?? t("photo"));
  const moving = entry.file && state === "queued";
  const bar = moving ? el("progress", { max: 100, value: entry.percent, "aria-label": t("uploading", { percent: entry.percent }) }) : null;
  const failed = state === "failed", sign = failed ? icon("alert", t("state-failed")) : state === "sent" ? icon("sent", t("state-sent")) : icon("clock", t("state-queued"));
  const again = failed || (entry.file && entry.stuck) ? el("button", { class: "again", type: "button", text: t("retry"), onclick: () => retry(who, entry) }) : null;
  const why = failed ? el("p", { class: "why", role: "alert" }, t(WORDS[`error-${entry.error}`] ? `error-${entry.error}` : "error-other")) : null;
  return el("div", { class: `row own${failed ? " failed" : ""}`, id: `own-${entry.id}` },
    el("div", { class: entry.url ? "bubble pictured" : "bubble" }, head, bar, words(marked(entry.shown), entry.at, sign)), why,
    again && el("div", { class: "mend" }, entry.file?.size > UPLOAD_BYTES ? null : again, failed ? el("button", { class: "again", type: "button", text: t("discard"), onclick: () => discard(who, entry) }) : null));
}

function discard(who, entry) {
  talkOf(who).outbox = talkOf(who).outbox.filter((e) => e !== entry);
  keepOutbox(who);
  if (who === me.id) { $(`own-${entry.id}`)?.remove(); refresh(); text.focus(); }
}

function redrawOwn(who, entry) { if (who === me.id) $(`own-${entry.id}`)?.replaceWith(drawOwn(entry)); }

// Answered choices stay in sight but quiet, and so do those that the talk has passed.
function refresh() {
  const talk = talkOf(me.id);
  const newest = talk.messages.at(-1);
  const holders = [...settled.querySelectorAll(".choices[data-message]")];
  for (const place of holders) {
    const answer = talk.answers[place.dataset.message];
    const message = talk.messages.find((m) => m.id === place.dataset.message);
    const open = !answer && talk.outbox.every((e) => e.state === "failed") && (newest === message || newest?.from === "bot") && place === holders.at(-1);
    place.classList.toggle("quiet", !open);
    for (const button of place.querySelectorAll("[data-token]")) pick(button, button.dataset.token === answer);
    const list = place.querySelector(".list"), chosen = message?.choices?.find((c) => c.id === answer);
    if (list) { pick(list, Boolean(chosen)); if (chosen) list.querySelector("span").textContent = chosen.label; }
  }
  $("empty").hidden = !talk.loaded || talk.messages.length + talk.outbox.length > 0;
}

function pick(button, picked) {
  if (button.classList.toggle("picked", picked)) button.setAttribute("aria-description", t("picked"));
  else button.removeAttribute("aria-description");
}

function drawStatus() {
  const talk = talkOf(me.id), typing = online && Boolean(talk.waiting);
  const stick = nearBottom();
  $("status").textContent = !online ? t("offline") : typing ? t("typing") : t("quiet", { name: me.name });
  if ($("dots").hidden === typing) { $("dots").hidden = !typing; if (stick) toBottom(); }
}

function drawTalk() {
  const talk = talkOf(me.id);
  settled.replaceChildren();
  log.setAttribute("aria-busy", "true");
  for (const message of talk.messages) appendMessage(message, talk);
  pending.replaceChildren(...talk.outbox.map(drawOwn));
  refresh();
  drawStatus();
  toBottom();
  log.removeAttribute("aria-busy");
}

// ---- scrolling
let stuck = true, news = 0;
const nearBottom = () => log.scrollHeight - log.scrollTop - log.clientHeight < 90;
function toBottom() { log.scrollTop = log.scrollHeight; stuck = true; unread(-news); }
function unread(more) {
  news += more;
  $("bottom").hidden = stuck;
  $("unread").hidden = !news;
  $("unread").textContent = news;
  $("bottom").setAttribute("aria-label", news ? t("to-bottom-new", { count: news }) : t("to-bottom"));
}
log.addEventListener("scroll", () => { stuck = nearBottom(); unread(stuck ? -news : 0); }, { passive: true });
new ResizeObserver(() => { if (stuck) toBottom(); }).observe(log);
$("bottom").addEventListener("click", toBottom);

// ---- sheet and panel
const sheet = $("sheet");
function openSheet(title, ...nodes) {
  $("sheet-title").textContent = title;
  $("sheet-body").replaceChildren(...nodes);
  const box = $("phone").getBoundingClientRect();
  for (const [name, value] of [["left", box.left], ["width", box.width], ["bottom", innerHeight - box.bottom], ["height", box.height]]) sheet.style.setProperty(`--${name}`, `${value}px`);
  sheet.showModal();
}
function closeSheet() { if (sheet.open) sheet.close(); }
$("sheet-close").addEventListener("click", closeSheet);
sheet.addEventListener("click", (event) => { if (event.target === sheet) closeSheet(); });

function openPanel(open) {
  $("panel").classList.toggle("open", open);
  $("scrim").hidden = !open;
  $("phone").inert = open;
  $("menu").setAttribute("aria-expanded", String(open));
  (open ? $("panel-close") : $("menu")).focus();
}
$("menu").addEventListener("click", () => openPanel(true));
for (const id of ["panel-close", "scrim"]) $(id).addEventListener("click", () => openPanel(false));
addEventListener("keydown", (event) => { if (event.key === "Escape" && $("panel").classList.contains("open")) openPanel(false); });
wide.addEventListener("change", () => { if ($("panel").classList.contains("open")) openPanel(false); closeSheet(); });

// ---- people
const initialsOf = (name) => name.replace(/\(.*\)/, "").trim().split(/\s+/).slice(0, 2).map((part) => [...part][0] ?? "").join("").toUpperCase();
function drawPeople() {
  $("initials").textContent = initialsOf(me.name);
  const one = (person, i) => el("button", { class: "person", type: "button", "aria-pressed": String(person === me), onclick: () => become(person) },
    el("span", { class: `initials tint-${i % 4}`, "aria-hidden": "true", text: initialsOf(person.name) }), el("span", { text: person.name }), icon("check"));
  const add = el("button", { class: "person", type: "button", onclick: () => { $("newcomer").hidden = false; add.hidden = true; $("newcomer-name").focus(); } },
    el("span", { class: "initials", "aria-hidden": "true" }, icon("plus")), el("span", { text: t("new-person") }));
  $("people").replaceChildren(...people.map(one), add);
  $("newcomer").hidden = true;
}

function become(person) {
  talkOf(me.id).draft = text.value;
  me = person;
  stored.write("me", me.id);
  text.value = talkOf(me.id).draft;
  grow();
  drawPeople();
  drawTalk();
  if ($("panel").classList.contains("open")) openPanel(false);
  load();
}

$("newcomer").addEventListener("submit", (event) => {
  event.preventDefault();
  const name = $("newcomer-name").value.trim().replace(/\s+/g, " ");
  if (!name) return;
  const id = slug(name) || newId();
  let person = people.find((p) => p.id === id);
  if (!person) { person = { id, name }; people.push(person); stored.write("people", people.filter((p) => !given.includes(p))); }
  $("newcomer-name").value = "";
  become(person);
});

// ---- how it is shown
function showAs(channel) {
  as = ["telegram", "whatsapp"].includes(channel) ? channel : "seratus";
  document.body.className = as;
  stored.write("as", as);
  for (const radio of document.querySelectorAll("[name=as]")) radio.checked = radio.value === as;
}
for (const radio of document.querySelectorAll("[name=as]")) radio.addEventListener("change", () => { showAs(radio.value); drawTalk(); });
$("raw").addEventListener("change", (event) => { raw = event.target.checked; stored.write("raw", raw); drawTalk(); });

// ---- the talk as a test
$("save").addEventListener("click", async () => {
  const who = me.id, told = $("save-told");
  $("save").disabled = true;
  told.textContent = t("saving");
  try {
    const answer = await fetch(`${api(who)}/transcript`, { signal: AbortSignal.timeout(60000) });
    if (!answer.ok) throw new Error((await answer.json()).error);
    const address = URL.createObjectURL(await answer.blob());
    el("a", { href: address, download: `${who.replaceAll("-", "_")}.txt` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
    told.textContent = t("saved");
  } catch ({ message }) { told.textContent = WORDS[`error-${message}`] ?? t("error-save_other"); }
  $("save").disabled = false;
});

// ---- composer
function grow() {
  text.style.height = "auto";
  text.style.height = `${Math.min(text.scrollHeight, 132)}px`;
  $("composer").classList.toggle("filled", text.value.trim() !== "");
}
text.addEventListener("input", grow);
text.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  $("composer").requestSubmit();
});
$("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  const said = text.value.toWellFormed().slice(0, 4096).toWellFormed().trim();
  if (!said) return;
  text.value = "";
  grow();
  say(said);
  text.focus();
});
$("hello").addEventListener("click", () => { say(t("hello").toLowerCase()); text.focus(); });
$("camera").addEventListener("click", () => $("pick-camera").click());

function sendFile(file, kind) {
  const name = (file.name || t("document")).toWellFormed().slice(0, 120).toWellFormed();
  enqueue(kind === "photo" ? { kind } : { kind, name }, { file });
}
for (const [id, kind] of [["pick-camera", "photo"], ["pick-photo", "photo"], ["pick-document", "document"]]) {
  $(id).addEventListener("change", () => { for (const file of $(id).files) sendFile(file, kind); $(id).value = ""; });
}
const sendFiles = (files) => { for (const file of files) sendFile(file, file.type.startsWith("image/") ? "photo" : "document"); };
addEventListener("paste", (event) => { if (event.clipboardData?.files.length) { event.preventDefault(); sendFiles(event.clipboardData.files); } });
log.addEventListener("dragover", (event) => event.preventDefault());
log.addEventListener("drop", (event) => { event.preventDefault(); sendFiles(event.dataTransfer.files); });

$("attach").addEventListener("click", () => {
  const way = (sign, label, act) => el("button", { class: `way to-${sign}`, type: "button", onclick: () => { closeSheet(); act(); } }, el("i", {}, icon(sign)), el("span", { text: label }));
  openSheet(t("attach"), el("div", { class: "ways" }, way("image", t("gallery"), () => $("pick-photo").click()), way("file", t("document"), () => $("pick-document").click()), way("pin", t("location"), askPlace), way("phone", t("contact"), askPhone)));
});

function field(label, attributes) {
  const input = el("input", { autocomplete: "off", ...attributes });
  return [input, el("label", { class: "field" }, el("span", { text: label }), input)];
}

function askForm(title, fields, wrong, take, more = null) {
  const why = el("p", { class: "why", role: "alert", text: wrong, hidden: true });
  const form = el("form", { class: "ask", novalidate: true }, fields, more, why, el("button", { class: "plain", type: "submit", text: t("send") }));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const taken = take();
    why.hidden = Boolean(taken);
    if (!taken) return;
    closeSheet();
    enqueue(...taken);
  });
  openSheet(title, form);
  form.querySelector("input").focus();
}

function askPlace() {
  const [north, first] = field(t("latitude"), { inputmode: "text", value: FIRST_PLACE[0] });
  const [east, second] = field(t("longitude"), { inputmode: "text", value: FIRST_PLACE[1] });
  const note = el("p", { class: "why", role: "alert", hidden: true, text: t("here-failed") });
  const here = el("button", { class: "plain faint", type: "button", onclick: () => navigator.geolocation.getCurrentPosition(({ coords }) => { north.value = coords.latitude.toFixed(5); east.value = coords.longitude.toFixed(5); }, () => { note.hidden = false; }, { timeout: 8000 }) }, icon("pin"), t("here"));
  askForm(t("location"), [first, second], t("place-wrong"), () => {
    const place = [north, east].map((input) => Number(input.value.trim().replace(",", ".") || "x"));
    return Math.abs(place[0]) <= 90 && Math.abs(place[1]) <= 180 ? [{ location: place }, { shown: `📍 ${place.join(", ")}` }] : null;
  }, [here, note]);
}

function askPhone() {
  const [input, label] = field(t("phone"), { type: "tel", inputmode: "tel", maxlength: 25 });
  askForm(t("contact"), [label], t("phone-wrong"), () => {
    const digits = input.value.replace(/[^0-9+]/g, "").replace(/^0/, "+62").replace(/^62/, "+62");
    return /^\+?[0-9]{8,15}$/.test(digits) ? [{ contact: digits }, { shown: digits }] : null;
  });
}

// ---- start
addEventListener("online", () => { tries = 0; load(); });
addEventListener("offline", () => setLine(false));
document.addEventListener("visibilitychange", () => { if (!document.hidden && !online) { tries = 0; load(); } });
showAs(as);
$("raw").checked = raw;
drawPeople();
drawTalk();
load();
})();
