package gormrules

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/types/typeutil"
)

// Texts is the fact that a function makes SQL of some of its parameters.
type Texts struct{ Parameters []int }

// AFact marks it as a fact.
func (*Texts) AFact() {}

// String is how a test's comment names the fact.
func (t *Texts) String() string { return fmt.Sprint("texts ", t.Parameters) }

// constant reports whether every text that an expression can have is written in the program. A parameter is taken for
// one, and its callers are asked later. Within are the variables that are being looked at: one that is made of itself
// and constants is constant.
func (c *checker) constant(e ast.Expr, within []*types.Var) bool {
	if e == nil { // it cannot be seen
		return false
	}
	if known := c.pass.TypesInfo.Types[e]; known.Value != nil || known.IsNil() {
		return true
	}
	all := func(list ...ast.Expr) bool {
		return !slices.ContainsFunc(list, func(e ast.Expr) bool { return !c.constant(e, within) })
	}
	switch e := e.(type) {
	case *ast.ParenExpr:
		return all(e.X)
	case *ast.KeyValueExpr:
		return all(e.Key, e.Value)
	case *ast.BinaryExpr:
		return e.Op == token.ADD && all(e.X, e.Y)
	case *ast.IndexExpr:
		return all(e.X)
	case *ast.SliceExpr:
		return all(e.X)
	case *ast.CompositeLit:
		return isList(c.pass.TypesInfo.TypeOf(e)) && all(e.Elts...)
	case *ast.CallExpr:
		return c.keeps(e) && all(e.Args...)
	case *ast.Ident, *ast.SelectorExpr:
		return c.variable(e, within)
	default:
		return false
	}
}

// isList reports whether a composite literal's type holds its elements and nothing else.
func isList(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Slice, *types.Array, *types.Map:
		return true
	default:
		return false
	}
}

// keeps reports whether a call gives nothing but what it is given: append, or a conversion.
func (c *checker) keeps(call *ast.CallExpr) bool {
	if c.pass.TypesInfo.Types[call.Fun].IsType() {
		return true
	}
	builtin, ok := typeutil.Callee(c.pass.TypesInfo, call).(*types.Builtin)
	return ok && builtin.Name() == "append"
}

// variable reports whether a variable or field is never given anything but constants, as far as this package can see
// all that gives it something.
func (c *checker) variable(e ast.Expr, within []*types.Var) bool {
	v := c.seen.variable(e)
	if v == nil || v.Pkg() != c.pass.Pkg || v.Exported() && (v.IsField() || v.Parent() == v.Pkg().Scope()) {
		return false
	}
	if slices.Contains(within, v) {
		return true
	}
	given, known := c.seen.given[v]
	if p, ok := c.seen.parameters[v]; ok {
		c.ask(p)
	} else if !known {
		return false
	}
	within = append(slices.Clone(within), v)
	return !slices.ContainsFunc(given, func(e ast.Expr) bool { return !c.constant(e, within) })
}

// ask has the callers of a function looked at.
func (c *checker) ask(p parameter) {
	if !c.waiting[p] {
		c.waiting[p] = true
		c.asked = append(c.asked, p)
	}
}

// callers looks at the callers of the functions that make SQL of a parameter: here, and by a fact elsewhere.
func (c *checker) callers() {
	for function, calls := range c.seen.calls {
		var fact Texts
		if function.Pkg() == nil || function.Pkg() == c.pass.Pkg || !c.pass.ImportObjectFact(function, &fact) {
			continue
		}
		for _, index := range fact.Parameters {
			c.arguments(function, index, calls)
		}
	}
	facts := map[*types.Func]*Texts{}
	for len(c.asked) > 0 {
		p := c.asked[0]
		c.asked = c.asked[1:]
		if facts[p.function] == nil {
			facts[p.function] = &Texts{}
		}
		facts[p.function].Parameters = append(facts[p.function].Parameters, p.index)
		c.arguments(p.function, p.index, c.seen.calls[p.function])
	}
	for function, fact := range facts {
		slices.Sort(fact.Parameters)
		c.pass.ExportObjectFact(function, fact)
	}
}

// arguments asks for constants where a function makes SQL of a parameter.
func (c *checker) arguments(function *types.Func, index int, calls []*ast.CallExpr) {
	for _, id := range c.seen.passed[function] {
		c.reportf(id, "call %s where it stands: it makes SQL of a text, and what a function value is given cannot be seen", function.Name())
	}
	variadic := function.Signature().Variadic() && index == function.Signature().Params().Len()-1
	for _, call := range calls {
		args := call.Args[min(index, len(call.Args)):]
		if !variadic {
			args = args[:min(1, len(args))]
		}
		for _, arg := range args {
			if !c.constant(arg, nil) {
				c.reportf(arg, "%s takes a constant here, for it makes SQL of it: choose it from a map of constants", function.Name())
			}
		}
	}
}
