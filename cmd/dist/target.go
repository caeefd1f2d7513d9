package main

import (
	"bytes"
	"debug/elf"
	"debug/pe"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// target is one kind of machine of the users.
type target struct {
	system, machine string
	compiler        string // Debian's
	tags            string
	program         string // its name in the archive
	ending          string // of the archive
	tools           []tool
	links           func(work, version string) (flags string, err error) // how to link, after what has to be made for it
	needs           string                                               // what its machine must have
	check           func(program string) error                           // that it needs nothing else
	finish          func(program string) error                           // what is to be done with the linked program; may be nil
}

// tool is a program that a build needs, and the Debian package that has it.
type tool struct{ path, debian string }

// The targets. The programs for Linux need nothing of the machine but its kernel: whatever glibc it has will do.
var targets = []target{
	{
		system: "windows", machine: "amd64", compiler: "x86_64-w64-mingw32-gcc-posix", program: "tongbi.exe", ending: ".zip",
		tags: "duckdb_use_lib",
		tools: []tool{
			{"x86_64-w64-mingw32-gcc-posix", "gcc-mingw-w64-x86-64-posix"},
			{"x86_64-w64-mingw32-windres", "binutils-mingw-w64-x86-64"},
			{"npm", "npm"},
		},
		links: windowsResources, needs: "Windows 10, nothing else", check: needsOnlyWindows,
	},
	{
		system: "linux", machine: "amd64", compiler: "gcc", program: "tongbi", ending: ".tar.gz", tags: "netgo,osusergo",
		tools: []tool{{"gcc", "gcc"}, {"g++", "g++"}},
		links: func(string, string) (string, error) { return "-static", nil }, needs: "no glibc, no library", check: needsNoLibrary,
	},
	{
		system: "linux", machine: "arm64", compiler: "aarch64-linux-gnu-gcc", program: "tongbi", ending: ".tar.gz", tags: "netgo,osusergo",
		tools: []tool{
			{"aarch64-linux-gnu-gcc", "gcc-aarch64-linux-gnu"}, {"aarch64-linux-gnu-g++", "g++-aarch64-linux-gnu"},
			{linkerFolder + "/ld.lld", "lld-19"}, {"aarch64-linux-gnu-strip", "binutils-aarch64-linux-gnu"},
		},
		links: linksLibraryFirst, finish: checkOffsets, needs: "no glibc, no library", check: needsNoLibrary,
	},
}

func (t target) name() string { return t.system + "-" + t.machine }

// lackingTools names all tools that are not there, and how to get them.
func lackingTools(targets []target) error {
	var lines, packages []string
	for _, target := range targets {
		for _, tool := range target.tools {
			if _, err := exec.LookPath(tool.path); err != nil {
				lines = append(lines, fmt.Sprintf("%s needs %s (Debian package %s)", target.name(), tool.path, tool.debian))
				packages = append(packages, tool.debian)
			}
		}
	}
	if lines == nil {
		return nil
	}
	return errors.New(strings.Join(lines, "\n") + "\napt-get install " + strings.Join(packages, " "))
}

// duckLibrary is DuckDB for Windows, of the package that package.json pins.
const duckLibrary = "cmd/dist/node_modules/@duckdb/node-bindings-win32-x64/duckdb.dll"

// fetchLibrary gets DuckDB for Windows: the version and the hash are those of package-lock.json. The package is for
// Windows, which npm has to be told to overlook.
func fetchLibrary() error {
	return runQuietly(command("npm", "ci", "--force", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", "cmd/dist"))
}

// build compiles the program.
func (t target) build(version, work, program string) error {
	flags, err := t.links(work, version)
	if err != nil {
		return err
	}
	strip := "-s -w "
	if t.finish != nil {
		strip = ""
	}
	building := command("go", "build", "-trimpath", "-buildvcs=false", "-tags", t.tags, "-o", program,
		"-ldflags", strip+"-buildid= -linkmode external -X tongbi/cmd.version="+version+" -extldflags '"+flags+"'", "./cmd/tongbi")
	building.Env = append(os.Environ(), "CGO_ENABLED=1", "GOOS="+t.system, "GOARCH="+t.machine, "CC="+t.compiler, "GOAMD64=v1")
	if t.system == "windows" {
		building.Env = append(building.Env, "CGO_LDFLAGS=-L"+absolute(filepath.Dir(duckLibrary)))
	}
	if err := runQuietly(building); err != nil || t.finish == nil {
		return err
	}
	return t.finish(program)
}

// windowsResources makes what Windows wants to know of the program: its name and version, that it takes long paths and
// that its text is UTF-8.
func windowsResources(work, version string) (string, error) {
	object := filepath.Join(work, "resources.o")
	making := command("x86_64-w64-mingw32-windres", "--codepage=65001", "-DVERSION=\\\""+version+"\\\"", "-I", "cmd/dist/windows",
		"cmd/dist/windows/tongbi.rc", "-O", "coff", "-o", object)
	return object, runQuietly(making)
}

// needsNoLibrary makes sure that a program for Linux is linked with nothing of the machine: it names no loader.
func needsNoLibrary(program string) error {
	file, err := elf.Open(program)
	if err != nil {
		return err
	}
	defer file.Close()
	for _, segment := range file.Progs {
		if segment.Type == elf.PT_INTERP || segment.Type == elf.PT_DYNAMIC {
			return fmt.Errorf("the program is not static: it has a segment %v", segment.Type)
		}
	}
	return nil
}

// needsOnlyWindows makes sure that neither the program nor DuckDB asks for a library that not every Windows has.
func needsOnlyWindows(program string) error {
	for _, path := range []string{program, duckLibrary} {
		file, err := pe.Open(path)
		if err != nil {
			return err
		}
		names, err := file.ImportedSymbols() // each symbol:library
		if err := errors.Join(err, file.Close()); err != nil {
			return err
		}
		for _, name := range names {
			_, library, _ := strings.Cut(name, ":")
			if !slices.Contains([]string{"kernel32.dll", "msvcrt.dll", "ws2_32.dll", "rstrtmgr.dll", "duckdb.dll"}, strings.ToLower(library)) {
				return fmt.Errorf("%s needs %s", filepath.Base(path), library)
			}
		}
	}
	return nil
}

func command(name string, arguments ...string) *exec.Cmd { return exec.Command(name, arguments...) }

// runQuietly runs a command and shows what it says only where it fails.
func runQuietly(command *exec.Cmd) error {
	var said bytes.Buffer
	command.Stdout, command.Stderr = &said, &said
	if err := command.Run(); err != nil {
		return fmt.Errorf("%s: %w\n%s", command, err, said.String())
	}
	return nil
}

func absolute(path string) string {
	whole, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	return whole
}
