package demo

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"fodfaeste/internal/document"
	"fodfaeste/internal/placement"
)

// papers puts the municipality's decision on a course at the bakery, and a pay slip
// where there are paid hours.
func (s *seeder) papers(ctx context.Context, c course, team actors, id string) error {
	if c.firm != atBakery {
		return nil
	}
	start := s.start(c)
	s.at(start.Add(-4), 13)
	decision := paper("Bevilling af forløb", "Smålandshavets Kommune", "Opdigtet eksempel", "Arbejdssted: "+bakery.name, "Første dag: "+start.Danish())
	if _, _, err := s.Documents.Upload(ctx, s.by, document.New{PlacementID: id, Kind: document.Decision, Name: "Bevilling.pdf"}, bytes.NewReader(decision)); err != nil {
		return err
	}
	if !slices.ContainsFunc(c.tasks, func(t placement.Task) bool { return t.Strand == placement.Paid }) {
		return nil
	}
	s.at(start.Add(35), 9)
	slip := paper("Lønseddel", bakery.name, "Opdigtet eksempel", "Timeløn i alt: 1.860,00 kr.", "Første dag: "+start.Danish())
	_, _, err := s.Documents.Upload(ctx, team.owner, document.New{PlacementID: id, Kind: document.Payslip, Name: "Lønseddel.pdf"}, bytes.NewReader(slip))
	return err
}

// paper is a PDF of one page with a few lines of text.
func paper(lines ...string) []byte {
	var text strings.Builder
	text.WriteString("BT /F1 16 Tf 60 770 Td 24 TL ")
	for _, line := range lines {
		text.WriteString("(")
		for _, c := range line { // a letter of Latin 1 is its own byte
			fmt.Fprintf(&text, "\\%03o", c)
		}
		text.WriteString(") ' ")
	}
	text.WriteString("ET")
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R /Lang (da) >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", text.Len(), text.String()),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var places strings.Builder
	for i, o := range objects {
		fmt.Fprintf(&places, "%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	at := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, places.String(), len(objects)+1, at)
	return b.Bytes()
}
