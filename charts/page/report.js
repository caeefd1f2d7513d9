// The report's behaviour: it switches years, opens levels of the bridge, draws, sorts, folds and filters, and shows where
// a figure stands. Everything it shows is in the page already; text goes in as text, never as markup.
(function () {
  "use strict";

  var all = function (selector, root) { return Array.from((root || document).querySelectorAll(selector)); };
  var one = function (selector, root) { return (root || document).querySelector(selector); };
  var data = function (id) { return JSON.parse(document.getElementById(id).textContent); };
  var element = function (name, text, into) {
    var made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (into) into.appendChild(made);
    return made;
  };
  // What is large is read when it is first asked for.
  var later = function (id) { var read; return function () { return read || (read = data(id)); }; };
  var plots = data("plots"), evidence = later("evidence"), pictures = later("pictures");
  var drawing = typeof echarts === "object"; // a page that was taken out of its folder has lost the library: its tables say everything
  document.documentElement.classList.toggle("plain", !drawing);

  // ---- charts: options come from the page; what an option cannot hold is a function known here by its name

  function chartIn(box) {
    return box.chart || (box.chart = echarts.init(box, null, { renderer: "svg" }));
  }

  // A share is written into its bar only where it fits.
  function share(chart) {
    return function (params) {
      return params.value / 100 * (chart.getWidth() - 44) > 48 ? params.name : "";
    };
  }

  // A figure stands over each bar where all have room, else over the first and the last, from the edge inwards.
  function figure(chart, bars) {
    var longest = bars.reduce(function (most, bar) { return Math.max(most, (bar.name || "").length); }, 0);
    var roomy = longest * 6.2 < chart.getWidth() / bars.length, last = bars.length - 1;
    if (!roomy && last > 0) {
      bars[0].label = { align: "left", offset: [-8, 0] };
      bars[last].label = { align: "right", offset: [8, 0] };
    }
    return function (params) { return roomy || params.dataIndex === 0 || params.dataIndex === last ? params.data.name || "" : ""; };
  }

  // Each bar of a bridge stands in the row that names it, with a thread to the next.
  function bridgeItem(bridge, box, count) {
    var middle = function (i) {
      var slot = all("tbody.on tr:not(.foot) .slot", bridge)[i].getBoundingClientRect();
      return slot.top + slot.height / 2 - box.getBoundingClientRect().top;
    };
    var row = one("tbody.on tr", bridge), stacked = one(".slot", row).offsetTop > one("th", row).offsetTop + 8;
    return function (params, api) {
      var zero = api.coord([0, 0])[0], i = api.value(2), from = api.coord([api.value(0), 0])[0], to = api.coord([api.value(1), 0])[0], y = middle(i);
      var width = Math.max(1.5, Math.abs(to - from)), half = 9;
      var left = Math.max(0, Math.min(from, to, box.clientWidth - width));
      var parts = [{ type: "rect", shape: { x: left, y: y - half, width: width, height: 2 * half }, style: { fill: api.visual("color") } }];
      if (i + 1 < count && !stacked) parts.push({ type: "line", shape: { x1: to, x2: to, y1: y + half, y2: middle(i + 1) - half }, style: { stroke: "var(--muted)", lineDash: [2, 2], lineWidth: 1 } });
      if (stacked) parts.push({ type: "line", shape: { x1: zero, x2: zero, y1: y - half - 2, y2: y + half + 2 }, style: { stroke: "var(--muted)", lineWidth: 1 } });
      else if (i === 0) parts.push({ type: "line", shape: { x1: zero, x2: zero, y1: y - half - 6, y2: middle(count - 1) + half + 4 }, style: { stroke: "var(--muted)", lineWidth: 1 } });
      return { type: "group", children: parts };
    };
  }

  var labels = { share: share, figure: figure };

  // A dashed line before the year in which a classification changed.
  function breakItem(count) {
    return function (params, api) {
      var frame = params.coordSys, x = frame.x + frame.width * api.value(0) / count;
      return { type: "line", shape: { x1: x, x2: x, y1: 0, y2: frame.y + frame.height }, style: { stroke: "var(--muted)", lineWidth: 1.2, lineDash: [4, 3] } };
    };
  }

  function drawBridge(bridge) {
    var plot = plots[bridge.dataset.plot], box = one(".plot", bridge), body = one("tbody.on", bridge);
    var zero = one(".zero", bridge);
    zero.style.marginLeft = 0; // what it stood at may be wider than the page is now
    var level = plot.levels[body.dataset.of], slot = one(".slot", body).getBoundingClientRect(), frame = bridge.getBoundingClientRect();
    box.style.left = slot.left - frame.left + "px";
    box.style.width = slot.width + "px";
    box.style.height = frame.height + "px";
    var option = JSON.parse(JSON.stringify(plot.option));
    option.xAxis[0].min = level.low;
    option.xAxis[0].max = level.high;
    option.aria.label.description = level.description;
    option.series[0].data = level.data;
    option.series[0].renderItem = bridgeItem(bridge, box, level.data.length);
    var chart = chartIn(box);
    chart.clear();
    chart.resize();
    chart.setOption(option, true);
    var x = chart.convertToPixel({ xAxisIndex: 0 }, 0);
    zero.style.marginLeft = Math.max(0, Math.min(x, slot.width - zero.offsetWidth - 16)) + "px";
  }

  function drawPlain(box) {
    if (box.dataset.bars) box.style.height = box.dataset.bars * 46 + "px";
    var chart = chartIn(box), plot = plots[box.dataset.plot], option = JSON.parse(JSON.stringify(plot.option));
    chart.clear();
    chart.resize();
    option.series.forEach(function (series) {
      if (series.renderItem) series.renderItem = breakItem(option.series[0].data.length);
      else series.label.formatter = labels[series.label.formatter](chart, series.data);
    });
    chart.setOption(option, true);
    chart.off("click");
    chart.on("click", function (bar) {
      var cited = (plot.cites[bar.seriesIndex] || [])[bar.dataIndex];
      box.tabIndex = -1;
      if (cited) reveal(box, cited);
    });
  }

  // What scrolls and holds nothing that the tab key reaches is reached itself.
  function reachable() {
    all(".scroll").forEach(function (box) {
      if (box.scrollWidth > box.clientWidth && !one("button, a, [tabindex]", box)) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    });
  }

  function draw() {
    reachable();
    if (!drawing) return;
    all(".pane.on .bridge").forEach(drawBridge);
    all(".pane.on .plot[data-plot], .mini .plot").forEach(drawPlain);
  }

  // ---- years: the pair that is shown and the section stand in the address (#2024-2025/bridge), so that a link shows the same

  var keys = all("#summary .pane").map(function (pane) { return pane.dataset.pair; }), first = (one(".pane.on") || { dataset: {} }).dataset.pair, key = first, section = "";

  function show(chosen) {
    key = chosen;
    all("[data-show]").forEach(function (button) { button.setAttribute("aria-pressed", button.dataset.show === key); });
    all("[data-pair]").forEach(function (part) { part.classList.toggle("on", part.dataset.pair === key); });
    all(".full").forEach(function (table) { table.className = table.className.replace(/ on[0-9]+/, " on" + keys.indexOf(key)); });
    narrow();
    close();
    draw();
  }

  // A phone has room for the two years compared only; the others are marked for its style.
  function narrow() {
    var years = key.split("-");
    all(".full").forEach(function (table) {
      all("[data-year]", table).forEach(function (heading) {
        var off = !years.includes(heading.dataset.year), column = heading.cellIndex;
        Array.from(table.rows).forEach(function (row) { if (row.cells[column]) row.cells[column].classList.toggle("off", off); });
      });
    });
    var seg = one(".seg"), chosen = one(".seg [aria-pressed=true]");
    if (chosen) seg.scrollLeft = chosen.offsetLeft - seg.offsetLeft - 40;
  }

  function remember() {
    history.replaceState(null, "", "#" + [key === first ? "" : key, section].filter(Boolean).join("/"));
  }

  function follow() {
    var named = decodeURIComponent(location.hash.slice(1)).split("/");
    var pair = named.find(function (name) { return keys.includes(name); }), place = named.find(function (name) { return name && document.getElementById(name); });
    if (pair && pair !== key) show(pair);
    if (!place) return;
    section = place;
    document.getElementById(place).scrollIntoView();
    if (key !== first && !pair) remember();
  }
  all("[data-show]").forEach(function (button) {
    button.addEventListener("click", function () {
      show(button.dataset.show);
      remember();
    });
  });
  all("main section[id]").forEach(function (part) {
    all("h2", part).slice(0, one(".pane", part) ? undefined : 1).forEach(function (heading) {
      var link = element("a", "#", heading);
      link.href = "#" + part.id;
      link.className = "anchor";
      link.setAttribute("aria-label", "本节的链接");
    });
  });

  // ---- levels of the bridge

  function open(bridge, code, focus) {
    var body = all("tbody", bridge).find(function (b) { return b.dataset.of === code; });
    if (!body) return;
    all("tbody", bridge).forEach(function (b) { b.classList.toggle("on", b === body); });
    var crumbs = bridge.parentNode.querySelector(".crumbs");
    crumbs.textContent = "";
    if (code !== "") {
      all("tbody", bridge).filter(function (b) { return code.startsWith(b.dataset.of); }).sort(function (a, b) { return a.dataset.of.length - b.dataset.of.length; }).forEach(function (b) {
        if (b === body) return element("span", b.dataset.label, crumbs);
        var back = element("button", b.dataset.of === "" ? "全部" : b.dataset.label, crumbs);
        back.type = "button";
        back.addEventListener("click", function () { open(bridge, b.dataset.of, true); });
        element("i", "›", crumbs);
      });
    }
    if (drawing) drawBridge(bridge);
    if (focus) (one("button", body) || crumbs).focus();
  }
  all(".bridge").forEach(function (bridge) {
    bridge.addEventListener("click", function (event) {
      var row = event.target.closest("[data-open]");
      if (event.target.closest("[data-e], .g")) return;
      if (row) return open(bridge, row.dataset.open, true);
      var figure = one("[data-e]", event.target.closest("tbody tr") || bridge.cloneNode());
      if (figure) {
        event.stopPropagation();
        reveal(figure, figure.dataset.e);
      }
    });
  });

  // ---- evidence

  var panel = one("#panel"), opener = null;

  function fact(list, name, text) {
    if (!text) return;
    element("dt", name, list);
    element("dd", text, list);
  }

  function entry(number) {
    var told = evidence(), e = Object.assign({}, told.figures[number]);
    e.s = (e.y ? e.y + "年 " : "") + told.words[e.s || 0];
    ["d", "p", "t", "h", "q"].forEach(function (name) { e[name] = told.words[e[name] || 0]; });
    return e;
  }

  function tell(e, body, several) {
    var part = element("section", undefined, body), list = document.createElement("dl");
    element("h3", several ? e.s + "　" + e.a + "万元" : e.s, part);
    part.appendChild(list);
    fact(list, "文件", e.d);
    fact(list, "位置", e.p + (e.c ? " 第" + e.c + "列" : ""));
    fact(list, "表", e.t);
    fact(list, "栏", e.h);
    fact(list, e.f ? "所写" : "原文", e.w);
    fact(list, "应为", e.o);
    fact(list, e.f ? "依据" : "原句", e.q);
    if (e.i) fact(list, "注意", e.q ? "不是该年文件的数，由上述句子推算" : "不是该年文件的数，取自其他年度文件所列");
    if (e.x) fact(list, "注意", "† 该文件勾稽自检不符，请对照原文");
    if (e.n) fact(list, "注意", "由对齐或文字识别读出，不如有表线的可靠，请对照原文");
    var page = e.g && pictures()[e.g - 1];
    if (page && !page.m) return picture(e, page, part);
    if (page) element("p", page.m, part).className = "nopic";
    row(e, part);
  }

  // The row of the table that a figure stands in, as far as figures were read from it, where there is no picture of the page.
  function row(e, into) {
    if (!e.c) return;
    var told = evidence(), cells = {};
    told.figures.forEach(function (other) {
      if (other.c && other.w && told.words[other.p || 0] === e.p && told.words[other.d] === e.d && told.words[other.t || 0] === e.t) cells[other.c] = other;
    });
    var columns = Object.keys(cells).map(Number).sort(function (a, b) { return a - b; });
    if (!columns.length) return;
    var scroll = element("div", undefined, into), table = element("table", undefined, scroll), head = element("tr", undefined, element("thead", undefined, table)), line = element("tr", undefined, element("tbody", undefined, table));
    scroll.className = "scroll line";
    element("caption", "这一行所列的数", table);
    columns.forEach(function (column) {
      var name = element("th", told.words[cells[column].h || 0] || "第" + column + "列", head);
      name.scope = "col";
      var cell = element("td", cells[column].w, line);
      if (column === e.c) cell.className = "here";
    });
  }

  // The page as a picture with the cell framed: first the cell with what stands before it, at a size to read; by a click the
  // whole page.
  var svg = function (name, attributes, into) {
    var made = document.createElementNS("http://www.w3.org/2000/svg", name);
    Object.keys(attributes).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    into.appendChild(made);
    return made;
  };

  function around(box, page) {
    var width = Math.min(page.w, Math.max(380, box[2] - box[0] + 120)), height = Math.min(page.h, Math.max(width * 0.45, box[3] - box[1] + 60));
    var left = Math.min(Math.max(0, box[2] + 50 - width), page.w - width), top = Math.min(Math.max(0, (box[1] + box[3] - height) / 2), page.h - height);
    return [left, top, width, height].join(" ");
  }

  function picture(e, page, into) {
    var whole = "0 0 " + page.w + " " + page.h, near = e.b ? around(e.b, page) : whole;
    var button = element("button", undefined, into);
    button.type = "button";
    button.className = "pic";
    var drawing = svg("svg", { viewBox: near, role: "img", "aria-label": e.d + e.p + "的图像" + (e.b ? "，该数所在的单元格有框" : "") }, button);
    svg("image", { href: page.d, width: page.w, height: page.h }, drawing);
    if (e.b) svg("rect", { x: e.b[0] - 2, y: e.b[1] - 2, width: e.b[2] - e.b[0] + 4, height: e.b[3] - e.b[1] + 4, "class": "mark" }, drawing);
    var caption = element("span", "", button), wide = near === whole;
    var show = function () {
      drawing.setAttribute("viewBox", wide ? whole : near);
      button.classList.toggle("whole", wide);
      panel.classList.toggle("wide", wide);
      caption.textContent = near === whole ? "" : wide ? "回到该处" : "看整页";
    };
    show();
    if (near !== whole) button.addEventListener("click", function () {
      wide = !wide;
      show();
    });
  }

  function reveal(from, cited) {
    close();
    opener = from;
    opener.classList.add("at");
    opener.setAttribute("aria-expanded", "true");
    var told = cited.split(" ").map(entry), body = one("#panel-body");
    one("#panel-title").textContent = told.length > 1 || told[0].f ? from.textContent.replace("†", "") : told[0].a + "万元";
    body.textContent = "";
    panel.classList.remove("wide");
    told.forEach(function (e) { tell(e, body, told.length > 1); });
    panel.hidden = false;
    panel.scrollTop = 0;
    panel.focus();
  }

  function close() {
    if (panel.hidden) return;
    panel.hidden = true;
    opener.classList.remove("at");
    opener.removeAttribute("aria-expanded");
    opener.focus({ preventScroll: true });
    opener = null;
  }

  // A rate or share without evidence of its own has that of the change that stands before it in its row.
  function cited(target) {
    var figure = target.closest("[data-e]"), beside = !figure && target.closest(".full .g");
    for (var cell = beside && beside.closest("td"); cell && !figure; cell = cell.previousElementSibling) figure = one("[data-e]", cell);
    return figure;
  }

  document.addEventListener("click", function (event) {
    var figure = cited(event.target);
    if (figure) return figure === opener ? close() : reveal(figure, figure.dataset.e);
    if (!event.target.closest("#panel, .plot") && window.getSelection().isCollapsed) close();
  });
  one("#panel-close").addEventListener("click", close);
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") close(); });

  // ---- every line: views, folding, filter, order

  var views = all(".view"), filter = one("#filter"), count = one(".count"), depth = 3;
  var rows = function (view) { return all("tbody tr", view); };
  var depthOf = function (row) { return Number(row.dataset.depth); };

  function visible() {
    var view = one(".view.on");
    if (!view) return;
    var word = filter.value.trim().toLowerCase(), shown = 0, path = [], list = rows(view);
    var hits = list.map(function (row) { return one("th", row).textContent.toLowerCase().includes(word); });
    list.forEach(function (row, i) {
      var d = depthOf(row);
      path.length = d - 1;
      var under = path.some(function (p) { return p.hit; }), folded = path.some(function (p) { return p.folded; });
      var twist = one(".twist", row), below = false;
      for (var j = i + 1; j < list.length && depthOf(list[j]) > d; j++) below = below || hits[j];
      path[d - 1] = { hit: word !== "" && hits[i], folded: twist !== null && twist.getAttribute("aria-expanded") === "false" };
      row.hidden = word === "" ? folded : !(hits[i] || below || under);
      if (!row.hidden) shown++;
    });
    count.textContent = "显示" + shown + "行，共" + list.length + "行";
  }

  function foldTo(level) {
    depth = level;
    all(".fold button").forEach(function (b) { b.setAttribute("aria-pressed", Number(b.dataset.depth) === level); });
    all(".twist").forEach(function (twist) { twist.setAttribute("aria-expanded", depthOf(twist.closest("tr")) < level); });
    visible();
  }

  function number(cell) {
    var text = cell ? cell.textContent.replace("−", "-").replace(/[,%+†]/g, "") : "";
    var value = parseFloat(text);
    return isNaN(value) ? -Infinity : value;
  }

  // Lines are ordered within the line they belong to, so that the tree stays one.
  function order(view, heading) {
    var column = Array.from(heading.parentNode.children).indexOf(heading), was = heading.getAttribute("aria-sort");
    var sign = was === "descending" ? 1 : was === "ascending" ? 0 : -1, body = one("tbody", view);
    if (!body.original) body.original = rows(view);
    var tree = { children: [] }, path = [tree];
    body.original.forEach(function (row) {
      var node = { row: row, children: [] };
      path.length = depthOf(row);
      path[path.length - 1].children.push(node);
      path.push(node);
    });
    (function walk(node) {
      if (sign) node.children.sort(function (a, b) {
        var x = number(a.row.cells[column]), y = number(b.row.cells[column]);
        return x === y ? 0 : x < y ? -sign : sign;
      });
      node.children.forEach(function (child) { body.appendChild(child.row); walk(child); });
    })(tree);
    all("[aria-sort]", view).forEach(function (h) { h.removeAttribute("aria-sort"); });
    if (sign) heading.setAttribute("aria-sort", sign === 1 ? "ascending" : "descending");
  }

  if (views.length) {
    var select = one("#view");
    if (select) select.addEventListener("change", function () {
      views.forEach(function (view) { view.classList.toggle("on", view.dataset.view === select.value); });
      visible();
    });
    filter.addEventListener("input", visible);
    all(".fold button").forEach(function (b) { b.addEventListener("click", function () { foldTo(Number(b.dataset.depth)); }); });
    all(".twist").forEach(function (twist) {
      twist.addEventListener("click", function () {
        twist.setAttribute("aria-expanded", twist.getAttribute("aria-expanded") === "false");
        visible();
      });
    });
    views.forEach(function (view) {
      all("[data-sort]", view).forEach(function (heading) {
        heading.tabIndex = 0;
        heading.addEventListener("click", function () { order(view, heading); });
        heading.addEventListener("keydown", function (event) {
          if (event.key === "Enter" || event.key === " ") { event.preventDefault(); order(view, heading); }
        });
      });
    });
    visible();
  }

  // ---- drawing again when the page takes another shape, on paper too

  var waiting = 0;
  window.addEventListener("resize", function () { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(draw); });
  var paper = function (on) {
    return function () {
      document.documentElement.classList.toggle("paper", on);
      all(".more").forEach(function (more) {
        if (on) more.was = more.open;
        more.open = on || more.was;
      });
      draw();
    };
  };
  window.addEventListener("beforeprint", paper(true));
  window.addEventListener("afterprint", paper(false));
  var bar = one(".bar");
  new IntersectionObserver(function (seen) { bar.classList.toggle("stuck", !seen[0].isIntersecting); }).observe(one("header"));
  if (first) narrow();
  if (views.length && matchMedia("(max-width: 720px)").matches) foldTo(1);
  draw();
  follow();
  window.addEventListener("hashchange", follow);
  if (document.fonts && document.fonts.ready) document.fonts.ready.then(draw);
})();
