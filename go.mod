module tongbi

go 1.26
