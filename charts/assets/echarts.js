// What the report draws with: bars, a bridge of its own (custom), one grid, texts for screen readers, as SVG, which
// prints sharp and takes its colours from the page's style sheet.
import { init, use } from "echarts/core";
import { BarChart, CustomChart } from "echarts/charts";
import { AriaComponent, GridComponent } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";

use([BarChart, CustomChart, GridComponent, AriaComponent, SVGRenderer]);

globalThis.echarts = { init };
