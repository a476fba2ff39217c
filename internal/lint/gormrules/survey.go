package gormrules

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"
)

// survey is what a package says about its variables and functions.
type survey struct {
	info       *types.Info
	given      map[*types.Var][]ast.Expr       // all that a variable or field is given; nil where it cannot be seen
	parameters map[*types.Var]parameter        // of functions that are declared
	calls      map[*types.Func][]*ast.CallExpr // by function
	passed     map[*types.Func][]*ast.Ident    // functions that are used as values
	callees    map[*ast.Ident]bool             // the names of functions that are called
}

// parameter is a parameter of a function, by its place.
type parameter struct {
	function *types.Func
	index    int
}

func look(pass *analysis.Pass) survey {
	s := survey{
		info: pass.TypesInfo, given: map[*types.Var][]ast.Expr{}, parameters: map[*types.Var]parameter{},
		calls: map[*types.Func][]*ast.CallExpr{}, passed: map[*types.Func][]*ast.Ident{}, callees: map[*ast.Ident]bool{},
	}
	for _, file := range pass.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			s.note(n)
			return true
		})
	}
	return s
}

func (s survey) note(n ast.Node) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		s.assignment(n.Lhs, n.Rhs)
	case *ast.ValueSpec:
		names := make([]ast.Expr, len(n.Names))
		for i, name := range n.Names {
			names[i] = name
		}
		s.assignment(names, n.Values)
	case *ast.RangeStmt:
		s.gives(n.Key, n.X)
		s.gives(n.Value, n.X)
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			s.gives(n.X, nil) // whoever has the address may give it anything
		}
	case *ast.CompositeLit:
		s.fields(n)
	case *ast.FuncDecl:
		s.declared(n)
	case *ast.FuncLit:
		s.unseen(n.Type.Params)
		s.unseen(n.Type.Results)
	case *ast.CallExpr:
		s.called(n)
	case *ast.Ident:
		if function, ok := s.info.Uses[n].(*types.Func); ok && !s.callees[n] {
			s.passed[function.Origin()] = append(s.passed[function.Origin()], n)
		}
	}
}

// assignment notes what each of the left is given. A variable without a value is its zero value, which is constant.
func (s survey) assignment(left, right []ast.Expr) {
	for i, e := range left {
		switch {
		case len(right) == len(left):
			s.gives(e, right[i])
		case len(right) == 1:
			s.gives(e, right[0]) // a call with several results, or the like
		default:
			if v := s.variable(e); v != nil && s.given[v] == nil {
				s.given[v] = []ast.Expr{}
			}
		}
	}
}

// gives notes that a variable or field, or an element of one, is given a value. A map is given its keys too.
func (s survey) gives(to, value ast.Expr) {
	v := s.variable(to)
	if v == nil {
		return
	}
	s.given[v] = append(s.given[v], value)
	if index, ok := to.(*ast.IndexExpr); ok && isMap(s.info.TypeOf(index.X)) {
		s.given[v] = append(s.given[v], index.Index)
	}
}

func isMap(t types.Type) bool {
	_, ok := t.Underlying().(*types.Map)
	return ok
}

// variable gives the variable or field that an expression is, or is an element of.
func (s survey) variable(e ast.Expr) *types.Var {
	for {
		var id *ast.Ident
		switch at := e.(type) {
		case *ast.ParenExpr:
			e = at.X
			continue
		case *ast.IndexExpr:
			e = at.X
			continue
		case *ast.StarExpr:
			e = at.X
			continue
		case *ast.Ident:
			id = at
		case *ast.SelectorExpr:
			id = at.Sel
		default:
			return nil
		}
		v, ok := s.info.ObjectOf(id).(*types.Var)
		if !ok {
			return nil
		}
		return v.Origin()
	}
}

// fields notes what the fields of a struct literal are given.
func (s survey) fields(literal *ast.CompositeLit) {
	t := types.Unalias(s.info.TypeOf(literal))
	if pointer, ok := t.Underlying().(*types.Pointer); ok {
		t = pointer.Elem() // an element of a list of pointers
	}
	structure, ok := t.Underlying().(*types.Struct)
	if !ok {
		return
	}
	for i, e := range literal.Elts {
		if pair, keyed := e.(*ast.KeyValueExpr); keyed {
			s.gives(pair.Key, pair.Value)
			continue
		}
		field := structure.Field(i).Origin()
		s.given[field] = append(s.given[field], e)
	}
}

func (s survey) declared(f *ast.FuncDecl) {
	s.unseen(f.Recv)
	s.unseen(f.Type.Results)
	function, ok := s.info.Defs[f.Name].(*types.Func)
	if !ok {
		return
	}
	for i := range function.Signature().Params().Len() {
		s.parameters[function.Signature().Params().At(i)] = parameter{function, i}
	}
}

func (s survey) unseen(list *ast.FieldList) {
	if list == nil {
		return
	}
	for _, f := range list.List {
		for _, name := range f.Names {
			s.gives(name, nil)
		}
	}
}

func (s survey) called(call *ast.CallExpr) {
	function, ok := typeutil.Callee(s.info, call).(*types.Func)
	if !ok {
		return
	}
	s.calls[function.Origin()] = append(s.calls[function.Origin()], call)
	if id := name(call.Fun); id != nil {
		s.callees[id] = true
	}
}

// name is the identifier by which a function is called.
func name(e ast.Expr) *ast.Ident {
	switch e := e.(type) {
	case *ast.Ident:
		return e
	case *ast.SelectorExpr:
		return e.Sel
	case *ast.ParenExpr:
		return name(e.X)
	case *ast.IndexExpr:
		return name(e.X)
	case *ast.IndexListExpr:
		return name(e.X)
	default:
		return nil
	}
}
