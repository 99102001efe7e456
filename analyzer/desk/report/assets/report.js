"use strict";
// The page works without this file; it adds filters, search, keys, details of a sentence, and corrections.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const $ = (id) => document.getElementById(id);
  const { words, s: details, reasons: features, text: hasText } = JSON.parse($("data").textContent);
  const labels = ["report", "quote", "commentary", "other"];
  const sentences = [...document.querySelectorAll(".s")];
  const detail = $("detail");
  let current = null;
  let opener = null;

  // ── theme ──────────────────────────────────────────────────────────────────
  const isDark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const setTheme = (theme) => {
    root.dataset.theme = theme;
    $("theme").setAttribute("aria-pressed", String(theme === "dark"));
  };
  const remembered = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const remember = (key, value) => { try { localStorage.setItem(key, value); } catch { /* private window: nothing to keep it in */ } };
  if (["dark", "light"].includes(remembered("uradori-theme"))) setTheme(remembered("uradori-theme"));
  $("theme").addEventListener("click", () => {
    setTheme(isDark() ? "light" : "dark");
    remember("uradori-theme", root.dataset.theme);
  });
  $("print").addEventListener("click", () => print());

  // ── filters and search ─────────────────────────────────────────────────────
  const toolbar = $("toolbar");
  const search = $("search");
  const labelOf = (node) => labels.find((label) => node.classList.contains(label)) || "other";
  let contents = null; // read when somebody first searches
  const contentOf = (index) => {
    contents ??= sentences.map((node) => node.textContent.normalize("NFKC").toLowerCase());
    return contents[index];
  };

  const apply = () => {
    const data = new FormData(toolbar);
    const wanted = new Set(data.getAll("label"));
    const onlyCheckable = data.has("checkable");
    const needle = search.value.normalize("NFKC").toLowerCase().trim();
    let shown = 0;
    sentences.forEach((node, index) => {
      const found = needle !== "" && hasText && contentOf(index).includes(needle);
      const visible = wanted.has(labelOf(node)) && (!onlyCheckable || node.classList.contains("checkable")) && (needle === "" || found);
      node.classList.toggle("gone", !visible);
      node.classList.toggle("hit", found);
      shown += visible;
    });
    for (const name of ["figures", "dates", "organizations"]) {
      root.classList.toggle(`no-${name}`, !data.getAll("marks").includes(name));
    }
    $("shown").textContent = words.shown_n.replace("{n}", shown);
  };
  toolbar.addEventListener("change", apply);
  toolbar.addEventListener("submit", (event) => event.preventDefault());
  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 120);
  });

  // ── one sentence ───────────────────────────────────────────────────────────
  const corrections = new Map();
  const element = (name, text, className) => {
    const node = document.createElement(name);
    if (text !== undefined) node.textContent = text;
    if (className) node.className = className;
    return node;
  };

  const select = (node, { open = true, scroll = true } = {}) => {
    if (!node) return;
    if (current) {
      current.classList.remove("current");
      current.removeAttribute("tabindex");
      current.removeAttribute("aria-describedby");
    }
    current = node;
    node.classList.add("current");
    node.tabIndex = -1;
    node.focus({ preventScroll: true });
    if (scroll) node.scrollIntoView({ block: "center" });
    if (open) show(node);
  };

  const scores = (record) => {
    const list = element("dl");
    labels.forEach((label, index) => {
      const meter = element("meter");
      meter.value = record.q[index];
      meter.setAttribute("aria-label", words[`label_${label}`]);
      const value = element("dd");
      value.append(meter, record.q[index].toFixed(2));
      list.append(element("dt", words[`label_${label}`]), value);
    });
    return list;
  };

  const bearing = ([target, speaker, relations, shared]) => {
    const item = element("li");
    const link = element("a", speaker);
    link.href = `#${target}`;
    item.append(link, " ");
    relations.forEach((relation) => item.append(element("em", words[`relation_${relation}`], "relation"), " "));
    const other = $(target);
    if (other && hasText) item.append(element("span", other.textContent.slice(0, 90), "note"));
    if (shared.length) item.append(element("p", `${words.evidence_shared}: ${shared.join("、")}`, "note"));
    return item;
  };

  const show = (node) => {
    const record = details[node.id];
    if (!record) return;
    const percent = record.p === null ? "" : ` ${(record.p * 100).toFixed(0)}%`;
    $("detail-label").replaceChildren(element("span", "", `sign sign-${labelOf(node)}`), `${words[`label_${labelOf(node)}`]}${percent} · ${words[`certainty_${record.c}`] || record.c}`);
    $("detail-text").textContent = hasText ? node.textContent : "";
    const body = $("detail-body");
    body.replaceChildren(scores(record), element("h4", words.reasons));
    const reasons = element("ul");
    for (let at = 0; at < record.r.length; at += 2) {
      const weight = record.r[at + 1];
      reasons.append(element("li", `${weight > 0 ? "+" : ""}${weight.toFixed(1)}  ${features[record.r[at]]}`));
    }
    body.append(record.r.length ? reasons : element("p", words.no_reasons, "note"));
    if (record.e) {
      body.append(element("h4", words.evidence));
      const list = element("ul");
      record.e.forEach((each) => list.append(bearing(each)));
      body.append(record.e.length ? list : element("p", words.evidence_none, "note"));
    }
    $("detail-link").href = `#${node.id}`;
    if (hasText) {
      const chosen = corrections.get(node.id)?.label;
      document.querySelectorAll("#correct button").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.label === chosen)));
    }
    detail.hidden = false;
  };
  const hide = () => {
    detail.hidden = true;
    (current || opener)?.focus?.({ preventScroll: true });
  };
  $("detail-close").addEventListener("click", hide);
  $("text").addEventListener("click", (event) => {
    const node = event.target.closest(".s");
    if (!node || event.target.closest("a.m[href]")) return;
    if (String(getSelection()).length > 1) return; // somebody copies a passage
    history.replaceState(null, "", `#${node.id}`);
    select(node, { scroll: false });
  });

  // ── corrections ────────────────────────────────────────────────────────────
  const documentOf = (node) => node.closest(".article").dataset.document;
  const wording = (node) => {
    const copy = node.cloneNode(true);
    copy.querySelectorAll(".ctl").forEach((sign) => sign.replaceWith(String.fromCodePoint(parseInt(sign.title.slice(2), 16))));
    return copy.textContent;
  };
  const correct = (label) => {
    if (!current || !hasText) return;
    const record = details[current.id];
    if (record.l === label) corrections.delete(current.id);
    else corrections.set(current.id, { id: `${documentOf(current)}-${current.id.split("-").pop()}`, text: wording(current), label, document: documentOf(current) });
    current.classList.toggle("corrected", corrections.has(current.id));
    current.title = corrections.has(current.id) ? `${words.corrected}: ${words[`label_${label}`]}` : "";
    $("corrections").hidden = corrections.size === 0;
    $("corrections-n").textContent = words.corrections_n.replace("{n}", corrections.size);
    show(current);
  };
  $("correct")?.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) correct(button.dataset.label);
  });
  $("download").addEventListener("click", () => {
    const lines = [...corrections.values()].map((row) => JSON.stringify(row)).join("\n") + "\n";
    const link = element("a");
    link.href = URL.createObjectURL(new Blob([lines], { type: "application/x-ndjson" }));
    link.download = "corrections.jsonl";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });

  // ── keys ───────────────────────────────────────────────────────────────────
  const step = (by) => {
    const visible = sentences.filter((node) => !node.classList.contains("gone"));
    const at = visible.indexOf(current);
    select(visible[at < 0 ? (by > 0 ? firstInView(visible) : visible.length - 1) : Math.min(Math.max(at + by, 0), visible.length - 1)], { open: !detail.hidden || at < 0 });
  };
  const firstInView = (visible) => {
    let low = 0;
    let high = visible.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (visible[middle].getBoundingClientRect().bottom < 90) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const help = $("help");
  $("help-open").addEventListener("click", () => help.showModal());
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    f: () => toolbar.querySelector("input").focus(),
    c: () => { if (!current) step(1); show(current); document.querySelector("#correct button")?.focus(); },
    "/": () => search.focus(),
    "?": () => (help.open ? help.close() : help.showModal()),
    Escape: () => (detail.hidden ? document.activeElement?.blur() : hide()),
    Enter: () => current === document.activeElement && show(current),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const typing = event.target.matches("input[type=search]");
    if (typing && event.key !== "Escape") return;
    if (help.open && event.key !== "?") return;
    if (!detail.hidden && "1234".includes(event.key)) return void correct(labels[event.key - 1]);
    if (event.key === "Enter" && event.target.matches("a, button, summary, input")) return;
    const act = keys[event.key];
    if (!act) return;
    act();
    event.preventDefault();
  });

  // ── links into the page ────────────────────────────────────────────────────
  const arrive = () => {
    const target = $(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const node = target.closest(".s");
    target.closest("details")?.setAttribute("open", "");
    if (node) {
      node.classList.remove("gone");
      select(node, { open: target === node });
    }
  };
  addEventListener("hashchange", arrive);
  $("shown").textContent = words.shown_n.replace("{n}", sentences.length);
  if ([...toolbar.elements].some((box) => box.type === "checkbox" && box.checked !== box.defaultChecked) || search.value) apply(); // a reloaded form
  if (location.hash) arrive();
})();
