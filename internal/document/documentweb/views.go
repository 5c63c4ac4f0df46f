package documentweb

import (
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/document"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/store"
	"fodfaeste/internal/view"
)

// Views lists what this package renders.
func Views() []view.Declaration { return []view.Declaration{listPage, kindPage} }

var (
	sampleTime   = time.Date(2026, 11, 20, 9, 30, 0, 0, time.UTC)
	sampleFirm   = access.Party{Kind: access.Company, ID: "com_1", Name: "Nakskov Bageri ApS"}
	sampleOwner  = access.NewActor(access.Identity{PersonID: "per_1", Name: "Birthe Holm"}, sampleFirm, access.Owner)
	sampleDeputy = access.NewActor(access.Identity{PersonID: "per_2", Name: "Anne Friis"}, sampleFirm, access.Deputy)
)

func sampleDocument(id string, kind document.Kind, name string, bytes int64) document.Document {
	d := document.Document{
		PlacementID: "plc_1", Kind: kind, Name: name, Size: bytes, File: "fil_" + id, Type: document.PDF, ByID: "per_1", ByName: "Birthe Holm", PartyID: "com_1", Party: sampleFirm.Name, At: sampleTime,
	}
	d.Doc = store.Doc{ID: "doc_" + id}
	d.Events = []audit.Event{{Type: "document_added", At: sampleTime, ByName: d.ByName, Role: access.Owner, Party: d.Party, To: name}}
	return d
}

func sampleDocuments() []document.Document {
	unsorted := sampleDocument("2", "", "scan 20. november.jpg", 2300<<10)
	theirs := sampleDocument("3", document.Decision, sampleLong, 48<<10)
	theirs.ByName, theirs.PartyID, theirs.Party = "Karen Bay", "mun_1", "Smålandshavets Kommune"
	ready := sampleDocument("4", document.Sheet, "Dit forløb – Ida.pdf", 90<<10)
	ready.Printing = &document.Printing{Source: "4f2a"}
	waiting := sampleDocument("5", document.Sheet, "Dit forløb – Ida.pdf", 0)
	waiting.File, waiting.Printing = "", &document.Printing{Source: "4f2b", Due: sampleTime}
	failed := sampleDocument("6", document.Sheet, "Dit forløb – Ida.pdf", 0)
	failed.File, failed.Printing = "", &document.Printing{Source: "4f2c", Tries: 3, FailedAt: sampleTime}
	gone := sampleDocument("7", document.Contract, "kontrakt.docx", 30<<10)
	gone.Removed = &document.Removed{ByName: "Birthe Holm", At: sampleTime, Until: sampleTime.Add(document.KeepRemoved)}
	deleted := sampleDocument("8", document.Other, "referat.pdf", 0)
	deleted.Removed, deleted.File = &document.Removed{ByName: "Birthe Holm", At: sampleTime}, ""
	return []document.Document{sampleDocument("1", document.Payslip, "lønseddel oktober.pdf", 210<<10), unsorted, theirs, ready, waiting, failed, gone, deleted}
}

var listPage = view.New("pages/document/list", func(t *i18n.Texts) []view.Sample[listModel] {
	p := placement.Placement{FirstName: "Ida"}
	p.ID = "plc_1"
	wrong := form.Of(nil).Set("kind", string(document.Decision))
	wrong.Fail("file", "file_type")
	return []view.Sample[listModel]{
		{Name: "empty", Model: newList(t, sampleOwner, p, nil, form.Of(nil), true)},
		{Name: "typical", Model: newList(t, sampleOwner, p, sampleDocuments(), form.Of(nil), false)},
		{Name: "looking", Model: newList(t, sampleDeputy, p, sampleDocuments()[2:4], form.Of(nil), true)},
		{Name: "errors", Model: newList(t, sampleOwner, p, sampleDocuments()[:1], wrong, true)},
	}
})

var kindPage = view.New("pages/document/kind", func(t *i18n.Texts) []view.Sample[kindModel] {
	wrong := form.Of(nil)
	wrong.Fail("kind", "choose")
	d := sampleDocuments()[1]
	return []view.Sample[kindModel]{
		{Name: "typical", Model: newKind(t, sampleOwner, d, form.Of(nil))},
		{Name: "kept", Model: newKind(t, sampleOwner, d, wrong)},
	}
})
