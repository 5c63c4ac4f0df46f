// Package document keeps the papers of a course: what people upload, such as a
// decision or a pay slip, and what the portal makes itself as PDF.
//
// An upload is first received as a whole, into a file of the machine that has no
// name there: its size, its type by content and, where there is a scanner, its
// harmlessness are settled before anything is stored. What it is about may be
// missing; the file is kept then, and asked about. What the portal makes waits in a
// queue with the page it is made from, until a printer has made it.
package document

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/store"
)

// Document is one paper.
type Document struct {
	store.Doc      `bson:",inline"`
	CompanyID      string    `bson:"company_id"`
	MunicipalityID string    `bson:"municipality_id"`
	PlacementID    string    `bson:"placement_id"`
	About          string    `bson:"about"`  // what it belongs to, as Of makes it
	Kind           Kind      `bson:"kind"`   // "" until somebody says
	Name           string    `bson:"name"`   // as CleanName leaves it, with the ending of its type
	Type           string    `bson:"type"`   // content type; "" until a printer has made it
	Size           int64     `bson:"size"`   // bytes
	SHA256         string    `bson:"sha256"` // of the bytes, in hex
	File           string    `bson:"file"`   // id in the store, or ""
	ByID           string    `bson:"by_id"`
	ByName         string    `bson:"by_name"`
	PartyID        string    `bson:"party_id"` // of whoever put it here
	Party          string    `bson:"party"`
	At             time.Time `bson:"at"`
	Removed        *Removed  `bson:"removed,omitempty"`
	Printing       *Printing `bson:"printing,omitempty"` // of what the portal makes
	audit.Trail    `bson:",inline"`
}

// Removed tells who took a document away. Its bytes stay until a day, so that it
// can be taken back.
type Removed struct {
	ByName string    `bson:"by_name"`
	At     time.Time `bson:"at"`
	Until  time.Time `bson:"until,omitempty"` // zero when the bytes are gone
}

// Printing is how far a printer has come with a document. The page it is made from
// is a file under the id SourceFile.
type Printing struct {
	Source   string    `bson:"source"` // SHA-256 of the page, in hex
	Tries    int       `bson:"tries"`
	Due      time.Time `bson:"due,omitempty"` // next try; zero when there is none to come
	FailedAt time.Time `bson:"failed_at,omitempty"`
}

// Table is where documents are kept.
var Table = store.Table[Document]{
	Name: "documents",
	Indexes: []store.Index{
		{Name: "company", Keys: []string{"company_id", "placement_id", "at"}},
		{Name: "municipality", Keys: []string{"municipality_id", "placement_id", "at"}},
		{Name: "due", Keys: []string{"printing.due"}},
		{Name: "until", Keys: []string{"removed.until"}},
	},
}

// Of names what a document belongs to: a placement, a claim.
func Of(what, id string) string { return what + ":" + id }

// Kind is what sort of paper it is.
type Kind string

const (
	Decision  Kind = "decision"
	Agreement Kind = "agreement"
	Contract  Kind = "contract"
	Payslip   Kind = "payslip"
	Other     Kind = "other"
	Sheet     Kind = "sheet"         // the candidate's sheet, made by the portal
	Package   Kind = "claim"         // the package of a claim, made by the portal
	Delivered Kind = "documentation" // the final documentation as it was delivered, made by the portal
)

// Kinds lists what an actor can upload: pay data only whoever may see them.
func Kinds(actor access.Actor) []Kind {
	kinds := []Kind{Decision, Agreement}
	if actor.Can(access.ViewPay) {
		kinds = append(kinds, Contract, Payslip)
	}
	return append(kinds, Other)
}

// Status is where a document stands.
type Status string

const (
	Unsorted Status = "unsorted" // nobody has said what it is
	Ready    Status = "ready"
	Waiting  Status = "waiting" // for a printer
	Failed   Status = "failed"  // to be printed, and tried often enough
	Gone     Status = "gone"    // removed
)

// Status derives it.
func (d Document) Status() Status {
	switch {
	case d.Removed != nil:
		return Gone
	case d.Kind == "":
		return Unsorted
	case d.File != "":
		return Ready
	case d.Printing != nil && !d.Printing.FailedAt.IsZero():
		return Failed
	}
	return Waiting
}

// VisibleTo tells whether an actor who may see documents may see this one. One that
// nobody has sorted may be a pay slip: whoever put it here sees it too.
func (d Document) VisibleTo(actor access.Actor) bool {
	switch d.Kind {
	case Payslip, Contract, Package: // the wage stands in it
		return actor.Can(access.ViewPay)
	case "":
		return actor.Can(access.ViewPay) || d.ByID == actor.PersonID()
	}
	return true
}

// Removable tells whether an actor may take a document away: their own side's, and
// none that the portal made, which stays as it was sent.
func (d Document) Removable(actor access.Actor) bool {
	return actor.Can(access.AddDocuments) && d.PartyID == actor.Party().ID && d.Printing == nil
}

// SourceFile is the id of the page that a document is made from.
func (d Document) SourceFile() string { return d.ID + "_source" }

// Limits.
const (
	MostBytes   = 20 << 20
	MostOfOne   = 300 // documents of one placement
	LongestName = 112 // characters, before its ending
	KeepRemoved = 30 * 24 * time.Hour
)

// key makes the id of a document of what makes it the same one: two who bring the
// same at the same moment bring one document.
func key(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\n")))
	return "doc_" + hex.EncodeToString(sum[:16])
}

// New is what somebody says of a document they bring.
type New struct {
	PlacementID string
	About       string // "" for the placement itself
	Kind        Kind   // "" when they have not said
	Name        string // as they or their browser call it
}

func (n New) about() string {
	if n.About == "" {
		return Of("placement", n.PlacementID)
	}
	return n.About
}
