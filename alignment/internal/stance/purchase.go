package stance

import (
	"sync"

	"github.com/throughline-ics/throughline/alignment/internal/text"
)

// The words in which people say that they will get a thing for themselves. The first kind says it outright, the
// second may also mean that somebody else brings it.
const (
	buying = `buy bought purchase procure procurement reprocure re-procure tender licence license lease supplier vendor call-off
		go_to_market out_to_market award subscribe subscription take_out contract
		reprocurement own_platform own_product own_supplier own_contract`
	getting = `introduce install pick choose select replace replacement refresh renew renewal roll_out rollout deploy
		implement adopt build develop upgrade commission`
	jointly = "joint jointly collective collectively collaborative consortium"
	// What is handed to a service that several have is bought by nobody for itself.
	handing = "join move transfer place lead led merge fold migrate"
	common  = "joint shared common collaborative collective"
	service = "service procurement bank team hub office network framework register"
)

// Purchase says how plainly a text means to get a thing for its own organisation.
type Purchase uint8

// The degrees of purchase.
const (
	NoPurchase Purchase = iota
	Gets                // introduces, replaces, rolls out
	Buys                // buys, tenders, licenses
)

// handsOver reports whether a sentence hands something to a service that several have.
func handsOver(list []text.Word) bool {
	p := purchases()
	m := match{list: list}
	for at := range list {
		if _, ok := m.slots(p.handing, at); ok {
			return true
		}
	}
	return false
}

// purchase finds what a sentence says of getting a thing. One about doing it jointly says nothing.
func purchase(list []text.Word) Purchase {
	p := purchases()
	most := NoPurchase
	m := match{list: list}
	for at := range list {
		if _, ok := m.slot(p.buying, at); ok {
			most = Buys
		} else if _, ok := m.slot(p.getting, at); ok {
			most = max(most, Gets)
		}
	}
	if most > NoPurchase && hasAny(list, p.jointly) {
		return NoPurchase
	}
	return most
}

type purchaseTable struct {
	buying, getting slot
	jointly         map[string]bool
	handing         []slot
}

var purchases = sync.OnceValue(func() purchaseTable {
	return purchaseTable{
		buying: one(buying, 0), getting: one(getting, 0), jointly: text.Stems(jointly),
		handing: []slot{one(handing, 0), one(common, 4), one(service, 4)},
	}
})
