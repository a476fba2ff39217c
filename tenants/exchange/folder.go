package exchange

import "github.com/throughline-ics/throughline/tenants/strategy"

// Folder is a system and its member organisations as kept in files: system.yaml, one file for each organisation,
// claims.yaml where people have confirmed or rejected links, and capabilities.yaml where the system has its own.
type Folder struct {
	System  Party
	Members []Party // in the order of their ids
	Claims  []Claim
	// Capabilities are the bytes of capabilities.yaml, the system's own capabilities, for whoever knows what they mean. None
	// where there is no such file.
	Capabilities []byte
}

// Party is an organisation with its strategy. Code is its id in the folder ("carrowmere", "AC").
type Party struct {
	Code      string
	Name      string
	Sector    string // the file's kind: acute, ambulance, council, ics ...
	Fictional bool   // a note, kept and not used
	Strategy  strategy.Document
}

// Claim is a person's decision, carried in a file, about whether an objective serves a goal or an initiative.
type Claim struct {
	Objective    string // the objective's id in the folder
	Target       string // the goal's or initiative's id in the folder
	Verdict      string // confirmed | rejected
	Contribution string // direct | partial; empty unless confirmed
	Reason       string
}
