//go:build !unix

package office

import "os/exec"

// ownGroup does nothing: elsewhere soffice is the program proper.
func ownGroup(*exec.Cmd) {}
