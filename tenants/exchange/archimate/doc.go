// Package archimate writes a strategy as an ArchiMate 3.1 model in the exchange format of The Open Group, for the tools of
// enterprise architects.
//
// What a strategy says becomes elements of motivation and strategy: goals and aims are goals, objectives are outcomes,
// initiatives are courses of action, digital services are capabilities, needs are drivers, and whoever needs, owns or leads
// is a stakeholder. An identifier is made of the item's code and gives it back (Code), so that a model that is written again
// is the same model. Every other field of the catalogue is a property.
//
// It is pure, reads nothing and lists no fields of its own.
package archimate
