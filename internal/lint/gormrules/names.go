package gormrules

// use is what a method of *gorm.DB may be given.
type use struct {
	kind  kind
	texts int // of kind text: how many of its first arguments become SQL; all of them when it is below 0
}

type kind int

const (
	free      kind = iota // nothing that it is given becomes SQL
	text                  // some of it does, and must be constant
	condition             // clause expressions only
	target                // where the rows go, and no conditions after it
	values                // a row or rows, and no map
)

// methods are the methods of *gorm.DB that are used here. Others are refused.
var methods = map[string]use{
	"AddError":        {kind: free},
	"Clauses":         {kind: free}, // the clauses themselves are looked at where they are written
	"Count":           {kind: free},
	"DB":              {kind: free},
	"Limit":           {kind: free},
	"Model":           {kind: free},
	"Offset":          {kind: free},
	"Row":             {kind: free},
	"Rows":            {kind: free},
	"Scan":            {kind: free},
	"ScanRows":        {kind: free},
	"Session":         {kind: free},
	"WithContext":     {kind: free},
	"Distinct":        {kind: text, texts: -1},
	"Exec":            {kind: text, texts: 1},
	"Group":           {kind: text, texts: 1},
	"Omit":            {kind: text, texts: -1},
	"Order":           {kind: text, texts: 1},
	"Pluck":           {kind: text, texts: 1},
	"Raw":             {kind: text, texts: 1},
	"Select":          {kind: text, texts: -1},
	"Table":           {kind: text, texts: 1},
	"Update":          {kind: text, texts: 1},
	"Having":          {kind: condition},
	"Not":             {kind: condition},
	"Where":           {kind: condition},
	"Delete":          {kind: target},
	"Find":            {kind: target},
	"First":           {kind: target},
	"Last":            {kind: target},
	"Take":            {kind: target},
	"Create":          {kind: values},
	"CreateInBatches": {kind: values},
	"Updates":         {kind: values},
}

// finishers are the methods that run a statement.
var finishers = set("Count", "Create", "CreateInBatches", "Delete", "Exec", "Find", "First", "Last", "Pluck", "Row", "Rows", "Scan", "Take",
	"Update", "Updates")

// names are what is used here of GORM's packages, beside its errors. Others are refused: clause.Expr, for one, is a
// text in a condition.
var names = map[string]map[string]bool{
	gormPath: set("Config", "DB", "Dialector", "Open", "Option", "Session"),
	clausePath: set("And", "Assignment", "AssignmentColumns", "Column", "CurrentTable", "Eq", "Expression", "Gt", "Gte", "IN", "Interface", "Like", "Limit",
		"Locking", "Lt", "Lte", "Neq", "Not", "OnConflict", "Or", "OrderBy", "OrderByColumn", "PrimaryKey", "Returning", "Set", "Table",
		"Values", "Where"),
}

// hooks are the methods that GORM calls on a row by itself.
var hooks = set("BeforeSave", "AfterSave", "BeforeCreate", "AfterCreate", "BeforeUpdate", "AfterUpdate", "BeforeDelete", "AfterDelete", "AfterFind")

// associations are the words of a field's gorm tag by which one row brings others.
var associations = set("foreignkey", "references", "many2many", "polymorphic", "polymorphictype", "polymorphicid", "polymorphicvalue",
	"joinforeignkey", "joinreferences", "constraint")

// reasons say what to do in place of what is often reached for.
var reasons = map[string]string{
	"Save":          "it inserts what it does not find, and writes every column: use Create, or Select and Updates",
	"Or":            "it joins what stands before it, the organisation too, with what comes after: use clause.Or inside one clause.Where",
	"Joins":         "a join is SQL, written whole in a constant",
	"InnerJoins":    "a join is SQL, written whole in a constant",
	"Preload":       "associations are read without the organisation: read the parts by their own statement",
	"Association":   "associations are read without the organisation: read the parts by their own statement",
	"Unscoped":      "it drops conditions",
	"AutoMigrate":   "the schema changes by a numbered migration",
	"Migrator":      "the schema changes by a numbered migration",
	"Begin":         "the door begins and ends transactions, nobody else",
	"Transaction":   "the door begins and ends transactions, nobody else",
	"Connection":    "it takes another connection, without the organisation's context",
	"FirstOrInit":   "its conditions are structs and maps, of which it leaves out the zero values",
	"FirstOrCreate": "its conditions are structs and maps, of which it leaves out the zero values",
	"Scopes":        "conditions are written where they are used",
	"Expr":          "an expression of one's own is SQL, written whole in a constant",
	"NamedExpr":     "an expression of one's own is SQL, written whole in a constant",
	"Assignments":   "values by map write whatever columns its keys name: use Select and Updates with a row",
	"G":             "it is a second way to build the same statements",
}

func instead(name string) string {
	if reason, ok := reasons[name]; ok {
		return reason
	}
	return "nothing here needs it, and the rules of gormrules do not know it"
}

func set(words ...string) map[string]bool {
	all := make(map[string]bool, len(words))
	for _, word := range words {
		all[word] = true
	}
	return all
}
