// Makes built/, which the Go package charts embeds: `npm ci && npm run build`.
import { build } from "esbuild";
import { mkdirSync } from "node:fs";

mkdirSync("built", { recursive: true });
await build({
  entryPoints: ["echarts.js"],
  outfile: "built/echarts.js",
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2018",
  charset: "utf8",
  legalComments: "none",
  define: { "process.env.NODE_ENV": '"production"' },
  banner: {
    js: "/* Apache ECharts 5.6.0, Copyright The Apache Software Foundation, Apache-2.0; with ZRender, Copyright Baidu Inc., BSD-3-Clause, and tslib, Copyright Microsoft, 0BSD */",
  },
});
