package payrollweb

import (
	"slices"

	"fodfaeste/internal/hours"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/payroll"
	"fodfaeste/internal/sheet"
)

// Files puts a file into bytes in a language, by the endings it is fetched under.
func Files(t *i18n.Texts) func(payroll.Export) (map[string][]byte, error) {
	return func(e payroll.Export) (map[string][]byte, error) { return written(t, e) }
}

func written(t *i18n.Texts, e payroll.Export) (map[string][]byte, error) {
	lines := lineTable(t, e)
	csv, err := lines.CSV()
	if err != nil {
		return nil, err
	}
	xlsx, err := sheet.XLSX(lines, sumTable(t, e))
	return map[string][]byte{"csv": csv, "xlsx": xlsx}, err
}

func headings(t *i18n.Texts, names ...string) []string {
	for i, name := range names {
		names[i] = t.T("payroll.column." + name)
	}
	return names
}

// lineTable has a row for each person, day and kind of pay.
func lineTable(t *i18n.Texts, e payroll.Export) sheet.Table {
	table := sheet.Table{Name: t.T("payroll.sheet_lines"), Headings: headings(t, "employee", "name", "date", "week", "kind", "hours", "minutes", "correction")}
	for _, r := range e.Rows {
		correction := ""
		if r.Correction {
			correction = t.T("payroll.column.correction")
		}
		table.Add(
			sheet.Text(r.Employee), sheet.Text(r.FirstName), sheet.Day(r.Date), sheet.Count(r.Date.Week().Number()), sheet.Text(t.T("strand."+string(r.Kind))),
			sheet.Hours(r.Minutes), sheet.Count(r.Minutes), sheet.Text(correction),
		)
	}
	return table
}

// sumTable has a row for each person and kind of pay.
func sumTable(t *i18n.Texts, e payroll.Export) sheet.Table {
	table := sheet.Table{Name: t.T("payroll.sheet_sums"), Headings: headings(t, "employee", "name", "kind", "hours", "minutes")}
	type whose struct {
		placementID string
		kind        hours.Kind
	}
	var order []whose
	sums, rows := map[whose]int{}, map[whose]payroll.Row{}
	for _, r := range e.Rows {
		w := whose{r.PlacementID, r.Kind}
		if !slices.Contains(order, w) {
			order = append(order, w)
		}
		sums[w] += r.Minutes
		rows[w] = r
	}
	for _, w := range order {
		table.Add(sheet.Text(rows[w].Employee), sheet.Text(rows[w].FirstName), sheet.Text(t.T("strand."+string(w.kind))), sheet.Hours(sums[w]), sheet.Count(sums[w]))
	}
	return table
}
