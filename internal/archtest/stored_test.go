package archtest

import (
	"go/ast"
	"reflect"
	"strconv"
	"strings"
	"testing"
)

// TestStoredNames: a stored type has no field of its own under a name that what it
// embeds stores already. One of the two would be lost.
func TestStoredNames(t *testing.T) {
	taken := map[string]string{"_id": "store.Doc", "version": "store.Doc", "events": "audit.Trail", "changed_at": "audit.Trail"}
	for _, f := range tree(t) {
		if f.test || f.dir == "internal/store" || f.dir == "internal/audit" {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			s, ok := n.(*ast.StructType)
			if !ok {
				return true
			}
			embedded, names := map[string]bool{}, map[string]bool{}
			for _, field := range s.Fields.List {
				if x, ok := field.Type.(*ast.SelectorExpr); ok && len(field.Names) == 0 {
					embedded[x.X.(*ast.Ident).Name+"."+x.Sel.Name] = true
				} else if field.Tag != nil {
					tag, _ := strconv.Unquote(field.Tag.Value)
					name, _, _ := strings.Cut(reflect.StructTag(tag).Get("bson"), ",")
					names[name] = true
				}
			}
			for name := range names {
				if by := taken[name]; by != "" && embedded[by] {
					t.Errorf("%s: %s is stored twice, by %s too", f.fset.Position(s.Pos()), name, by)
				}
			}
			return true
		})
	}
}
