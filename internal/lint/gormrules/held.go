package gormrules

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/types/typeutil"
)

// held reports builders with conditions that are kept where the next statement would find them.
func (c *checker) held() {
	for v, given := range c.seen.given {
		switch {
		case !isBuilder(v.Type()):
		case v.IsField():
			for _, e := range given {
				if !c.fresh(e, nil) {
					c.report(e, v, "a builder in a field begins afresh: give it what gorm.Open or Session with NewDB gives")
				}
			}
		case v.Pkg() == c.pass.Pkg && v.Parent() == v.Pkg().Scope():
			c.pass.Reportf(v.Pos(), "a builder is not kept in a variable of the package: take it from the transaction")
		}
	}
}

func (c *checker) report(e ast.Expr, v *types.Var, message string) {
	if e == nil {
		c.pass.Reportf(v.Pos(), "%s", message)
		return
	}
	c.reportf(e, "%s", message)
}

// fresh reports whether a builder has no conditions yet and begins anew with each statement.
func (c *checker) fresh(e ast.Expr, within []*types.Var) bool {
	if e == nil {
		return false
	}
	if c.pass.TypesInfo.Types[e].IsNil() {
		return true
	}
	switch e := e.(type) {
	case *ast.ParenExpr:
		return c.fresh(e.X, within)
	case *ast.CallExpr:
		function, ok := typeutil.Callee(c.pass.TypesInfo, e).(*types.Func)
		return ok && (function.FullName() == gormPath+".Open" || c.method(e) != nil && function.Name() == "Session" && beginsAnew(e))
	case *ast.Ident, *ast.SelectorExpr:
		v := c.seen.variable(e)
		if v == nil || slices.Contains(within, v) {
			return v != nil
		}
		if v.IsField() {
			return true // what it is given is looked at where it is given
		}
		given := c.seen.given[v]
		return len(given) > 0 && !slices.ContainsFunc(given, func(e ast.Expr) bool { return !c.fresh(e, append(slices.Clone(within), v)) })
	default:
		return false
	}
}

// beginsAnew reports whether a call of Session says NewDB: true.
func beginsAnew(call *ast.CallExpr) bool {
	if len(call.Args) != 1 {
		return false
	}
	address, ok := call.Args[0].(*ast.UnaryExpr)
	if !ok {
		return false
	}
	session, ok := address.X.(*ast.CompositeLit)
	if !ok {
		return false
	}
	said, ok := element(session, "NewDB", -1).(*ast.Ident)
	return ok && said.Name == "true"
}

// again reports a statement on a builder that has run one: it would have the conditions of that one too. Of two
// branches that both run a statement the second is reported as well; begin each with a builder of its own.
func (c *checker) again(call *ast.CallExpr, stack []ast.Node) {
	method := c.method(call)
	if method == nil || !finishers[method.Name()] {
		return
	}
	begin, ok := c.beginning(call).(*ast.Ident)
	if !ok {
		return
	}
	v, ok := c.pass.TypesInfo.Uses[begin].(*types.Var)
	if !ok || c.fresh(begin, nil) {
		return
	}
	if c.ran[v] || repeated(v, stack) {
		c.reportf(call.Fun, "%s runs a statement on a builder that has run one, with its conditions: begin another", method.Name())
	}
	c.ran[v] = true
}

// beginning gives what a chain of calls of GORM's methods begins with.
func (c *checker) beginning(call *ast.CallExpr) ast.Expr {
	for {
		selector, ok := call.Fun.(*ast.SelectorExpr)
		if !ok {
			return nil
		}
		inner, ok := selector.X.(*ast.CallExpr)
		if !ok || c.method(inner) == nil {
			return selector.X
		}
		call = inner
	}
}

// repeated reports whether what is on the stack may run several times for one declaration of the variable.
func repeated(v *types.Var, stack []ast.Node) bool {
	return slices.ContainsFunc(stack, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt, *ast.FuncLit:
			return v.Pos() < n.Pos() || v.Pos() >= n.End()
		default:
			return false
		}
	})
}
