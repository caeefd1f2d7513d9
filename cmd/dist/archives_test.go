//go:build archives

package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// These tests run the programs of the archives themselves (make dist-test), each on the nearest thing to a user's machine
// that there is here: an empty root for Linux, qemu for ARM, Wine for Windows. Nothing is skipped: what lacks is named.

const samples = "data/samples"

// machine runs the program of an archive.
type machine struct {
	program string                                 // as unpacked
	folder  string                                 // where the user's files are, as this machine sees it
	seen    func(path string) string               // a path below folder, as the program sees it
	command func(arguments ...string) *exec.Cmd    // the program, in folder
	opened  func(t *testing.T) (path string)       // what the browser was told to open
	read    func(t *testing.T, path string) []byte // a text the program has written, with the line ends of Linux
}

func TestArchives(t *testing.T) {
	run := map[string]func(*testing.T, string) machine{"linux-amd64": bareRoot, "linux-arm64": otherProcessor, "windows-amd64": wine}
	buildOrdinary(t)
	t.Setenv("TONGBI_LANG", "zh")
	for _, target := range targets {
		t.Run(target.name(), func(t *testing.T) {
			machine := run[target.name()](t, unpack(t, target))
			t.Run("version", machine.tellsVersions)
			t.Run("facts", machine.givesTheFacts)
			t.Run("dropped", machine.reportsWhatIsDropped)
			t.Run("notices", machine.showsNotices)
			if target.system == "windows" {
				t.Run("alone", func(t *testing.T) { waitsForAKey(t, "wine '"+machine.program+"'", machine.command().Env) })
				t.Run("held", machine.saysWhatIsHeld)
				t.Run("long", machine.takesLongPaths)
				t.Run("pages", machine.printsUTF8)
			}
			if target.name() == "linux-amd64" {
				t.Run("alone", func(t *testing.T) {
					waitsForAKey(t, "'"+machine.program+"'", append(os.Environ(), "TONGBI_WINDOW=own"))
				})
				t.Run("desktop", func(t *testing.T) { startsFromTheDesktop(t, filepath.Dir(machine.program)) })
				t.Run("homeless", machine.worksWithoutHome)
			}
		})
	}
}

// unpack checks an archive, unpacks it into a folder that is not easy to name, and gives that folder.
func unpack(t *testing.T, target target) string {
	t.Helper()
	version := os.Getenv("DIST_VERSION")
	name := "tongbi-" + version + "-" + target.name() + target.ending
	content, err := os.ReadFile(filepath.Join(project, "dist", name))
	if err != nil {
		t.Fatalf("%v: run make dist first", err)
	}
	sum := sha256.Sum256(content)
	if line, err := os.ReadFile(filepath.Join(project, "dist", name+".sha256")); err != nil || string(line) != hex.EncodeToString(sum[:])+"  "+name+"\n" {
		t.Errorf("SHA-256 of %s: %q, %v", name, line, err)
	}
	folder := filepath.Join(t.TempDir(), "解压 到这里")
	files := map[string][]byte{}
	if target.ending == ".zip" {
		files = unzip(t, content)
	} else {
		files = untar(t, content)
	}
	for _, wanted := range []string{target.program, "说明.txt", "第三方许可.txt"} {
		if len(files["tongbi-"+version+"/"+wanted]) == 0 {
			t.Errorf("%s lacks %s", name, wanted)
		}
	}
	for name, content := range files {
		path := filepath.Join(folder, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, content, 0o755)); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(folder, "tongbi-"+version)
}

func unzip(t *testing.T, content []byte) map[string][]byte {
	t.Helper()
	packed, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, one := range packed.File {
		file, err := one.Open()
		if err != nil {
			t.Fatal(err)
		}
		if files[one.Name], err = io.ReadAll(file); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

func untar(t *testing.T, content []byte) map[string][]byte {
	t.Helper()
	whole, err := gzip.NewReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for packed := tar.NewReader(whole); ; {
		header, err := packed.Next()
		if errors.Is(err, io.EOF) {
			return files
		}
		if err != nil {
			t.Fatal(err)
		}
		if files[header.Name], err = io.ReadAll(packed); err != nil {
			t.Fatal(err)
		}
	}
}

// home lays out a user's folder: the samples below a name with blanks.
func home(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	if err := os.CopyFS(filepath.Join(folder, "预算 文件"), os.DirFS(filepath.Join(project, samples))); err != nil {
		t.Fatal(err)
	}
	return folder
}

// needs ends the test where a program is not there.
func needs(t *testing.T, program, debian string) {
	t.Helper()
	if _, err := exec.LookPath(program); err != nil {
		t.Fatalf("%s is lacking: apt-get install %s", program, debian)
	}
}

// lister is a browser that only notes what it is to open.
func lister(t *testing.T) (program string, opened func(*testing.T) string) {
	t.Helper()
	folder := t.TempDir()
	program, list := filepath.Join(folder, "browser"), filepath.Join(folder, "opened")
	script := "#!/bin/sh\nprintf '%s' \"$1\" >'" + list + ".part' && mv '" + list + ".part' '" + list + "'\n"
	if err := os.WriteFile(program, []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	return program, func(t *testing.T) string {
		t.Helper()
		for range 100 {
			if path, err := os.ReadFile(list); err == nil {
				return string(path)
			}
			time.Sleep(100 * time.Millisecond)
		}
		t.Fatal("no browser was started")
		return ""
	}
}

func asItIs(t *testing.T, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// bareRoot is a Linux machine on which there is nothing: no library, no shell, no /proc, no /tmp.
func bareRoot(t *testing.T, unpacked string) machine {
	root := home(t)
	if err := os.CopyFS(root, os.DirFS(unpacked)); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Join(root, "tongbi"), 0o755); err != nil {
		t.Fatal(err)
	}
	seen := func(path string) string { return "/" + strings.TrimPrefix(path, root+"/") }
	return machine{
		program: filepath.Join(unpacked, "tongbi"), folder: root, seen: seen, read: asItIs,
		command: func(arguments ...string) *exec.Cmd {
			running := exec.Command("/tongbi", arguments...)
			running.Path, running.Dir = "/tongbi", "/"
			running.Env = []string{"HOME=/home"}
			running.SysProcAttr = &syscall.SysProcAttr{Chroot: root}
			if uid := os.Getuid(); uid != 0 {
				running.SysProcAttr.Cloneflags = syscall.CLONE_NEWUSER
				running.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: uid, Size: 1}}
			}
			return running
		},
	}
}

// otherProcessor is an ARM machine.
func otherProcessor(t *testing.T, unpacked string) machine {
	needs(t, "qemu-aarch64-static", "qemu-user-static")
	folder := home(t)
	browser, opened := lister(t)
	program := filepath.Join(unpacked, "tongbi")
	return machine{
		program: program, folder: folder, opened: opened, read: asItIs,
		seen: func(path string) string { return path },
		command: func(arguments ...string) *exec.Cmd {
			running := exec.Command("qemu-aarch64-static", append([]string{program}, arguments...)...)
			running.Dir, running.Env = folder, append(os.Environ(), "BROWSER="+browser, "XDG_CACHE_HOME="+folder)
			return running
		},
	}
}

func seenByWine(path string) string { return `Z:` + strings.ReplaceAll(path, "/", `\`) }

// wine is a Windows machine.
func wine(t *testing.T, unpacked string) machine {
	for program, debian := range map[string]string{"wine": "wine wine64", "wineserver": "wine", "x86_64-w64-mingw32-gcc-posix": "gcc-mingw-w64-x86-64-posix"} {
		needs(t, program, debian)
	}
	prefix, folder := t.TempDir(), home(t)
	environment := append(os.Environ(), "WINEPREFIX="+prefix, "WINEDEBUG=-all", "WINEDLLOVERRIDES=winemenubuilder.exe=d",
		"DISPLAY=", "LC_ALL=C.UTF-8", "WINEPATH="+seenByWine(unpacked))
	t.Cleanup(func() {
		ending := exec.Command("wineserver", "-k", "-w")
		ending.Env = environment
		_ = ending.Run()
	})
	browser, opened := lister(t)
	must := func(name string, arguments ...string) {
		t.Helper()
		running := exec.Command(name, arguments...)
		running.Env = environment
		if said, err := running.CombinedOutput(); err != nil {
			t.Fatalf("%s %q: %v\n%s", name, arguments, err, said)
		}
	}
	must("wine", "wineboot", "-i")
	must("x86_64-w64-mingw32-gcc-posix", "-shared", "-o", filepath.Join(prefix, "drive_c/windows/system32/bcryptprimitives.dll"),
		"wine/bcryptprimitives.c", "-ladvapi32")
	must("wine", "reg", "add", `HKCU\Software\Wine\WineBrowser`, "/v", "Browsers", "/d", browser)
	program := filepath.Join(unpacked, "tongbi.exe")
	return machine{
		program: program, folder: folder, opened: opened,
		seen: seenByWine,
		command: func(arguments ...string) *exec.Cmd {
			running := exec.Command("wine", append([]string{program}, arguments...)...)
			running.Dir, running.Env = folder, environment
			return running
		},
		read: func(t *testing.T, path string) []byte {
			t.Helper()
			content := asItIs(t, path)
			if lines := bytes.Count(content, []byte("\n")); lines == 0 || lines != bytes.Count(content, []byte("\r\n")) {
				t.Errorf("%s has not the line ends of Windows", path)
			}
			return bytes.ReplaceAll(content, []byte("\r\n"), []byte("\n"))
		},
	}
}

// says runs the program, which has to end with the code, and gives what it prints on both streams.
func (m machine) says(t *testing.T, code int, arguments ...string) (result, remarks string) {
	t.Helper()
	return says(t, m.command(arguments...), code)
}

func says(t *testing.T, running *exec.Cmd, code int) (result, remarks string) {
	t.Helper()
	var out, err bytes.Buffer
	running.Stdout, running.Stderr = &out, &err
	failed := running.Run()
	if running.ProcessState == nil || running.ProcessState.ExitCode() != code {
		t.Fatalf("%q: %v, want code %d\n%s%s", running.Args, failed, code, out.String(), err.String())
	}
	return out.String(), err.String()
}

// ordinary is the program built for this machine in the ordinary way: what the archives' programs are held against.
var ordinary string

func buildOrdinary(t *testing.T) {
	t.Helper()
	ordinary = filepath.Join(t.TempDir(), "tongbi")
	building := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", ordinary, "./cmd/tongbi")
	building.Dir = project
	if said, err := building.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
}

// reference is what the ordinary program prints.
func reference(t *testing.T, arguments ...string) string {
	t.Helper()
	running := exec.Command(ordinary, arguments...)
	running.Dir = project
	result, _ := says(t, running, 0)
	return result
}

func (m machine) tellsVersions(t *testing.T) {
	got, _ := m.says(t, 0, "version")
	if !strings.HasPrefix(got, "tongbi "+os.Getenv("DIST_VERSION")+"\n") {
		t.Errorf("another version:\n%s", got)
	}
	engine := func(text string) string {
		_, rest, _ := strings.Cut(text, "数据库（DuckDB） ")
		line, _, _ := strings.Cut(rest, "\n")
		return line
	}
	if want := engine(reference(t, "version")); want == "" || engine(got) != want {
		t.Errorf("DuckDB %q, want %q as in the driver", engine(got), want)
	}
}

// givesTheFacts wants byte for byte what the program gives here.
func (m machine) givesTheFacts(t *testing.T) {
	want := reference(t, "extract", samples, "--format", "csv")
	if got, _ := m.says(t, 0, "extract", "预算 文件", "--format", "csv", "--quiet"); got != want {
		t.Errorf("other facts on the screen: %d bytes, want %d", len(got), len(want))
	}
	m.says(t, 0, "extract", "预算 文件", "-o", "明细 表.csv", "--quiet")
	if got := string(m.read(t, filepath.Join(m.folder, "明细 表.csv"))); got != "\ufeff"+want {
		t.Errorf("other facts in the file: %d bytes, want %d", len(got), len(want)+3)
	}
}

// reportsWhatIsDropped gives the program nothing but the paths, as file managers do.
func (m machine) reportsWhatIsDropped(t *testing.T) {
	var paths []string
	files, _ := filepath.Glob(filepath.Join(m.folder, "预算 文件", "*万里*"))
	for _, file := range files {
		paths = append(paths, m.seen(file))
	}
	if len(paths) != 3 {
		t.Fatalf("%d samples, want 3", len(paths))
	}
	began := time.Now()
	result, _ := m.says(t, 0, paths...)
	t.Logf("a report of three years: %.1f s", time.Since(began).Seconds())
	page := filepath.Join(m.folder, "预算 文件", "同比报告", "index.html")
	if strings.TrimSpace(result) != m.seen(page) {
		t.Errorf("says that the report is at %q, want %q", result, m.seen(page))
	}
	content := string(asItIs(t, page))
	for _, words := range []string{"3,355.64", "上海市普陀区人民政府万里街道办事处", "Apache ECharts", "data:image/png;base64,"} {
		if !strings.Contains(content, words) {
			t.Errorf("the report lacks %s", words)
		}
	}
	if m.opened == nil {
		return
	}
	if got := strings.TrimPrefix(unescaped(m.opened(t)), "file://"); got != page && got != m.seen(page) {
		t.Errorf("the browser opens %q, want %q", got, page)
	}
}

// unescaped undoes the escapes of an address.
func unescaped(address string) string {
	var text []byte
	for i := 0; i < len(address); i++ {
		if address[i] == '%' && i+2 < len(address) {
			if value, err := hex.DecodeString(address[i+1 : i+3]); err == nil {
				text, i = append(text, value...), i+2
				continue
			}
		}
		text = append(text, address[i])
	}
	return string(text)
}

func (m machine) showsNotices(t *testing.T) {
	want := string(asItIs(t, filepath.Join(project, noticesFile)))
	if got, _ := m.says(t, 0, "licenses"); got != want {
		t.Errorf("%d bytes of notices, want %d", len(got), len(want))
	}
}

// inShell runs a command line in the shell of Windows, which knows the program as tongbi.
func (m machine) inShell(line string) *exec.Cmd {
	running := m.command()
	running.Args = []string{"wine", "cmd", "/c", line}
	return running
}

// saysWhatIsHeld has the shell keep the file open that the program is to write, as Excel does.
func (m machine) saysWhatIsHeld(t *testing.T) {
	path := filepath.Join(m.folder, "held.csv")
	_, remarks := says(t, m.inShell("tongbi extract *\\*2024*.txt -o held.csv >held.csv"), 1)
	if !strings.Contains(remarks, "held.csv：正被另一个程序打开") {
		t.Errorf("says of a file that is open elsewhere:\n%s", remarks)
	}
	if left, _ := filepath.Glob(filepath.Join(m.folder, ".tongbi-*")); left != nil || len(asItIs(t, path)) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

// takesLongPaths has a path of more than 260 characters, at which older programs for Windows end.
func (m machine) takesLongPaths(t *testing.T) {
	folder := filepath.Join(m.folder, strings.Repeat("很长的文件夹名称", 8), strings.Repeat("又一个很长的名称", 8), strings.Repeat("第三个很长的名称", 8), strings.Repeat("第四个很长的名称", 8))
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(folder, "上海市闵行区城市运行管理中心2024年部门预算.txt")
	if err := os.WriteFile(file, asItIs(t, filepath.Join(m.folder, "预算 文件", filepath.Base(file))), 0o644); err != nil {
		t.Fatal(err)
	}
	m.says(t, 0, m.seen(file))
	if _, err := os.Stat(filepath.Join(folder, "上海市闵行区城市运行管理中心2024年部门预算-同比报告", "index.html")); err != nil {
		t.Error(err)
	}
}

// printsUTF8 goes through the shell with the code page of Chinese machines, and gives a pattern to the program.
func (m machine) printsUTF8(t *testing.T) {
	want := reference(t, "extract", filepath.Join(samples, "上海市闵行区城市运行管理中心2024年部门预算.txt"), "--format", "csv")
	says(t, m.inShell("chcp 936 >nul & tongbi extract *\\*2024*.txt --format csv --quiet >piped.csv"), 0)
	if got := string(asItIs(t, filepath.Join(m.folder, "piped.csv"))); got != want {
		t.Errorf("%d bytes, want %d:\n%.300s", len(got), len(want), got)
	}
}

// waitsForAKey starts the program in a terminal of its own, as a double click does: it says what to do with it, and ends
// with the key that it asks for.
func waitsForAKey(t *testing.T, program string, environment []string) {
	needs(t, "script", "bsdutils")
	running := exec.Command("script", "-qec", program, "/dev/null")
	running.Env = environment
	keyboard, err := running.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	screen, err := running.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := running.Start(); err != nil {
		t.Fatal(err)
	}
	impatient := time.AfterFunc(time.Minute, func() { _ = running.Process.Kill() })
	defer impatient.Stop()
	var shown bytes.Buffer
	for part := make([]byte, 1024); !strings.Contains(shown.String(), "按任意键关闭这个窗口"); {
		n, err := screen.Read(part)
		shown.Write(part[:n])
		if err != nil {
			t.Fatalf("ended before a key was asked for:\n%s", shown.String())
		}
	}
	if !strings.Contains(shown.String(), "拖到本程序的图标上放开") {
		t.Errorf("does not say what to do:\n%s", shown.String())
	}
	if _, err := keyboard.Write([]byte("x")); err != nil {
		t.Fatal(err)
	}
	if err := running.Wait(); err != nil {
		t.Error(err)
	}
}

// worksWithoutHome reads a PDF where nothing can be kept.
func (m machine) worksWithoutHome(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(m.folder, "预算 文件", "*2025*.pdf"))
	homeless := m.command("extract", m.seen(files[0]), "--format", "csv")
	homeless.Env = nil
	homeless.Env = append(homeless.Env, "HOME=")
	result, remarks := says(t, homeless, 0)
	if strings.Count(result, "\n") != 888 || !strings.Contains(remarks, "每次都要准备") {
		t.Errorf("without a home: %d lines, and says:\n%s", strings.Count(result, "\n"), remarks)
	}
}

// startsFromTheDesktop does with the two .desktop files what a file manager does with files dropped on them.
func startsFromTheDesktop(t *testing.T, unpacked string) {
	browser, _ := lister(t)
	user := t.TempDir()
	if err := os.Mkdir(filepath.Join(user, "Desktop"), 0o755); err != nil {
		t.Fatal(err)
	}
	environment := append(os.Environ(), "HOME="+user, "XDG_DATA_HOME=", "BROWSER="+browser)
	adding := exec.Command("sh", filepath.Join(unpacked, "加入菜单.sh"))
	adding.Env = environment
	says(t, adding, 0)
	for _, shortcut := range []string{
		filepath.Join(unpacked, "tongbi.desktop"), filepath.Join(user, ".local/share/applications/tongbi.desktop"), filepath.Join(user, "Desktop/同比.desktop"),
	} {
		folder := home(t)
		files, err := filepath.Glob(filepath.Join(folder, "预算 文件", "*闵行*"))
		if err != nil || len(files) != 1 {
			t.Fatal(files, err)
		}
		words := started(t, shortcut, files)
		running := exec.Command(words[0], words[1:]...)
		running.Env = environment
		says(t, running, 0)
		if _, err := os.Stat(strings.TrimSuffix(files[0], ".txt") + "-同比报告/index.html"); err != nil {
			t.Errorf("%s %q: %v", shortcut, words, err)
		}
	}
}

// started is the command line that a .desktop file stands for: the escapes of its strings, then those within quotes, then
// the field codes.
func started(t *testing.T, shortcut string, files []string) []string {
	t.Helper()
	_, line, found := strings.Cut(string(asItIs(t, shortcut)), "\nExec=")
	if !found {
		t.Fatalf("%s starts nothing", shortcut)
	}
	line, _, _ = strings.Cut(line, "\n")
	line = strings.ReplaceAll(line, `\\`, `\`)
	var words []string
	word, quoted, begun := "", false, false
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '"':
			quoted, begun = !quoted, true
		case c == '\\' && quoted:
			i++
			word += line[i : i+1]
		case c == ' ' && !quoted:
			words, word, begun = append(words, word), "", false
		default:
			word, begun = word+line[i:i+1], true
		}
	}
	if begun {
		words = append(words, word)
	}
	at := slices.Index(words, "%F")
	if at < 0 {
		t.Fatalf("%s takes no files: %q", shortcut, words)
	}
	words = slices.Replace(words, at, at+1, files...)
	for i := range words {
		if words[i] == "%k" {
			words[i] = shortcut
		}
		words[i] = strings.ReplaceAll(words[i], "%%", "%")
	}
	return words
}
