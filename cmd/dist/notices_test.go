package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
)

const project = "../.."

// permitted are the licences that ask for nothing but to be named.
var permitted = []string{
	"0BSD", "AGG-2.3", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "FTL", "GooglePatentsFile",
	"IJG", "libpng-2.0", "libtiff", "MIT", "MIT-Modern-Variant", "PostgreSQL", "TPC-EULA", "Unicode", "Unicode-3.0", "ZPL-2.1", "Zlib",
}

// excepted are the parts under licences of the GNU project that let programs of any licence hold them.
var excepted = map[string]string{
	"Bison parser skeleton":           "GPL-2.0-or-later WITH Bison-exception-2.2",
	"GCC runtime (libgcc, libstdc++)": "GPL-3.0-or-later WITH GCC-exception-3.1",
	"GNU C Library":                   "LGPL-2.1-or-later", // with the whole source, it can be linked anew
}

// listedParts reads the list at the head of the notices: part and version, licence, where.
func listedParts(t *testing.T) [][]string {
	t.Helper()
	content, err := os.ReadFile(project + "/" + noticesFile)
	if err != nil {
		t.Fatal(err)
	}
	list, _, _ := strings.Cut(string(content), "\n================")
	var parts [][]string
	for _, line := range strings.Split(list, "\n")[3:] {
		if fields := strings.Split(line, " | "); len(fields) == 3 {
			parts = append(parts, fields)
		}
	}
	if len(parts) < 80 {
		t.Fatalf("only %d parts are listed", len(parts))
	}
	return parts
}

// TestNoticesAreThoseOfTheParts makes the notices anew from the module graph and the lock files.
func TestNoticesAreThoseOfTheParts(t *testing.T) {
	want, err := notices(project)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("the packages of npm are not here (make test gets them): %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(project + "/" + noticesFile)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("%s is not of the parts in use: run make notices and look at the difference", noticesFile)
	}
}

// TestNothingCopyleft holds every licence against those that are permitted.
func TestNothingCopyleft(t *testing.T) {
	for _, part := range listedParts(t) {
		name, licence := part[0], part[1]
		if excepted[name] == licence {
			continue
		}
		for _, one := range strings.Split(licence, " AND ") {
			if !slices.Contains(permitted, one) {
				t.Errorf("%s has the licence %s", name, one)
			}
		}
	}
}

// TestNoticesNameEveryPackageOfNpm needs no node_modules, unlike the texts.
func TestNoticesNameEveryPackageOfNpm(t *testing.T) {
	parts := listedParts(t)
	for _, folder := range []string{"/charts/assets", "/cmd/dist"} {
		content, err := os.ReadFile(project + folder + "/package-lock.json")
		if err != nil {
			t.Fatal(err)
		}
		var lock struct {
			Packages map[string]struct {
				Version, License string
				Dev              bool
			}
		}
		if err := json.Unmarshal(content, &lock); err != nil {
			t.Fatal(err)
		}
		for place, one := range lock.Packages {
			if place == "" || one.Dev {
				continue
			}
			name := strings.TrimPrefix(place, "node_modules/") + " " + one.Version
			if !slices.ContainsFunc(parts, func(part []string) bool { return part[0] == name && part[1] == one.License }) {
				t.Errorf("%s lacks %s, %s", noticesFile, name, one.License)
			}
		}
	}
}

// TestEveryLicenceIsShown looks for the text of each kind of licence below the list.
func TestEveryLicenceIsShown(t *testing.T) {
	content, err := os.ReadFile(project + "/" + noticesFile)
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{
		"Apache License\n                           Version 2.0", "GNU LESSER GENERAL PUBLIC LICENSE", "GCC RUNTIME LIBRARY EXCEPTION",
		"The FreeType Project LICENSE", "UNICODE LICENSE V3", "Boost Software License",
	} {
		if !strings.Contains(string(content), words) {
			t.Errorf("%q does not stand in %s", words, noticesFile)
		}
	}
}
