package main

import (
	"debug/elf"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// linkerFolder is where Debian keeps the linker for ARM. GNU's gives up: glibc reaches its global offset table with 15 bits,
// and DuckDB fills the table to twice that. LLVM's fills it in the order in which it sees the symbols, so glibc comes first.
const linkerFolder = "/usr/lib/llvm-19/bin"

// linksLibraryFirst puts the C library before everything else on the linker's command line, to which Go only appends: a
// compiler of its own does that. The relocations stay in the program for checkOffsets.
func linksLibraryFirst(work, _ string) (string, error) {
	compiler := filepath.Join(work, "libc-first")
	script := "#!/bin/sh\nexec aarch64-linux-gnu-gcc -Wl,-lc,-lm \"$@\"\n"
	if err := os.WriteFile(compiler, []byte(script), 0o755); err != nil {
		return "", err
	}
	return "-static -fuse-ld=lld -B" + linkerFolder + " -Wl,--emit-relocs' -extld '" + compiler, nil
}

// checkOffsets makes sure that every reference which glibc makes with 15 bits reaches its symbol, since the linker does not
// say so where one does not fit, and strips the program.
func checkOffsets(program string) error {
	file, err := elf.Open(program)
	if err != nil {
		return err
	}
	defer file.Close()
	checked, err := shortReferences(file)
	if err != nil {
		return err
	}
	if checked == 0 {
		return errors.New("no reference through the global offset table found: is this glibc?")
	}
	return runQuietly(command("aarch64-linux-gnu-strip", program))
}

// shortReferences counts the references with 15 bits. One that does not lead to its symbol is an error.
func shortReferences(file *elf.File) (int, error) {
	symbols, err := file.Symbols()
	if err != nil {
		return 0, err
	}
	table := file.Section(".got")
	if table == nil {
		return 0, errors.New("no global offset table")
	}
	count := 0
	for _, section := range file.Sections {
		if section.Type != elf.SHT_RELA || section.Flags&elf.SHF_ALLOC != 0 {
			continue
		}
		relocations, err := section.Data()
		if err != nil {
			return 0, err
		}
		for ; len(relocations) >= 24; relocations = relocations[24:] {
			place, info := binary.LittleEndian.Uint64(relocations), binary.LittleEndian.Uint64(relocations[8:])
			if elf.R_AARCH64(info&0xffffffff) != elf.R_AARCH64_LD64_GOTPAGE_LO15 {
				continue
			}
			if err := reaches(file, table, place, symbols[info>>32-1]); err != nil {
				return 0, err
			}
			count++
		}
	}
	return count, nil
}

// reaches reads the instruction at the place and holds what it loads from the table against the symbol.
func reaches(file *elf.File, table *elf.Section, place uint64, symbol elf.Symbol) error {
	const page = 0xfff
	load, err := word(file, place)
	if err != nil {
		return err
	}
	if load>>26&0x3f == 0b000101 { // a branch: the linker has moved the load out of the way of a fault of some processors
		distance := int64(load<<38) >> 36 &^ 3
		if load, err = word(file, place+uint64(distance)); err != nil {
			return err
		}
	}
	if load>>22&0x3ff != 0b1111100101 {
		return fmt.Errorf("the instruction at %#x does not load %s", place, symbol.Name)
	}
	slot := table.Addr&^page + (load>>10&page)*8
	target, err := word(file, slot)
	switch {
	case err != nil:
		return err
	case elf.ST_TYPE(symbol.Info) == elf.STT_GNU_IFUNC: // its address is found when the program starts
		return nil
	case slot < table.Addr || slot >= table.Addr+table.Size || target != symbol.Value:
		return fmt.Errorf("the reference to %s at %#x does not reach it: the global offset table is too large", symbol.Name, place)
	}
	return nil
}

// word reads eight bytes of the program as it lies in memory.
func word(file *elf.File, address uint64) (uint64, error) {
	for _, segment := range file.Progs {
		if segment.Type == elf.PT_LOAD && address >= segment.Vaddr && address+8 <= segment.Vaddr+segment.Filesz {
			var bytes [8]byte
			if _, err := segment.ReadAt(bytes[:], int64(address-segment.Vaddr)); err != nil {
				return 0, err
			}
			return binary.LittleEndian.Uint64(bytes[:]), nil
		}
	}
	return 0, fmt.Errorf("no byte of the program lies at %#x", address)
}
