package devidp

import "slices"

// Persona is an invented person one can sign in as.
type Persona struct {
	Key         string // value of the form field "persona"
	Subject     string // the provider's "sub": "dev-" and the key, the same for ever
	Name        string // empty when name-protected
	Firm        string // empty for a private MitID
	CVR         string // passes the modulus 11 check and is not allocated
	PNumber     string
	Description string // Danish, for the sign-in page

	signatory bool
	lowLevel  bool
	cpr       string // a day that does not exist, so it is nobody's
}

const (
	bakery         = "Nakskov Bageri ApS"
	bakeryCVR      = "99999993"
	bakeryP        = "1999999991"
	bikeShop       = "Maribo Cykler v/ Tove Lund"
	bikeCVR        = "99999985"
	strangers      = "Rødby Tagdækning ApS"
	strangeCVR     = "99999977"
	association    = "Sydhavets Erhvervsforening"
	associationCVR = "99999969"
	municipality   = "Smålandshavets Kommune"
	municipalCVR   = "99999950"
)

// Personas lists everybody one can sign in as, in the order of the page.
func Personas() []Persona {
	list := []Persona{
		{Key: "owner", Name: "Birthe Holm", Firm: bakery, CVR: bakeryCVR, PNumber: bakeryP, signatory: true, cpr: "3102680001",
			Description: "ejer, tegningsberettiget"},
		{Key: "hr", Name: "Henrik Dam", Firm: bakery, CVR: bakeryCVR, PNumber: bakeryP,
			Description: "HR, godkender timer"},
		{Key: "mentor", Name: "Søren Krag", Firm: bakery, CVR: bakeryCVR, PNumber: bakeryP,
			Description: "mentor i bageriet"},
		{Key: "hr2", Name: "Anne Friis", Firm: bakery, CVR: bakeryCVR, PNumber: bakeryP,
			Description: "stedfortræder for HR"},
		{Key: "owner2", Name: "Tove Lund", Firm: bikeShop, CVR: bikeCVR, signatory: true,
			Description: "ejer af en enkeltmandsvirksomhed uden ansatte"},
		{Key: "coordinator", Name: "Jens Toft", Firm: association, CVR: associationCVR,
			Description: "koordinator i erhvervsforeningen"},
		{Key: "consultant", Name: "Karen Bay", Firm: municipality, CVR: municipalCVR,
			Description: "virksomhedskonsulent i kommunen"},
		{Key: "pseudonym", Firm: bakery, CVR: bakeryCVR, PNumber: bakeryP,
			Description: "medarbejder med navnebeskyttelse"},
		{Key: "lowlevel", Name: "Per Munk", Firm: bakery, CVR: bakeryCVR, PNumber: bakeryP, lowLevel: true,
			Description: "logger ind på for lavt sikringsniveau, skal afvises"},
		{Key: "private", Name: "Ditte Vang", cpr: "3102900002",
			Description: "privat MitID uden virksomhed, skal afvises"},
		{Key: "stranger", Name: "Ulla Brink", Firm: strangers, CVR: strangeCVR,
			Description: "en virksomhed, ingen har inviteret"},
		{Key: "invited", Name: "Bent Rask", Firm: "Sakskøbing Kro v/ Bent Rask", CVR: "99999861", signatory: true,
			Description: "ejer af en virksomhed, erhvervsforeningen har gjort klar"},
	}
	for i := range list {
		list[i].Subject = "dev-" + list[i].Key
	}
	return list
}

// find gives the persona with a key.
func find(key string) (Persona, bool) {
	list := Personas()
	i := slices.IndexFunc(list, func(p Persona) bool { return p.Key == key })
	if i < 0 {
		return Persona{}, false
	}
	return list[i], true
}
