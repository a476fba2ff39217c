// Package gormrules is an analyzer that holds the rules of how GORM is used here: as a builder of plain statements.
//
// Each rule forbids what reached another organisation's rows when it was tried: texts that become SQL, conditions made
// of texts, structs and maps, values by map, associations, hooks, and a builder that is used again with the conditions
// of its last use. What GORM can do and nothing here needs is refused by not being on a list, so that a new version of
// GORM brings nothing in unseen. It does not own row-level security, which holds without it (internal/pg/walls).
//
// A text is constant when every value that it can have is written in the program: a constant, a list or a map of them,
// an unexported variable or field that is never given anything else, or a parameter whose every caller gives such a
// text. The last is a fact that goes with the function into the packages that call it. Calls through an interface are
// not seen.
package gormrules

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

const (
	gormPath   = "gorm.io/gorm"
	clausePath = "gorm.io/gorm/clause"
)

// Analyzer reports what breaks the rules.
var Analyzer = &analysis.Analyzer{
	Name:      "gormrules",
	Doc:       "reports uses of GORM other than as a builder of plain statements with constant texts",
	Run:       run,
	FactTypes: []analysis.Fact{new(Texts)},
}

// checker looks at one package.
type checker struct {
	pass    *analysis.Pass
	seen    survey
	asked   []parameter         // parameters that become SQL, whose callers have not been looked at yet
	waiting map[parameter]bool  // and all that ever were
	ran     map[*types.Var]bool // builders that have run a statement
}

func run(pass *analysis.Pass) (any, error) {
	if strings.HasPrefix(pass.Pkg.Path(), "gorm.io/") {
		return nil, nil //nolint:nilnil // the analysis has no result
	}
	c := &checker{pass: pass, seen: look(pass), waiting: map[parameter]bool{}, ran: map[*types.Var]bool{}}
	for _, file := range pass.Files {
		ast.PreorderStack(file, nil, c.visit)
	}
	c.held()
	c.callers()
	return nil, nil //nolint:nilnil // the analysis has no result
}

func (c *checker) visit(n ast.Node, stack []ast.Node) bool {
	switch n := n.(type) {
	case *ast.CallExpr:
		c.call(n)
		c.again(n, stack)
	case *ast.SelectorExpr:
		c.selected(n, stack)
	case *ast.Ident:
		c.named(n, stack)
	case *ast.CompositeLit:
		c.literal(n)
	case *ast.FuncDecl:
		c.hook(n)
	case *ast.Field:
		c.tag(n)
	}
	return true
}

func (c *checker) reportf(at ast.Node, format string, args ...any) {
	c.pass.ReportRangef(at, format, args...)
}

// named reports the names of GORM's packages that are not on the list.
func (c *checker) named(id *ast.Ident, stack []ast.Node) {
	object := c.pass.TypesInfo.Uses[id]
	if object == nil || object.Pkg() == nil || object.Parent() != object.Pkg().Scope() {
		return
	}
	list, ok := names[object.Pkg().Path()]
	switch {
	case !ok:
	case !list[object.Name()] && !strings.HasPrefix(object.Name(), "Err"):
		c.reportf(id, "%s.%s is not used here: %s", object.Pkg().Name(), object.Name(), instead(object.Name()))
	case object.Name() == "OnConflict" && !isLiteralType(id, stack):
		c.reportf(id, "write clause.OnConflict with its columns where it is used, so that org_id can be seen among them")
	}
}

// isLiteralType reports whether an identifier is the type of a composite literal: T{} or p.T{}.
func isLiteralType(id *ast.Ident, stack []ast.Node) bool {
	var inner ast.Node = id
	for _, around := range slices.Backward(stack) {
		switch outer := around.(type) {
		case *ast.SelectorExpr:
			inner = outer
		case *ast.CompositeLit:
			return outer.Type == inner
		default:
			return false
		}
	}
	return false
}

// selected reports methods of GORM's types other than *gorm.DB, and methods of *gorm.DB that are passed on.
func (c *checker) selected(s *ast.SelectorExpr, stack []ast.Node) {
	selection := c.pass.TypesInfo.Selections[s]
	if selection == nil {
		return
	}
	if field, ok := selection.Obj().(*types.Var); ok {
		c.field(s, field, selection.Recv(), stack)
	}
	method, ok := selection.Obj().(*types.Func)
	if !ok || method.Pkg() == nil || names[method.Pkg().Path()] == nil {
		return
	}
	call, called := stack[len(stack)-1].(*ast.CallExpr)
	switch {
	case !isBuilder(method.Signature().Recv().Type()):
		c.reportf(s.Sel, "%s is not used here: GORM's inner parts can be given any SQL", method.Name())
	case !called || call.Fun != ast.Expr(s):
		c.reportf(s.Sel, "call %s where it stands: what a function value is given cannot be seen", method.Name())
	}
}

// field reports the fields that would be set behind the checker's back. A builder is put on the door's connection by
// the one field of its statement that is left, and what it wrote may be read.
func (c *checker) field(s *ast.SelectorExpr, field *types.Var, of types.Type, stack []ast.Node) {
	switch {
	case isNamed(of, clausePath, "OnConflict"):
		c.reportf(s.Sel, "write %s of clause.OnConflict where the conflict is written, so that org_id can be seen among its columns", field.Name())
	case isNamed(of, gormPath, "Statement") && field.Name() != "ConnPool" && !isRead(s, stack[len(stack)-1]):
		c.reportf(s.Sel, "%s is not used here: GORM's inner parts can be given any SQL", field.Name())
	}
}

// isRead reports whether a field of a statement is its text, as SQL.String(), or its values, as the last of what a call is given.
func isRead(s *ast.SelectorExpr, around ast.Node) bool {
	switch around := around.(type) {
	case *ast.SelectorExpr:
		return s.Sel.Name == "SQL" && around.Sel.Name == "String"
	case *ast.CallExpr:
		return s.Sel.Name == "Vars" && around.Ellipsis.IsValid()
	default:
		return false
	}
}

// isBuilder reports whether a type is *gorm.DB.
func isBuilder(t types.Type) bool {
	pointer, ok := types.Unalias(t).(*types.Pointer)
	return ok && isNamed(pointer.Elem(), gormPath, "DB")
}

// isNamed reports whether a type, or what it points to, is the named one.
func isNamed(t types.Type, path, name string) bool {
	t = types.Unalias(t)
	if pointer, ok := t.(*types.Pointer); ok {
		t = types.Unalias(pointer.Elem())
	}
	named, ok := t.(*types.Named)
	return ok && named.Obj().Name() == name && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == path
}
