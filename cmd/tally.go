package cmd

import "tongbi/etl"

// tally counts what became of the documents offered and tells the issues of each as it comes.
type tally struct {
	console   *console
	progress  *progress
	documents int // read
	troubled  int // with issues, or not opened at all
	unopened  int
	failed    error // the last failure to open
}

func (c *console) tally(files int) *tally {
	return &tally{console: c, progress: c.progress("已读 %s", files)}
}

// add counts one outcome and tells its issues.
func (t *tally) add(outcome etl.Outcome) {
	t.progress.step(outcome.Document.Name)
	if outcome.Err != nil {
		t.unopened++
		t.troubled++
		t.progress.aside(fileFailure(outcome.Path, outcome.Err))
		return
	}
	t.documents++
	if len(outcome.Issues) > 0 {
		t.troubled++
	}
	for _, line := range issueLines(outcome.Document.Name, outcome.Document.Format, outcome.Issues, t.console.shownIssues()) {
		t.progress.aside(line)
	}
}

func (t *tally) end() { t.progress.end() }

// summary is what became of the documents, in one clause.
func (t *tally) summary() message {
	if t.troubled > 0 {
		return newMessage("读了%d份文件，%d份有问题（见上）", t.documents, t.troubled)
	}
	return newMessage("读了%d份文件", t.documents)
}

// err is the exit of the command: errIssues where some documents had issues, a failure where none could be opened.
func (t *tally) err() error {
	switch {
	case t.documents == 0 && t.unopened > 0:
		return errNothingRead
	case t.troubled > 0:
		return errIssues
	}
	return nil
}
