package gormrules

import (
	"go/ast"
	"go/types"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/types/typeutil"
)

// call checks a call of a method of *gorm.DB.
func (c *checker) call(call *ast.CallExpr) {
	method := c.method(call)
	if method == nil {
		return
	}
	use, known := methods[method.Name()]
	if !known {
		c.reportf(call.Fun, "%s is not used here: %s", method.Name(), instead(method.Name()))
		return
	}
	switch use.kind {
	case free:
	case text:
		c.texts(call, method.Name(), use.texts)
	case condition:
		c.conditions(call, method.Name())
	case target:
		if len(call.Args) > 1 {
			c.reportf(call.Args[1], "%s takes no conditions: a text among them is SQL, and a struct or map leaves zero values out; give them as clauses", method.Name())
		}
	case values:
		if len(call.Args) > 0 {
			c.values(call.Args[0], method.Name())
		}
	}
}

// method gives the method of *gorm.DB that is called, or nil.
func (c *checker) method(call *ast.CallExpr) *types.Func {
	method, ok := typeutil.Callee(c.pass.TypesInfo, call).(*types.Func)
	if !ok || method.Signature().Recv() == nil || !isBuilder(method.Signature().Recv().Type()) {
		return nil
	}
	return method
}

// texts asks for constants where arguments become SQL. An order may be a clause.
func (c *checker) texts(call *ast.CallExpr, method string, count int) {
	args := call.Args
	if count >= 0 {
		args = args[:min(count, len(args))]
	}
	for _, arg := range args {
		if !c.isExpression(arg) && !c.constant(arg, nil) {
			c.reportf(arg, "%s takes a constant here, for it becomes SQL: choose it from a map of constants", method)
		}
	}
}

func (c *checker) conditions(call *ast.CallExpr, method string) {
	for _, arg := range call.Args {
		if !c.isExpression(arg) {
			c.reportf(arg, "%s takes clauses only (clause.Eq and its like): a text is SQL, a struct or map leaves zero values out", method)
		}
	}
}

// values refuses what may be a map.
func (c *checker) values(arg ast.Expr, method string) {
	t := types.Unalias(c.pass.TypesInfo.TypeOf(arg))
	for {
		if _, ok := t.(*types.TypeParam); ok {
			return
		}
		switch under := t.Underlying().(type) {
		case *types.Pointer:
			t = types.Unalias(under.Elem())
		case *types.Slice:
			t = types.Unalias(under.Elem())
		case *types.Map, *types.Interface:
			c.reportf(arg, "%s takes a row: a map writes whatever columns its keys name", method)
			return
		default:
			return
		}
	}
}

// isExpression reports whether the type of an expression says that it is a clause.
func (c *checker) isExpression(e ast.Expr) bool {
	t := types.Unalias(c.pass.TypesInfo.TypeOf(e))
	for {
		slice, ok := t.Underlying().(*types.Slice)
		if !ok {
			break
		}
		t = types.Unalias(slice.Elem()) // list...
	}
	named, ok := t.(*types.Named)
	return ok && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == clausePath
}

// literal checks the clauses in which a text becomes SQL, or of which one must name the organisation.
func (c *checker) literal(literal *ast.CompositeLit) {
	t := c.pass.TypesInfo.TypeOf(literal)
	switch {
	case isNamed(t, clausePath, "OnConflict"):
		c.conflict(literal)
	case isNamed(t, clausePath, "Column"), isNamed(t, clausePath, "Table"):
		if raw := element(literal, "Raw", 3); raw != nil {
			c.reportf(raw, "a raw name is not quoted: leave Raw out")
		}
	case isNamed(t, clausePath, "Locking"):
		for i, name := range []string{"Strength", "", "Options"} {
			if e := element(literal, name, i); e != nil && name != "" && !c.constant(e, nil) {
				c.reportf(e, "%s of a lock is a constant here, for it becomes SQL", name)
			}
		}
	}
}

// conflict asks for a column org_id, written out.
func (c *checker) conflict(literal *ast.CompositeLit) {
	columns, ok := element(literal, "Columns", 0).(*ast.CompositeLit)
	if ok && slices.ContainsFunc(columns.Elts, c.isOwner) {
		return
	}
	c.reportf(literal, "name org_id among the columns of clause.OnConflict: another organisation's row must not be the one that is found")
}

// isOwner reports whether an expression is the column org_id, written out.
func (c *checker) isOwner(e ast.Expr) bool {
	column, ok := e.(*ast.CompositeLit)
	if !ok {
		return false
	}
	name := element(column, "Name", 1)
	if name == nil {
		return false
	}
	value := c.pass.TypesInfo.Types[name].Value
	return value != nil && value.ExactString() == `"org_id"`
}

// element gives the value of a field of a struct literal, or nil.
func element(literal *ast.CompositeLit, name string, index int) ast.Expr {
	for i, e := range literal.Elts {
		pair, keyed := e.(*ast.KeyValueExpr)
		if !keyed {
			if i == index {
				return e
			}
			continue
		}
		if key, ok := pair.Key.(*ast.Ident); ok && key.Name == name {
			return pair.Value
		}
	}
	return nil
}

// hook reports methods that GORM would call on a row by itself.
func (c *checker) hook(f *ast.FuncDecl) {
	if f.Recv == nil || !hooks[f.Name.Name] {
		return
	}
	function, ok := c.pass.TypesInfo.Defs[f.Name].(*types.Func)
	if ok && function.Signature().Params().Len() == 1 && isBuilder(function.Signature().Params().At(0).Type()) {
		c.reportf(f.Name, "%s would be called by GORM behind every statement: do it where the row is written", f.Name.Name)
	}
}

// tag reports fields that bring other rows.
func (c *checker) tag(f *ast.Field) {
	if f.Tag == nil {
		return
	}
	tag := reflect.StructTag(strings.Trim(f.Tag.Value, "`"))
	for part := range strings.SplitSeq(tag.Get("gorm"), ";") {
		word, _, _ := strings.Cut(part, ":")
		if associations[strings.ToLower(strings.TrimSpace(word))] {
			c.reportf(f.Tag, "%s makes an association, which is read without the organisation: read the parts by their own statement", word)
		}
	}
}
