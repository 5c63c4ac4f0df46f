package access

// Role is what a person is at a party.
type Role string

const (
	Owner         Role = "owner"         // virksomhedsejer or ledelsesrepræsentant: the firm's signatory
	Administrator Role = "administrator" // runs the firm's account for the owner
	Approver      Role = "approver"      // HR: approves weeks
	Deputy        Role = "deputy"        // stands in for the approver, usually between two dates
	Mentor        Role = "mentor"        // the colleague beside the candidate; sees their own people only
	Coordinator   Role = "coordinator"   // of a business association
	Consultant    Role = "consultant"    // of the municipality or its provider

	// What a coordinator is at a firm that lets the association act for it.
	Preparer  Role = "preparer"
	Publisher Role = "publisher"
	Observer  Role = "observer"
)

// Roles lists every role, in the order the matrix prints them.
func Roles() []Role {
	return []Role{Owner, Administrator, Approver, Deputy, Mentor, Coordinator, Consultant, Preparer, Publisher, Observer}
}

// Permission names one thing a route does. Only this package can make one, and
// the router refuses its zero value, so no route is open by oversight.
type Permission struct{ name string }

func (p Permission) String() string { return p.name }

// Rules for routes that no role decides.
var (
	Anyone   = Permission{"anyone"}    // no sign-in: the literal list of such routes is a test
	SignedIn = Permission{"signed in"} // any session, also of a person without a role
)

// What the roles are asked for.
var (
	ViewOverview        = Permission{"view overview"}
	ViewCompany         = Permission{"view company"}
	EditCompany         = Permission{"edit company"}
	ManageMembers       = Permission{"manage members"}
	AcceptTerms         = Permission{"accept terms"}
	Delegate            = Permission{"delegate"}   // let an association act for the firm
	ViewFirms           = Permission{"view firms"} // that an association has to do with
	InviteFirms         = Permission{"invite firms"}
	ViewCampaigns       = Permission{"view campaigns"}
	RunCampaigns        = Permission{"run campaigns"}
	ViewGatherings      = Permission{"view gatherings"} // that associations invite firms to
	JoinGatherings      = Permission{"join gatherings"}
	RunGatherings       = Permission{"run gatherings"}
	FollowFirms         = Permission{"follow firms"}   // an association's pipeline
	ConfirmOwners       = Permission{"confirm owners"} // of a firm whose owner left, after a call
	ViewOpenings        = Permission{"view openings"}
	EditOpenings        = Permission{"edit openings"}
	PublishOpenings     = Permission{"publish openings"}
	ReviewOpenings      = Permission{"review openings"} // before a firm is trusted to publish by itself
	ViewHands           = Permission{"view hands"}      // wishes for a hand, and how fast they are answered
	AnswerHands         = Permission{"answer hands"}
	ManageCandidates    = Permission{"manage candidates"} // the consultant's own register and proposals
	ViewReferrals       = Permission{"view referrals"}
	AnswerReferrals     = Permission{"answer referrals"}
	MeetCandidates      = Permission{"meet candidates"} // agree on a meeting about a proposal, and note that it was held
	ViewNeeds           = Permission{"view needs"}      // without a name, for a firm
	AnswerNeeds         = Permission{"answer needs"}
	ViewPlacements      = Permission{"view placements"}
	EditPlacements      = Permission{"edit placements"}
	ConfirmForCompany   = Permission{"confirm for company"}
	ConfirmForCandidate = Permission{"confirm for candidate"}
	RecordDecisions     = Permission{"record decisions"} // what VITAS and the municipality decided
	EndPlacements       = Permission{"end placements"}   // stop a course, or pause it
	PlanFirstDay        = Permission{"plan first day"}
	InviteGuests        = Permission{"invite guests"} // professionals from outside, to one course
	PlanHours           = Permission{"plan hours"}    // change the staircase of an approved course
	MoveTasks           = Permission{"move tasks"}    // on the ladder from new to alone
	ProposePaid         = Permission{"propose paid"}  // that tasks are paid from a date
	SetQuiet            = Permission{"set quiet"}     // keep curves of hours from those beside the person
	ViewHours           = Permission{"view hours"}
	LogHours            = Permission{"log hours"}
	ApproveHours        = Permission{"approve hours"}
	ConfirmHours        = Permission{"confirm hours"} // the second pair of eyes, from outside the firm
	RunPayroll          = Permission{"run payroll"}   // make and fetch the file that a firm pays from
	ViewApplications    = Permission{"view applications"}
	Apply               = Permission{"apply"}          // for support
	RunClaims           = Permission{"run claims"}     // what support pays: money of persons
	ViewReminders       = Permission{"view reminders"} // one's own
	ViewGrants          = Permission{"view grants"}
	ViewEffort          = Permission{"view effort"}    // what the firm's courses have moved
	ViewProgramme       = Permission{"view programme"} // what all courses of a programme have moved, in sums
	EditProgramme       = Permission{"edit programme"}
	ExportCourses       = Permission{"export courses"} // those the sums are counted from, without names
	ViewDocuments       = Permission{"view documents"}
	AddDocuments        = Permission{"add documents"} // and remove one's own
	ViewPay             = Permission{"view pay"}      // pay slips, and what stands on them
	ViewMeetings        = Permission{"view meetings"}
	EditMeetings        = Permission{"edit meetings"} // follow up: call, hold, note, close

	ViewDocumentation    = Permission{"view documentation"}  // of a course, when it ends
	WriteDocumentation   = Permission{"write documentation"} // the firm's part
	ShowDocumentation    = Permission{"show documentation"}  // note that the candidate has seen it
	DeliverDocumentation = Permission{"deliver documentation"}
	ReceiveDocumentation = Permission{"receive documentation"}
	Observe              = Permission{"observe"}      // how work goes under a working condition
	OwnCalendar          = Permission{"own calendar"} // a feed of one's own
)

// Permissions lists everything a role can be asked for.
func Permissions() []Permission {
	return []Permission{
		ViewOverview, ViewCompany, EditCompany, ManageMembers, AcceptTerms, Delegate, ViewFirms, InviteFirms, ViewCampaigns, RunCampaigns, ViewGatherings, JoinGatherings, RunGatherings, FollowFirms, ConfirmOwners, ViewOpenings, EditOpenings, PublishOpenings, ReviewOpenings, ViewHands, AnswerHands,
		ManageCandidates, ViewReferrals, AnswerReferrals, MeetCandidates, ViewNeeds, AnswerNeeds, ViewPlacements, EditPlacements,
		ConfirmForCompany, ConfirmForCandidate, RecordDecisions, EndPlacements, PlanFirstDay, InviteGuests, PlanHours, MoveTasks, ProposePaid, SetQuiet, ViewHours, LogHours,
		ApproveHours, ConfirmHours, RunPayroll, ViewApplications, Apply, RunClaims, ViewReminders, ViewGrants, ViewEffort, ViewProgramme, EditProgramme, ExportCourses, ViewDocuments, AddDocuments, ViewPay, ViewMeetings, EditMeetings,
		ViewDocumentation, WriteDocumentation, ShowDocumentation, DeliverDocumentation, ReceiveDocumentation, Observe, OwnCalendar,
	}
}

// Reach is how far a permission goes within the actor's party.
type Reach int

const (
	None Reach = iota
	Own        // only records that name this person as mentor
	All        // every record of the party
)

func (r Reach) String() string { return [...]string{"-", "own", "all"}[r] }

// matrix is the whole of what roles may do. A pair that is not here is None.
var matrix = map[Permission]map[Role]Reach{
	ViewOverview:        {Owner: All, Administrator: All, Approver: All, Deputy: All, Mentor: Own, Coordinator: All, Consultant: All, Preparer: All, Publisher: All, Observer: All},
	ViewCompany:         {Owner: All, Administrator: All, Approver: All, Deputy: All, Mentor: All, Preparer: All, Publisher: All, Observer: All},
	EditCompany:         {Owner: All, Administrator: All},
	ManageMembers:       {Owner: All, Administrator: All},
	AcceptTerms:         {Owner: All},
	Delegate:            {Owner: All},
	ViewFirms:           {Coordinator: All},
	InviteFirms:         {Coordinator: All},
	ViewCampaigns:       {Owner: All, Administrator: All, Coordinator: All, Consultant: All, Preparer: All},
	RunCampaigns:        {Coordinator: All},
	ViewGatherings:      {Owner: All, Administrator: All, Approver: All, Deputy: All, Mentor: All, Coordinator: All},
	JoinGatherings:      {Owner: All, Administrator: All},
	RunGatherings:       {Coordinator: All},
	FollowFirms:         {Coordinator: All},
	ConfirmOwners:       {Coordinator: All, Consultant: All},
	ViewOpenings:        {Owner: All, Administrator: All, Approver: All, Deputy: All, Mentor: All, Consultant: All, Preparer: All, Publisher: All},
	EditOpenings:        {Owner: All, Administrator: All, Preparer: All},
	PublishOpenings:     {Owner: All, Administrator: All, Publisher: All},
	ReviewOpenings:      {Consultant: All},
	ViewHands:           {Owner: All, Administrator: All, Consultant: All},
	AnswerHands:         {Consultant: All},
	ManageCandidates:    {Consultant: All},
	ViewReferrals:       {Owner: All, Administrator: All, Consultant: All},
	AnswerReferrals:     {Owner: All, Administrator: All},
	MeetCandidates:      {Owner: All, Administrator: All, Consultant: All},
	ViewNeeds:           {Owner: All, Administrator: All, Consultant: All},
	AnswerNeeds:         {Owner: All, Administrator: All},
	ViewPlacements:      {Owner: All, Administrator: All, Approver: All, Deputy: All, Mentor: Own, Consultant: All},
	EditPlacements:      {Owner: All, Administrator: All},
	ConfirmForCompany:   {Owner: All, Administrator: All},
	ConfirmForCandidate: {Consultant: All},
	RecordDecisions:     {Owner: All, Administrator: All, Consultant: All},
	EndPlacements:       {Owner: All, Administrator: All, Consultant: All},
	PlanFirstDay:        {Owner: All, Administrator: All, Mentor: Own, Consultant: All},
	InviteGuests:        {Owner: All, Administrator: All, Consultant: All},
	PlanHours:           {Owner: All, Administrator: All, Mentor: Own, Consultant: All},
	MoveTasks:           {Owner: All, Administrator: All, Mentor: Own, Consultant: All},
	ProposePaid:         {Owner: All, Administrator: All, Consultant: All},
	SetQuiet:            {Owner: All, Administrator: All, Consultant: All},
	ViewHours:           {Owner: All, Administrator: All, Approver: All, Deputy: All, Mentor: Own, Consultant: All},
	LogHours:            {Owner: All, Administrator: All, Approver: All, Deputy: All, Mentor: Own},
	ApproveHours:        {Owner: All, Approver: All, Deputy: All},
	ConfirmHours:        {Consultant: All},
	RunPayroll:          {Owner: All, Approver: All},
	ViewApplications:    {Owner: All, Administrator: All, Approver: All, Consultant: All},
	Apply:               {Owner: All, Administrator: All, Approver: All},
	RunClaims:           {Owner: All, Approver: All},
	ViewReminders:       {Owner: All, Administrator: All, Approver: All, Deputy: All, Mentor: All},
	ViewGrants:          {Owner: All, Administrator: All, Approver: All, Deputy: All, Consultant: All},
	ViewEffort:          {Owner: All, Administrator: All, Approver: All, Deputy: All, Observer: All},
	ViewProgramme:       {Coordinator: All, Consultant: All},
	EditProgramme:       {Coordinator: All, Consultant: All},
	ExportCourses:       {Consultant: All},
	ViewDocuments:       {Owner: All, Administrator: All, Approver: All, Deputy: All, Consultant: All},
	AddDocuments:        {Owner: All, Administrator: All, Approver: All, Consultant: All},
	ViewPay:             {Owner: All, Approver: All},
	ViewMeetings:        {Owner: All, Administrator: All, Approver: All, Deputy: All, Mentor: Own, Consultant: All},
	EditMeetings:        {Owner: All, Administrator: All, Mentor: Own, Consultant: All},

	ViewDocumentation:    {Owner: All, Administrator: All, Approver: All, Deputy: All, Mentor: Own, Consultant: All},
	WriteDocumentation:   {Owner: All, Administrator: All, Mentor: Own},
	ShowDocumentation:    {Owner: All, Administrator: All, Mentor: Own, Consultant: All},
	DeliverDocumentation: {Owner: All, Administrator: All},
	ReceiveDocumentation: {Consultant: All},
	Observe:              {Owner: All, Administrator: All, Mentor: Own, Consultant: All},
	OwnCalendar:          {Owner: All, Administrator: All, Approver: All, Deputy: All, Mentor: All, Consultant: All},
}

// ReachOf tells how far a role's permission goes.
func ReachOf(p Permission, r Role) Reach { return matrix[p][r] }
