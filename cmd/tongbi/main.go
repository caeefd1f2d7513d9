// Command tongbi compares the published budgets and final accounts of government departments year over year.
package main

import (
	"os"

	"tongbi/cmd"
)

func main() { os.Exit(cmd.Main(os.Args[1:], os.Stdout, os.Stderr)) }
