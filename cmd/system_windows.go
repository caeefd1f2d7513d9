package cmd

import (
	"errors"
	"io/fs"
	"os"
	"unsafe"

	"golang.org/x/sys/windows"
)

// cacheVariable names the environment variable that says where caches lie.
const cacheVariable = "LocalAppData"

const utf8CodePage = 65001

// readyTerminal makes the console take UTF-8 and, where it can, colours; where it cannot, there are none. Go itself writes
// to a console in UTF-16, whatever the code page: that is for what goes through a pipe to the likes of more and findstr.
// The console is given back as it was.
func readyTerminal() (restore func()) {
	before, err := windows.GetConsoleOutputCP()
	if err != nil { // there is no console
		return func() {}
	}
	_ = windows.SetConsoleOutputCP(utf8CodePage)
	for _, stream := range []*os.File{os.Stdout, os.Stderr} {
		screen, mode := windows.Handle(stream.Fd()), uint32(0)
		if windows.GetConsoleMode(screen, &mode) != nil { // a file or a pipe
			continue
		}
		if windows.SetConsoleMode(screen, mode|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING) != nil {
			_ = os.Setenv("NO_COLOR", "1")
		}
	}
	return func() { _ = windows.SetConsoleOutputCP(before) }
}

var consoleProcesses = windows.NewLazySystemDLL("kernel32.dll").NewProc("GetConsoleProcessList")

// hasOwnWindow reports whether the console was opened for this program alone and closes with it: that is so after a double
// click and after dropping files on the program.
func hasOwnWindow() bool {
	var processes [2]uint32
	count, _, _ := consoleProcesses.Call(uintptr(unsafe.Pointer(&processes[0])), uintptr(len(processes)))
	return count == 1
}

// openOnDesktop opens a file with the program that Windows has for it.
func openOnDesktop(path string) error {
	file, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return err
	}
	return windows.ShellExecute(0, windows.StringToUTF16Ptr("open"), file, nil, nil, windows.SW_SHOWNORMAL)
}

// isHeld reports whether an error means that another program has the file open. To replace a file that is open is, for
// Windows, a matter of permission.
func isHeld(err error) bool {
	var moving *os.LinkError
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_LOCK_VIOLATION) ||
		errors.As(err, &moving) && errors.Is(err, fs.ErrPermission)
}
