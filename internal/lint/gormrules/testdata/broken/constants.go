package broken

// Exported may be given anything by another package.
var Exported = []string{"name"}

var changed = []string{"name"}

func change() { changed[0] = input()[0] }

type kind struct {
	columns []string
	Public  []string
}

func (k kind) read(rows []row) {
	build().Select(k.columns).Find(&rows) // want `Select takes a constant here`
	build().Select(k.Public).Find(&rows)  // want `Select takes a constant here`
	build().Select(Exported).Find(&rows)  // want `Select takes a constant here`
	build().Select(changed).Find(&rows)   // want `Select takes a constant here`
}

func kinds() []kind { return []kind{{columns: []string{"name"}}, {columns: input()}} }

func addressed(rows []row, fill func(*string)) {
	name := "name"
	fill(&name)
	build().Order(name).Find(&rows) // want `Order takes a constant here`
	func(inner string) {
		build().Order(inner).Find(&rows) // want `Order takes a constant here`
	}("name")
	orders := map[string]string{"name": "name"}
	for _, wanted := range input() {
		orders[wanted] = "name"
	}
	for order := range orders {
		build().Order(order).Find(&rows) // want `Order takes a constant here`
	}
}

func sorted(rows []row, order string) { // want sorted:`texts \[1\]`
	build().Order(order).Find(&rows)
}

func callsSorted(rows []row) {
	sorted(rows, "name")
	sorted(rows, input()[0]) // want `sorted takes a constant here`
	pass(sorted)             // want `call sorted where it stands`
}

func pass(func([]row, string)) {}
