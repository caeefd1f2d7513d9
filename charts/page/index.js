// The index's behaviour: it sorts, filters and folds what stands in the page.
(function () {
  "use strict";
  var all = function (selector, root) { return Array.from((root || document).querySelectorAll(selector)); };
  var table = document.querySelector(".index"), bodies = all("tbody", table), filter = document.querySelector("#filter"), count = document.querySelector(".count");
  var original = bodies.slice();

  function number(cell) {
    var value = parseFloat(cell.textContent.replace("−", "-").replace(/[,%+†*]/g, "").replace("／", "."));
    return isNaN(value) ? -Infinity : value;
  }

  function visible() {
    var word = filter.value.trim().toLowerCase(), shown = 0;
    bodies.forEach(function (body) {
      body.hidden = !body.rows[0].cells[0].textContent.toLowerCase().includes(word);
      if (!body.hidden) shown++;
    });
    count.textContent = "显示" + shown + "个，共" + bodies.length + "个";
  }

  function order(heading) {
    var column = heading.cellIndex, words = heading.dataset.sort === "text", was = heading.getAttribute("aria-sort");
    var next = words ? { "": "ascending", ascending: "descending" }[was || ""] : { "": "descending", descending: "ascending" }[was || ""];
    var keyed = original.map(function (body, i) { var cell = body.rows[0].cells[column]; return { body: body, i: i, key: words ? cell.textContent : number(cell) }; });
    if (next) keyed.sort(function (a, b) {
      var way = words ? a.key.localeCompare(b.key, "zh") : a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
      return (next === "ascending" ? way : -way) || a.i - b.i;
    });
    keyed.forEach(function (one) { table.appendChild(one.body); });
    all("[aria-sort]", table).forEach(function (h) { h.removeAttribute("aria-sort"); });
    if (next) heading.setAttribute("aria-sort", next);
  }

  all("[data-sort]", table).forEach(function (heading) {
    heading.tabIndex = 0;
    heading.addEventListener("click", function () { order(heading); });
    heading.addEventListener("keydown", function (event) {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); order(heading); }
    });
  });
  filter.addEventListener("input", visible);
  var sentences = document.querySelector("#sentences");
  if (sentences) sentences.addEventListener("click", function () {
    var folded = table.classList.toggle("folded");
    sentences.setAttribute("aria-pressed", !folded);
    sentences.textContent = folded ? "显示每个单位的一句话" : "收起每个单位的一句话";
  });
  visible();
})();
