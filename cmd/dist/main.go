// Command dist makes the archives for the machines of the users: `make dist`. With -notices it writes cmd/notices.txt,
// what `tongbi licenses` shows. It runs at the top of the project on a Debian machine.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// noticesFile is the generated list of everything of others that the archives hold.
const noticesFile = "cmd/notices.txt"

func main() {
	log.SetFlags(0)
	version := flag.String("version", "dev", "the version, part of the archives' names")
	folder := flag.String("o", "dist", "the folder of the archives")
	onlyNotices := flag.Bool("notices", false, "write "+noticesFile+" and nothing else")
	flag.Parse()
	if err := run(*version, *folder, *onlyNotices); err != nil {
		log.Fatal("dist: ", err)
	}
}

func run(version, folder string, onlyNotices bool) error {
	if onlyNotices {
		text, err := notices(".")
		if err != nil {
			return err
		}
		return os.WriteFile(noticesFile, []byte(text), 0o644)
	}
	if err := lackingTools(targets); err != nil {
		return err
	}
	if err := fetchLibrary(); err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for _, target := range targets {
		began := time.Now()
		made, err := target.make(version, folder)
		if err != nil {
			return fmt.Errorf("%s: %w", target.name(), err)
		}
		fmt.Printf("%s  %.1f MB  needs %s  (%.0f s)\n%s\n", made.path, float64(made.size)/1e6, target.needs, time.Since(began).Seconds(), made.sum)
	}
	return nil
}

// stamp is the time that the files in the archives bear: SOURCE_DATE_EPOCH or the day of the first archives that could be
// made anew, so that the same source gives the same archives.
func stamp() time.Time {
	if seconds, err := strconv.ParseInt(os.Getenv("SOURCE_DATE_EPOCH"), 10, 64); err == nil {
		return time.Unix(seconds, 0).UTC()
	}
	return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
}

// make builds the program of one target and packs it with what goes with it.
func (t target) make(version, folder string) (archive, error) {
	work, err := os.MkdirTemp("", "tongbi-dist-")
	if err != nil {
		return archive{}, err
	}
	defer os.RemoveAll(work)
	program := filepath.Join(work, t.program)
	if err := t.build(version, work, program); err != nil {
		return archive{}, err
	}
	if err := t.check(program); err != nil {
		return archive{}, err
	}
	entries, err := t.entries(program)
	if err != nil {
		return archive{}, err
	}
	name := "tongbi-" + version
	return pack(filepath.Join(folder, name+"-"+t.name()+t.ending), name, entries, stamp())
}
