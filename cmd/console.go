package cmd

import (
	"fmt"
	"io"
	"math"
	"os"

	"github.com/charmbracelet/lipgloss"
	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// console is the terminal and what all commands have in common.
type console struct {
	out, err       io.Writer
	language       language
	database       string
	quiet, verbose bool
	keepsWindow    bool // the window is this program's alone: it stays until it has been read
}

// tell writes one line for the person at the terminal, in that person's language, who sees it even where the result goes
// elsewhere.
func (c *console) tell(what worded) { _, _ = fmt.Fprintln(c.err, what.in(c.language)) }

// say tells a message.
func (c *console) say(format string, values ...any) { c.tell(newMessage(format, values...)) }

// words is a message as text, where a library wants text.
func (c *console) words(format string, values ...any) string {
	return newMessage(format, values...).in(c.language)
}

// hint is a line that --quiet silences: a summary, or what to do next.
func (c *console) hint(format string, values ...any) {
	if !c.quiet {
		c.say(format, values...)
	}
}

// shownIssues is how many issues of one kind are told of one document.
func (c *console) shownIssues() int {
	if c.verbose {
		return math.MaxInt
	}
	return 3
}

// heading is the style of a table's headings, plain where out is no terminal.
func (c *console) heading(out io.Writer) lipgloss.Style {
	return lipgloss.NewRenderer(out).NewStyle().Bold(true)
}

// printGroup prints a heading, a sentence that says what matters, the table and the notes below it, for a terminal or as
// Markdown.
func (c *console) printGroup(out io.Writer, format, heading, sentence string, rows grid, notes ...string) error {
	style, gap := c.heading(out), ""
	title := style.Render(oneLine(heading))
	if format == formatMarkdown {
		title, gap = "### "+oneLine(heading), "\n"
	}
	title += "\n" + gap
	if sentence != "" {
		title += oneLine(sentence) + "\n" + gap
	}
	if _, err := io.WriteString(out, title); err != nil {
		return err
	}
	if err := rows.printAs(format, out, style); err != nil {
		return err
	}
	end := ""
	for _, note := range notes {
		end += "注：" + oneLine(note) + "\n" + gap
	}
	if format != formatMarkdown {
		end += "\n"
	}
	_, err := io.WriteString(out, end)
	return err
}

// progress shows how far long work is: a bar on a terminal, a line a file with --verbose, else nothing.
type progress struct {
	console *console
	done    string // what --verbose says of each; empty: nothing
	bar     *progressbar.ProgressBar
}

func (c *console) progress(done string, total int) *progress {
	shown := &progress{console: c, done: done}
	if !c.quiet && !c.verbose && total > 1 && isTerminal(c.err) {
		shown.bar = progressbar.NewOptions(total,
			progressbar.OptionSetWriter(c.err), progressbar.OptionSetWidth(24), progressbar.OptionShowCount(),
			progressbar.OptionClearOnFinish(), progressbar.OptionSetPredictTime(true), progressbar.OptionFullWidth())
	}
	return shown
}

// step tells that one more is done.
func (p *progress) step(name string) {
	switch {
	case p.bar != nil:
		p.bar.Describe(oneLine(name))
		_ = p.bar.Add(1)
	case p.console.verbose && p.done != "":
		p.console.say(p.done, name)
	}
}

// aside makes room for a line of its own while the bar stands.
func (p *progress) aside(line worded) {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
	p.console.tell(line)
}

func (p *progress) end() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}

// eachDone is what --verbose says of each part of long work.
const eachDone = "已完成 %s"

// watched is progress of work that tells itself how much there is, when it begins; the caller ends it.
type watched struct {
	console  *console
	done     string // as of progress
	progress *progress
}

// watch shows that one more of so many is done.
func (w *watched) watch(name string, total int) {
	if w.progress == nil {
		w.progress = w.console.progress(w.done, total)
	}
	w.progress.step(name)
}

func (w *watched) end() {
	if w.progress != nil {
		w.progress.end()
	}
}

func isTerminal(stream io.Writer) bool {
	file, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}
