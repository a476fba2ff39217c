module github.com/throughline-ics/throughline

go 1.26
