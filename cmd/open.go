package cmd

import "path/filepath"

// open shows a report on the desktop, and says where it is.
func (c *console) open(start string) {
	whole, err := filepath.Abs(start)
	if err == nil {
		err = openOnDesktop(whole)
	}
	if err != nil {
		c.say(openByHand, start)
		return
	}
	c.hint(openedForYou, start)
}
