package main

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/google/licensecheck"
)

// bundled has the notices of what others have put into our parts, where neither modules nor packages say it: one file a
// part, its head as in the files of rules. DuckDB's are from its sources, PDFium's from those who build it.
//
//go:embed bundled/*.txt
var bundled embed.FS

// part is something of others that the archives hold.
type part struct {
	name, version string
	licence       string // SPDX
	where         string // the part that has brought it, or the systems that have it; empty: all archives
	texts         []string
}

// notices gives what the archives have of others: the list, then each licence once with the parts that it holds for.
func notices(project string) (string, error) {
	parts, err := everyPart(project)
	if err != nil {
		return "", err
	}
	var list strings.Builder
	fmt.Fprintf(&list, "tongbi（同比）所用的第三方部件，共%d个。本程序自身的许可证是 Apache-2.0。\n部件、版本 | 许可证 | 在哪里（空：各系统的程序）\n\n", len(parts))
	order, holders := []string{}, map[string][]string{}
	for _, part := range parts {
		fmt.Fprintf(&list, "%s | %s | %s\n", strings.TrimSpace(part.name+" "+part.version), part.licence, part.where)
		for _, text := range part.texts {
			if holders[text] == nil {
				order = append(order, text)
			}
			holders[text] = append(holders[text], part.name)
		}
	}
	for _, text := range order {
		fmt.Fprintf(&list, "\n================\n%s\n\n%s\n", strings.Join(holders[text], "\n"), text)
	}
	return list.String(), nil
}

// everyPart finds all parts: Go and its modules, the packages of npm, and what is bundled within those.
func everyPart(project string) ([]part, error) {
	modules, err := goParts(project)
	if err != nil {
		return nil, err
	}
	drawing, err := npmParts(filepath.Join(project, "charts/assets"), "")
	if err != nil {
		return nil, err
	}
	library, err := npmParts(filepath.Join(project, "cmd/dist"), "Windows")
	if err != nil {
		return nil, err
	}
	within, err := bundledParts()
	return slices.Concat(modules, drawing, library, within), err
}

// goParts are Go itself and the modules of which the programs hold a package, in any of the targets.
func goParts(project string) ([]part, error) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil, fmt.Errorf("go env: %w", err)
	}
	folder := strings.TrimSpace(string(root))
	texts, licence, err := licences(folder, map[string]bool{folder: true})
	if err != nil {
		return nil, fmt.Errorf("Go: %w", err)
	}
	parts := []part{{name: "Go", licence: licence, texts: texts}}
	type module struct{ version, folder string }
	modules, folders, systems := map[string]module{}, map[string]map[string]bool{}, map[string][]string{}
	for _, target := range targets {
		packages, err := packagesOf(project, target)
		if err != nil {
			return nil, err
		}
		for _, one := range packages {
			if one.Module == nil || one.Module.Main {
				continue
			}
			name := one.Module.Path
			modules[name] = module{one.Module.Version, one.Module.Dir}
			if folders[name] == nil {
				folders[name] = map[string]bool{}
			}
			for folder := one.Dir; strings.HasPrefix(folder, one.Module.Dir); folder = filepath.Dir(folder) {
				folders[name][folder] = true
			}
			if !slices.Contains(systems[name], target.name()) {
				systems[name] = append(systems[name], target.name())
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(modules)) {
		texts, licence, err := licences(modules[name].folder, folders[name])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		where := strings.Join(systems[name], "、")
		if len(systems[name]) == len(targets) {
			where = ""
		}
		parts = append(parts, part{name, modules[name].version, licence, where, texts})
	}
	return parts, nil
}

// listed is what `go list` says of a package.
type listed struct {
	Dir    string
	Module *struct {
		Path, Version, Dir string
		Main               bool
	}
}

// packagesOf lists the packages of which a target's program is made.
func packagesOf(project string, target target) ([]listed, error) {
	listing := exec.Command("go", "list", "-deps", "-tags", target.tags, "-json=Dir,Module", "./cmd/tongbi")
	listing.Dir, listing.Stderr = project, os.Stderr
	listing.Env = append(os.Environ(), "CGO_ENABLED=1", "GOOS="+target.system, "GOARCH="+target.machine)
	out, err := listing.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	var packages []listed
	for decoder := json.NewDecoder(strings.NewReader(string(out))); ; {
		var one listed
		switch err := decoder.Decode(&one); {
		case errors.Is(err, io.EOF):
			return packages, nil
		case err != nil:
			return nil, fmt.Errorf("go list: %w", err)
		}
		packages = append(packages, one)
	}
}

// legal are the names of files that hold licences and notices.
var legal = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|patents|copyright)([-_.].*)?$`)

// licences reads the legal files of the folders, which lie within root, and says which licences they are.
func licences(root string, folders map[string]bool) (texts []string, licence string, err error) {
	var ids []string
	for _, folder := range slices.Sorted(maps.Keys(folders)) {
		entries, err := os.ReadDir(folder)
		if err != nil {
			return nil, "", err
		}
		for _, entry := range entries {
			if entry.IsDir() || !legal.MatchString(entry.Name()) || strings.HasSuffix(entry.Name(), ".go") {
				continue
			}
			content, err := os.ReadFile(filepath.Join(folder, entry.Name()))
			if err != nil {
				return nil, "", err
			}
			texts = append(texts, tidy(string(content)))
			for _, match := range licensecheck.Scan(content).Match {
				if !match.IsURL && !slices.Contains(ids, match.ID) {
					ids = append(ids, match.ID)
				}
			}
		}
	}
	if len(ids) == 0 {
		return nil, "", fmt.Errorf("no licence found in %s", root)
	}
	return texts, strings.Join(ids, " AND "), nil
}

func tidy(text string) string {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " \t\f")
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

// npmParts are the packages of a lock file that get into the archives: all but those for building. Their texts are in
// node_modules.
func npmParts(folder, where string) ([]part, error) {
	content, err := os.ReadFile(filepath.Join(folder, "package-lock.json"))
	if err != nil {
		return nil, err
	}
	var lock struct {
		Packages map[string]struct {
			Version, License string
			Dev              bool
		}
	}
	if err := json.Unmarshal(content, &lock); err != nil {
		return nil, fmt.Errorf("%s: %w", folder, err)
	}
	var parts []part
	for _, place := range slices.Sorted(maps.Keys(lock.Packages)) {
		one := lock.Packages[place]
		if place == "" || one.Dev {
			continue
		}
		within := filepath.Join(folder, place)
		texts, found, err := licences(within, map[string]bool{within: true})
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%w: run npm ci in %s first", err, folder)
		}
		if err != nil {
			return nil, err
		}
		if one.License != "" {
			found = one.License
		}
		parts = append(parts, part{strings.TrimPrefix(place, "node_modules/"), one.Version, found, where, texts})
	}
	return parts, nil
}

// bundledParts are those of the folder bundled.
func bundledParts() ([]part, error) {
	files, err := fs.Glob(bundled, "bundled/*.txt")
	if err != nil {
		return nil, err
	}
	var parts []part
	for _, name := range files {
		content, err := bundled.ReadFile(name)
		if err != nil {
			return nil, err
		}
		head, text, _ := strings.Cut(string(content), "\n\n")
		var one part
		for _, line := range strings.Split(head, "\n") {
			key, value, _ := strings.Cut(line, ": ")
			switch key {
			case "part":
				one.name = value
			case "licence":
				one.licence = value
			case "inside":
				one.where = value
			}
		}
		if one.name == "" || one.licence == "" || one.where == "" || text == "" {
			return nil, fmt.Errorf("%s: part, licence, inside or text is missing", path.Base(name))
		}
		one.texts = []string{tidy(text)}
		parts = append(parts, one)
	}
	return parts, nil
}
