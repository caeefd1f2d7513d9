// Package fact holds the words of the budget world as types: money with the grain it was printed in, years, stages,
// scopes, funds, forms, measures and codes; and the two things a document yields, a Fact and a Claim.
package fact

// Year is a fiscal year (公历年度, 1 January to 31 December).
type Year int

// Stage is the point of the budget cycle a figure belongs to (预算阶段). Figures of different stages are never
// compared without saying so.
type Stage string

// The stages, from 预算法 and the column headings of published final accounts (年初预算数, 全年预算数, 决算数).
const (
	InitialBudget  Stage = "initial_budget"  // 年初预算
	AdjustedBudget Stage = "adjusted_budget" // 调整预算, 全年预算
	Outturn        Stage = "outturn"         // 执行数
	FinalAccounts  Stage = "final_accounts"  // 决算
)

// Scope says whose money a document speaks of: a department with all its units, or one unit.
type Scope string

// The scopes. A department's document and a unit's are never subtracted from one another.
const (
	Department Scope = "department" // 部门
	UnitScope  Scope = "unit"       // 单位
)

// Fund is one of the separate budgets of 预算法 第五条, or a pot beside them.
type Fund string

// The funds.
const (
	AllFunds       Fund = "all"
	GeneralPublic  Fund = "general_public"       // 一般公共预算
	GovernmentFund Fund = "government_fund"      // 政府性基金预算
	StateCapital   Fund = "state_capital"        // 国有资本经营预算
	FiscalAccount  Fund = "fiscal_account"       // 财政专户管理资金
	Appropriation  Fund = "fiscal_appropriation" // 财政拨款: the first three together, without own income
)

// Scheme is the classification that a code belongs to.
type Scheme string

// The schemes of 政府收支分类科目.
const (
	Functional         Scheme = "functional"          // 支出功能分类: 类 3, 款 5, 项 7 digits
	Economic           Scheme = "economic"            // 部门预算支出经济分类: 类 3, 款 5 digits (301–399)
	GovernmentEconomic Scheme = "government_economic" // 政府预算支出经济分类: 类 3, 款 5 digits (501–599)
)

// FormID names one of the tables a disclosure is made of; the forms themselves are data/forms/*.toml.
type FormID string

// Measure says what a figure measures: total, basic, project, three_public lines and so on.
type Measure string

// The measures (DESIGN.md, Words). A fact carries exactly one.
const (
	Total                Measure = "total"
	Basic                Measure = "basic"
	Project              Measure = "project"
	Personnel            Measure = "personnel"
	Operating            Measure = "operating"
	FiscalAppropriation  Measure = "fiscal_appropriation"
	InstitutionIncome    Measure = "institution_income"
	InstitutionOperating Measure = "institution_operating_income"
	OtherIncome          Measure = "other_income"
	GeneralPublicMoney   Measure = "general_public"
	GovernmentFundMoney  Measure = "government_fund"
	StateCapitalMoney    Measure = "state_capital"
	Reserve              Measure = "reserve"
	CarriedForward       Measure = "carried_forward"
	AmountOnly           Measure = "amount"
	ThreePublic          Measure = "three_public"
	OverseasTravel       Measure = "overseas_travel"
	OfficialReception    Measure = "official_reception"
	Vehicles             Measure = "vehicles"
	VehiclePurchase      Measure = "vehicle_purchase"
	VehicleOperation     Measure = "vehicle_operation"
	AdminOperating       Measure = "admin_operating"
	Procurement          Measure = "procurement"
	ProcurementGoods     Measure = "goods"
	ProcurementWorks     Measure = "works"
	ProcurementServices  Measure = "services"
)

// Code is a classification code of 3, 5 or 7 digits without separators, or empty where a line has none.
type Code string

// Level is the depth of a code: 类, 款 or 项.
type Level string

// The levels.
const (
	Class   Level = "class"   // 类, 3 digits
	Section Level = "section" // 款, 5 digits
	Item    Level = "item"    // 项, 7 digits
)

// Level gives the depth of the code, empty for a code that is none.
func (c Code) Level() Level {
	switch len(c) {
	case 3:
		return Class
	case 5:
		return Section
	case 7:
		return Item
	}
	return ""
}

// Parent is the code one level up, empty for a class.
func (c Code) Parent() Code {
	switch len(c) {
	case 5:
		return c[:3]
	case 7:
		return c[:5]
	}
	return ""
}

// Source is the place a figure was read from; nothing that is shown lacks one. Its fields mean what they mean in
// doc.Pos and doc.Box.
type Source struct {
	Page, Table, Row, Col    int
	Title                    string // the table's title as printed; empty for a sentence
	Heading                  string // the column's heading path, joined with “／”; empty for a sentence
	Left, Top, Right, Bottom float64
}

// Presence keeps apart what looks alike: a figure, a dash, the word 无. A blank cell yields no fact at all.
type Presence string

// The presences.
const (
	Stated   Presence = "stated"   // a number, zero included
	Dash     Presence = "dash"     // —, -, …: the document shows that there is no figure
	None     Presence = "none"     // 无
	Counted  Presence = "count"    // a number of things (项目、车辆): Raw has it, no money
	Percent  Presence = "percent"  // a rate of change or share: no money
	Unitless Presence = "unitless" // a number in a table that names no unit: Raw has it, its amount is not known
)

// Identity is what a document is about: the key under which its facts are compared. A field that could not be
// read with certainty is empty, and then Missing names it.
type Identity struct {
	Organization string
	Scope        Scope
	Year         Year
	Stage        Stage
	Evidence     []Evidence // one entry a field that was read
}

// Evidence tells where one field of an Identity was read, or that a person set it by hand.
type Evidence struct {
	Field string // organization, scope, fiscal_year, stage
	Text  string // verbatim, or the value given by hand
	Page  int    // 0 where given by hand
}

// Fact is one figure of one cell (or one sentence) of one document. Organisation and scope are the document's.
type Fact struct {
	Form     FormID
	Year     Year  // of the figure: a 上年执行数 column belongs to the year before the document's
	Stage    Stage // of the figure
	Fund     Fund
	Scheme   Scheme // of Code; empty where the line has no code
	Code     Code
	Printed  string // the code as printed, levels apart, where its leading zeros are missing (301 2); else empty
	Line     string // stable id of a known line without a code (revenue_total, expenditure_total …), else empty
	Label    string // as printed, white space and line breaks removed
	Measure  Measure
	Money    Money // meaningful where Presence is Stated
	Presence Presence
	Raw      string // the cell or number as printed
	Sentence string // the sentence that states it, where no table does
	Inferred bool   // read from columns found by alignment or by character recognition: less certain
	Source   Source
}

// Direction is what a sentence says of a change.
type Direction string

// The directions.
const (
	Increase  Direction = "increase"  // 增加, 增长
	Decrease  Direction = "decrease"  // 减少, 下降
	Unchanged Direction = "unchanged" // 持平
)

// Claim is a sentence of a document that states or compares a figure. A prior-year figure in it is a claim and never
// a fact of that year. Pointers are nil where the sentence does not say.
type Claim struct {
	Subject    string // what it speaks of, as printed
	Line       string // stable id of the subject as Fact.Line; empty where it is a coded item or unknown
	Scheme     Scheme
	Code       Code // where the subject could be bound to a code of this document's tables
	Measure    Measure
	Fund       Fund
	Value      *Money // this year's figure
	Raw        string // that figure as printed, with its unit
	BaseYear   Year   // 0 where no base is named
	BaseStage  Stage
	Base       *Money // the base year's figure, where stated
	Change     *Money // signed: negative for a decrease
	Rate       *Rate  // signed, as stated
	Share      *Rate  // what part of a whole the figure is said to be (占x%)
	Completion *Rate  // how much of the budget is said to be carried out (完成预算的x%)
	Direction  Direction
	Reason     string // what follows 主要原因是, verbatim; a paragraph's reason is bound to each claim it explains
	ReasonPage int
	Sentence   string // verbatim, line breaks removed
	Page       int    // where the sentence's figure stands
}
