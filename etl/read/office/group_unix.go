//go:build unix

package office

import (
	"os/exec"
	"syscall"
)

// ownGroup makes the command end with all its children: soffice is a script that starts the program proper.
func ownGroup(command *exec.Cmd) {
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	command.Cancel = func() error { return syscall.Kill(-command.Process.Pid, syscall.SIGKILL) }
}
