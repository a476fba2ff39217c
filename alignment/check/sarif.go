package check

import "io"

// SARIF 2.1.0, the Static Analysis Results Interchange Format: docs.oasis-open.org/sarif/sarif/v2.1.0. What editors and code
// hosts read of it is written, and no more.

const (
	sarifVersion = "2.1.0"
	sarifSchema  = "https://json.schemastore.org/sarif-2.1.0.json"
)

type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool    sarifTool     `json:"tool"`
		Results []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifRule struct {
		ID            string             `json:"id"`
		Short         sarifText          `json:"shortDescription"`
		Full          sarifText          `json:"fullDescription"`
		Help          sarifText          `json:"help"`
		Configuration sarifConfiguration `json:"defaultConfiguration"`
		Properties    map[string]string  `json:"properties"`
	}
	sarifConfiguration struct {
		Level Level `json:"level"`
	}
	sarifResult struct {
		RuleID       string            `json:"ruleId"`
		RuleIndex    int               `json:"ruleIndex"`
		Level        Level             `json:"level"`
		Message      sarifText         `json:"message"`
		Locations    []sarifLocation   `json:"locations"`
		Fingerprints map[string]string `json:"partialFingerprints"`
	}
	sarifLocation struct {
		Physical sarifPhysical  `json:"physicalLocation"`
		Logical  []sarifLogical `json:"logicalLocations"`
	}
	sarifPhysical struct {
		File   sarifFile    `json:"artifactLocation"`
		Region *sarifRegion `json:"region,omitempty"`
	}
	sarifFile struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine int `json:"startLine"`
	}
	sarifLogical struct {
		Name     string `json:"name"`
		FullName string `json:"fullyQualifiedName"`
	}
)

// SARIF writes findings as a run of a tool of a version. The files of at are URIs.
func SARIF(w io.Writer, checked []Checked, at Placed, version string) error {
	run := sarifRun{Tool: sarifTool{sarifDriver{Name: "Throughline strategy check", Version: version}}, Results: []sarifResult{}}
	index := map[string]int{}
	for i, r := range Rules() {
		index[r.ID] = i
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{
			ID: r.ID, Short: sarifText{r.Name}, Full: sarifText{r.Why + " " + r.Detected}, Help: sarifText{r.Satisfy},
			Configuration: sarifConfiguration{r.Level}, Properties: map[string]string{"source": r.Source, "dismiss": r.Dismiss},
		})
	}
	for _, c := range checked {
		for _, f := range c.Findings {
			run.Results = append(run.Results, sarifResult{
				RuleID: f.Rule, RuleIndex: index[f.Rule], Level: f.Level, Message: sarifText{f.Why + " " + f.Fix},
				Locations:    []sarifLocation{locate(c.Code, f, at(c.Code, f.Item))},
				Fingerprints: map[string]string{"throughline/v1": f.Hash.String()},
			})
		}
	}
	return indented(w, sarifLog{Schema: sarifSchema, Version: sarifVersion, Runs: []sarifRun{run}})
}

func locate(organisation string, f Finding, at Place) sarifLocation {
	l := sarifLocation{Physical: sarifPhysical{File: sarifFile{at.File}}}
	if at.Line > 0 {
		l.Physical.Region = &sarifRegion{at.Line}
	}
	name := sarifLogical{Name: organisation, FullName: organisation}
	if f.Item != "" {
		name = sarifLogical{Name: f.Item, FullName: organisation + "/" + f.Item}
	}
	l.Logical = []sarifLogical{name}
	return l
}
