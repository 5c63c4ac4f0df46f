// Package demo fills an empty portal with invented firms and courses, laid out
// relative to today. It does what people would have done, through the same
// services and in the same order, with a clock that it moves through the past;
// so everything has its history, and nothing can stand there that the portal
// itself would not allow.
package demo

import (
	"context"
	"errors"
	"fmt"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/campaign"
	"fodfaeste/internal/candidate"
	"fodfaeste/internal/claim"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/company"
	"fodfaeste/internal/delegation"
	"fodfaeste/internal/delivery"
	"fodfaeste/internal/document"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/gathering"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/identity"
	"fodfaeste/internal/invitation"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/need"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/payroll"
	"fodfaeste/internal/pipeline"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/programme"
	"fodfaeste/internal/report"
)

// Services are what the demo data are made with. They share the Clock.
type Services struct {
	Identity   *identity.Service
	Companies  *company.Service
	Openings   *opening.Service
	Candidates *candidate.Service
	Needs      *need.Service
	Placements *placement.Service
	Hours      *hours.Service
	Meetings   *meeting.Service
	Documents  *document.Service

	Delegations *delegation.Service
	Deliveries  *delivery.Service
	Invitations *invitation.Service
	Programmes  *programme.Service
	Campaigns   *campaign.Service
	Gatherings  *gathering.Service
	Pipeline    *pipeline.Service
	Payroll     *payroll.Service
	Claims      *claim.Service
	Reports     *report.Service

	// PayrollFiles puts a file for payroll into bytes.
	PayrollFiles func(payroll.Export) (map[string][]byte, error)

	Clock *clock.Fixed
}

// seeder carries what one run knows.
type seeder struct {
	Services
	assoc access.Actor // the coordinator
	now   time.Time
	today caldate.Date
	firms map[string]actors // by CVR
	by    access.Actor      // the consultant
}

// actors are the people of a firm who do things.
type actors struct {
	owner, approver, mentor access.Actor
}

// Seed adds the demo data and answers false when there are firms already.
func Seed(ctx context.Context, s Services, now time.Time) (done bool, err error) {
	sd := &seeder{Services: s, now: now, today: caldate.Of(now), firms: map[string]actors{}}
	s.Clock.Set(now.AddDate(0, -7, 0))
	if sd.assoc, err = sd.organisation(ctx, access.Association, associationCVR, "Sydhavets Erhvervsforening", coordinator); err != nil {
		return false, err
	}
	sd.by, err = sd.organisation(ctx, access.Municipality, municipalityCVR, "Smålandshavets Kommune", consultant)
	if err != nil {
		return false, err
	}
	for _, f := range append([]firm{bakery, bikeShop}, others...) {
		fresh, err := sd.addFirm(ctx, f)
		if err != nil {
			return false, fmt.Errorf("demo: %s: %w", f.name, err)
		}
		if !fresh {
			return false, nil
		}
	}
	if err := errors.Join(sd.delegate(ctx), sd.recover(ctx), sd.invite(ctx), sd.campaign(ctx), sd.mail(ctx)); err != nil {
		return false, fmt.Errorf("demo: the association: %w", err)
	}
	for _, c := range courses {
		if err := sd.addCourse(ctx, c); err != nil {
			return false, fmt.Errorf("demo: course of %s: %w", c.firstName, err)
		}
	}
	if err := sd.hands(ctx); err != nil {
		return false, fmt.Errorf("demo: %w", err)
	}
	if err := sd.needs(ctx); err != nil {
		return false, fmt.Errorf("demo: needs: %w", err)
	}
	s.Clock.Set(now)
	if err := errors.Join(sd.goals(ctx), s.Programmes.Rebuild(ctx)); err != nil {
		return false, fmt.Errorf("demo: the programme: %w", err)
	}
	if err := sd.payroll(ctx); err != nil {
		return false, fmt.Errorf("demo: payroll: %w", err)
	}
	if err := sd.support(ctx); err != nil {
		return false, fmt.Errorf("demo: support: %w", err)
	}
	s.Clock.Set(now)
	if err := sd.gather(ctx); err != nil {
		return false, fmt.Errorf("demo: gatherings: %w", err)
	}
	if err := sd.follow(ctx); err != nil {
		return false, fmt.Errorf("demo: the pipeline: %w", err)
	}
	s.Clock.Set(now)
	return true, nil
}

// goals sets what the municipality and the association want to reach together.
func (s *seeder) goals(ctx context.Context) error {
	first := s.now.AddDate(-1, 0, 0).Year()
	for _, actor := range []access.Actor{s.by, s.assoc} {
		_, err := s.Programmes.Set(ctx, actor, 0, programme.Programme{
			Name: "Ind fra kanten", From: caldate.New(first, time.January, 1), Until: caldate.New(first+3, time.December, 31), Firms: 400, People: 850, Earning: 550,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// delegate lets the association write small jobs for the first of the firms whose
// people no persona plays, and see its sums.
func (s *seeder) delegate(ctx context.Context) error {
	association, err := s.Identity.Associations(ctx)
	if err != nil {
		return err
	}
	s.Clock.Set(s.now.AddDate(0, -2, 0))
	_, err = s.Delegations.Sign(ctx, s.firms[others[0].cvr].owner, delegation.Wish{
		Association: association[0], Rights: []delegation.Right{delegation.Prepare, delegation.Totals}, Until: s.today.AddMonths(9),
	})
	return err
}

// invite prepares firms that are not here yet: one was given its link three weeks
// ago, and one is a draft.
func (s *seeder) invite(ctx context.Context) error {
	for i, f := range []struct{ cvr, name, address, branch, pNumber, template string }{
		{"99999888", "Vestensborg Planteskole ApS", "Vestensborg Allé 2, 4800 Nykøbing Falster", "Planteskole", "1999999926", ""},
		{"99999861", "Sakskøbing Kro v/ Bent Rask", "Torvegade 7, 4990 Sakskøbing", "Kro og restaurant", "1999999918", "season"},
	} {
		s.Clock.Set(s.now.AddDate(0, 0, -21+14*i))
		details := company.Details{Name: f.name, Address: f.address, Branch: f.branch, Workplaces: []company.Workplace{{PNumber: f.pNumber, Name: f.name}}}
		made, err := s.Invitations.Prepare(ctx, s.assoc, f.cvr, details, f.template)
		if err != nil {
			return err
		}
		if i == 0 {
			if _, _, err := s.Invitations.Send(ctx, s.assoc, made.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

// recover lets a colleague ask to be owner of the first of the firms whose people
// no persona plays.
func (s *seeder) recover(ctx context.Context) error {
	s.Clock.Set(s.now.AddDate(0, 0, -2))
	return s.Companies.AskRecovery(ctx, s.firms[others[0].cvr].approver, "Jeg er souschef her. Lis Bech er gået på pension, og vi skal kunne give nye kolleger en rolle.")
}

// campaign asks the members for small jobs around a building site.
func (s *seeder) campaign(ctx context.Context) error {
	s.Clock.Set(s.now.AddDate(0, 0, -30))
	_, err := s.Campaigns.Begin(ctx, s.assoc, campaign.Call{
		Name: "Job ved tunnelen", Text: "Byggeriet giver travlhed i kantiner, rengøring og på lagre. Hvilke timer kunne en ny kollega tage hos jer?",
		Template: "small_job", From: s.today.Add(-30), Until: s.today.AddMonths(6),
	})
	return err
}

// mail lets the bakery's mentor and approver want mails. Those to the approver come
// back.
func (s *seeder) mail(ctx context.Context) error {
	team := s.firms[bakery.cvr]
	s.at(s.today.Add(-10), 9)
	for address, actor := range map[string]access.Actor{"soren.krag@nakskov-bageri.example": team.mentor, "henrik.dam@nakskov-bageri.example": team.approver} {
		set, err := s.Deliveries.Choose(ctx, actor, delivery.Choice{How: delivery.Daily, Locale: "da"}, address)
		if err != nil {
			return err
		}
		_, secret, err := s.Deliveries.ClaimConfirmation(ctx, set.ID)
		if err != nil {
			return err
		}
		if err := s.Deliveries.Confirm(ctx, secret); err != nil {
			return err
		}
	}
	s.at(s.today.Add(-3), 9)
	return s.Deliveries.Return(ctx, team.approver.Party().ID, team.approver.PersonID(), "henrik.dam@nakskov-bageri.example")
}

// gather plans an open house that the bakery comes to, and holds an evening of
// pledges, last night: of a firm that lets the association prepare drafts, of one
// that does not, and of one nobody has the number of.
func (s *seeder) gather(ctx context.Context) error {
	s.at(s.today.Add(-20), 10)
	house, err := s.Gatherings.Announce(ctx, s.assoc, gathering.Notice{
		Title: "Åbent hus hos Sydhavets Teknik", Text: "Se, hvordan en kollega på få timer om ugen blev til en fast ansættelse.", On: s.today.Add(12), Time: 16 * 60, Place: "Havnegade 8, Nykøbing", Seats: 40,
	})
	if err != nil {
		return err
	}
	evening, err := s.Gatherings.Announce(ctx, s.assoc, gathering.Notice{
		Title: "Tilsagnsaften", Text: "En time med kaffe. Hver virksomhed siger, hvilke timer en ny kollega kunne tage.", On: s.today.Add(-1), Time: 19 * 60, Place: "Foreningens hus, Maribo",
	})
	if err != nil {
		return err
	}
	if _, err := s.Gatherings.SignUp(ctx, s.firms[bakery.cvr].owner, house.ID, 2); err != nil {
		return err
	}
	s.at(s.today.Add(-1), 19)
	for _, w := range []gathering.Word{
		{Firm: others[0].name, CVR: others[0].cvr, Work: "Lægge vasketøj sammen", Minutes: 6 * 60, Phone: "54 60 00 10"},
		{Firm: bikeShop.name, CVR: bikeShop.cvr, Work: "Pakke cykler ud", Minutes: 4 * 60},
		{Firm: "Kroen på hjørnet", Work: "Opvask i weekenden", Minutes: 5 * 60, Phone: "54 60 00 12"},
	} {
		if _, err := s.Gatherings.WriteDown(ctx, s.assoc, evening.ID, w); err != nil {
			return err
		}
	}
	return nil
}

// organisation makes a municipality or an association known and gives one of
// its people a role there.
func (s *seeder) organisation(ctx context.Context, kind access.PartyKind, cvr, name string, p person) (access.Actor, error) {
	id := map[access.PartyKind]string{access.Municipality: "mun_", access.Association: "aso_"}[kind] + cvr
	party, err := s.Identity.RegisterParty(ctx, access.Party{ID: id, Kind: kind, CVR: cvr, Name: name})
	if err != nil {
		return access.Actor{}, err
	}
	actor, err := s.actor(ctx, party, p, false, roleOf(kind))
	if err != nil {
		return actor, err
	}
	err = s.Identity.Appoint(ctx, actor.PersonID(), roleOf(kind))
	if fault.Is(err, fault.Conflict) {
		err = nil
	}
	return actor, err
}

// actor makes somebody known and acts as them.
func (s *seeder) actor(ctx context.Context, party access.Party, p person, signatory bool, roles ...access.Role) (access.Actor, error) {
	personID, err := s.Identity.RegisterPerson(ctx, identity.NewPerson{Broker: brokerName, Subject: "dev-" + p.key, Name: p.name, PartyID: party.ID})
	return access.NewActor(access.Identity{PersonID: personID, Name: p.name, Signatory: signatory}, party, roles...), err
}

// addFirm lets a firm be confirmed by its owner, who then gives the others
// their roles.
func (s *seeder) addFirm(ctx context.Context, f firm) (fresh bool, err error) {
	party, err := s.Identity.RegisterParty(ctx, access.Party{Kind: access.Company, CVR: f.cvr, Name: f.name})
	if err != nil {
		return false, err
	}
	owner, err := s.actor(ctx, party, f.owner, true, access.Owner)
	if err != nil {
		return false, err
	}
	if known, err := s.Companies.Known(ctx, owner); known || err != nil {
		return false, err
	}
	if err := s.confirm(ctx, owner, f); err != nil {
		return false, err
	}
	if err := s.Companies.GiveTrust(ctx, s.by, party.ID); err != nil { // they were here before
		return false, err
	}
	if f.representative != "" {
		if err := s.Companies.NameRepresentative(ctx, owner, f.representative, false); err != nil {
			return false, err
		}
	}
	team := actors{owner: owner, approver: owner, mentor: owner}
	for _, member := range []struct {
		person person
		role   access.Role
		into   *access.Actor
	}{{f.approver, access.Approver, &team.approver}, {f.mentor, access.Mentor, &team.mentor}, {f.deputy, access.Deputy, nil}} {
		if member.person.key == "" {
			continue
		}
		a, err := s.addMember(ctx, party, owner, member.person, member.role)
		if err != nil {
			return false, err
		}
		if member.into != nil {
			*member.into = a
		}
	}
	s.firms[f.cvr] = team
	return true, nil
}

// confirm lets an owner confirm what the register says of their firm, and correct
// it where they know better.
func (s *seeder) confirm(ctx context.Context, owner access.Actor, f firm) error {
	d := company.Details{Name: f.name, Address: f.address, Branch: f.branch}
	var register company.Details
	for _, p := range f.places {
		typed, told := company.Workplace{PNumber: p.pNumber, Name: p.name}, company.Workplace{PNumber: p.pNumber}
		for i, month := range company.Months(s.today) {
			said := company.Headcount{Month: month, Hundredths: p.employees}
			if i == 0 && p.corrected != 0 {
				said.Correction = &company.Correction{Hundredths: p.corrected, Reason: "to nye siden sidst"}
			}
			typed.Employees = append(typed.Employees, said)
			told.Employees = append(told.Employees, company.Headcount{Month: month, Hundredths: p.employees, FromRegister: p.corrected != 0})
		}
		d.Workplaces, register.Workplaces = append(d.Workplaces, typed), append(register.Workplaces, told)
	}
	return s.Companies.ConfirmPrepared(ctx, owner, d, company.Prepared{Details: register})
}

// addMember lets a colleague ask for a role and the owner give it.
func (s *seeder) addMember(ctx context.Context, party access.Party, owner access.Actor, p person, role access.Role) (access.Actor, error) {
	a, err := s.actor(ctx, party, p, false, role)
	if err != nil {
		return a, err
	}
	if err := s.Companies.Ask(ctx, a); err != nil {
		return a, err
	}
	appointment := company.Appointment{PersonID: a.PersonID(), Role: role}
	if role == access.Deputy {
		appointment.Until = s.today.AddMonths(3)
	}
	return a, s.Companies.Appoint(ctx, owner, appointment)
}
