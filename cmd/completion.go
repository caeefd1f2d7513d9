package cmd

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tongbi/etl/store"
	"tongbi/queries"
)

// completeOrganizations lets the shell complete --org with the organisations of the database, where it means those.
func completeOrganizations(root *cobra.Command, console *console) {
	for _, command := range root.Commands() {
		if command.Flags().Lookup("org") == nil || command.Name() == "load" || command.Name() == "extract" {
			continue
		}
		_ = command.RegisterFlagCompletionFunc("org", func(command *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
			database, err := store.OpenReadOnly(command.Context(), console.database)
			if err != nil {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			defer database.Close()
			all, err := queries.SeriesOf(command.Context(), database.DB())
			if err != nil {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			var names []string
			for _, series := range all {
				if strings.Contains(series.Organization, typed) && !slices.Contains(names, series.Organization) {
					names = append(names, series.Organization)
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		})
	}
}
