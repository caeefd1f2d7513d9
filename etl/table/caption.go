package table

import (
	"regexp"
	"strings"

	"tongbi/data"
	"tongbi/etl/doc"
	"tongbi/etl/fact"
)

// Caption is what stands around a table: its title, whose it is, its unit.
type Caption struct {
	Form      *data.Form // the form that the title names, nil where it names none
	Title     string     // as printed
	TitlePage int
	Unit      fact.Unit // 0 where none is stated
	Owner     string    // the organisation named in 编制部门, 预算单位 …
	OwnerRole string    // that word, as printed
	OwnerPage int
	Year      string // of the line that names the owner (“编制单位：… 2022年度 金额单位：万元”), empty where it has none
}

var (
	unitPhrase  = regexp.MustCompile(`[（(]?(?:金额|计量|货币)?单\s*位\s*[:：﹕∶]\s*(?:人民币)?\s*(亿\s*元|百\s*万\s*元|万\s*元|千\s*元|元)[）)]?`)
	ownerPhrase = regexp.MustCompile(`((?:预算)?主管部门|编制部门|编制单位|预算部门|预算单位|部门名称|单位名称|填报部门|填报单位|公开部门|公开单位|部门|单位)(?:[（(][^）)]*[）)])?\s*[:：]\s*(.*)$`)
	numberWord  = regexp.MustCompile(`(?:公开|附|预算|决算)?\s*表\s*(?:[0-9０-９]+|[一二三四五六七八九十]+)(?:[-－—.]\d+)?|公开\s*[0-9０-９]+\s*表|附件\s*[0-9０-９一二三四五六七八九十]*\s*[:：]?`)
	sequel      = regexp.MustCompile(`[（]续(表)?[0-9一二三四五六七八九十]*[）]$|续表$`)
	formDetail  = regexp.MustCompile(`（[^（）]*）$`)
)

var units = map[string]fact.Unit{
	"元": fact.Yuan, "千元": fact.ThousandYuan, "万元": fact.TenThousandYuan, "百万元": fact.MillionYuan, "亿元": fact.HundredMillion,
}

// captionReach is how many paragraphs above a table are looked at for its caption.
const captionReach = 8

// longestTitle is the number of characters beyond which a paragraph is prose and no title.
const longestTitle = 60

// readCaption understands the pieces above a table, nearest last, and the rows of the grid that are caption.
func (r *Recogniser) readCaption(above []doc.Line) Caption {
	var caption Caption
	for i := len(above) - 1; i >= 0 && i >= len(above)-captionReach && caption.Form == nil; i-- {
		rest := caption.take(above[i])
		if caption.Owner == "" && i+1 < len(above) && ownerAlone.MatchString(Plain(above[i].Text)) {
			caption.takeOwner(above[i], above[i+1])
		}
		if rest == "" {
			continue
		}
		if len([]rune(rest)) > longestTitle || strings.HasSuffix(rest, "。") {
			break
		}
		if caption.Title == "" {
			caption.Title, caption.TitlePage = rest, above[i].Page
		}
		if form := r.entitled(rest, above[i].Scanned); form != nil {
			caption.Form, caption.Title, caption.TitlePage = form, rest, above[i].Page
		} else if i > 0 {
			if both := Squeeze(above[i-1].Text) + rest; len([]rune(both)) <= longestTitle && r.entitled(Squeeze(above[i-1].Text), false) == nil {
				if form := r.entitled(both, above[i].Scanned); form != nil {
					caption.Form, caption.Title, caption.TitlePage = form, both, above[i-1].Page
				}
			}
		}
	}
	return caption
}

// ownerAlone is “部门：” printed apart from the name that follows it.
var ownerAlone = regexp.MustCompile(`^(预算主管部门|主管部门|编制部门|编制单位|预算单位|部门名称|单位名称|部门|单位)：$`)

// takeOwner reads the owner from the piece after “部门：”.
func (c *Caption) takeOwner(role, name doc.Line) {
	if text := Squeeze(unitPhrase.ReplaceAllString(name.Text, "")); text != "" && len([]rune(text)) <= longestTitle {
		c.Owner, c.OwnerRole, c.OwnerPage = text, strings.TrimSuffix(Plain(role.Text), "："), name.Page
		if c.Title == text {
			c.Title = ""
		}
	}
}

// afterOwner is what forms print on the owner's line behind its name: the year, a date, a page.
var afterOwner = regexp.MustCompile(`\s*(?:(?:((?:19|20)\d{2})\s*年度|(?:19|20)\d{2}\s*年|(?:填报|编制|填表|报送)?日期|金额|第\s*\d+\s*页).*)$`)

// ownerAndYear takes an owner's line apart.
func ownerAndYear(text string) (owner, year string) {
	if found := afterOwner.FindStringSubmatchIndex(text); found != nil {
		if found[2] >= 0 {
			year = text[found[2]:found[3]]
		}
		text = text[:found[0]]
	}
	return Squeeze(text), year
}

// take reads unit and owner from a piece and gives what is left of it: a title, perhaps.
func (c *Caption) take(line doc.Line) string {
	text := line.Text
	if found := unitPhrase.FindStringSubmatchIndex(text); found != nil {
		if c.Unit == 0 {
			c.Unit = units[Plain(text[found[2]:found[3]])]
		}
		text = text[:found[0]] + text[found[1]:]
	}
	if found := ownerPhrase.FindStringSubmatchIndex(text); found != nil {
		if owner, year := ownerAndYear(text[found[4]:found[5]]); c.Owner == "" && owner != "" {
			c.Owner, c.OwnerRole, c.OwnerPage, c.Year = owner, text[found[2]:found[3]], line.Page, year
		}
		text = text[:found[0]]
	}
	return Squeeze(numberWord.ReplaceAllString(text, ""))
}

// entitled gives the form that a title names; a trailing “（续）” or bracket may be left out. Of a scanned title every character
// before the form's own name must be understood: in “财政拨歌支出预算表” it is a misread part of that name, and the table no 支出预算表.
func (r *Recogniser) entitled(title string, scanned bool) *data.Form {
	plain := sequel.ReplaceAllString(Plain(title), "")
	form, before := r.vocabulary.Entitled(plain)
	if form == nil {
		form, before = r.vocabulary.Entitled(formDetail.ReplaceAllString(plain, ""))
	}
	if scanned && !beforeTitle.MatchString(before) {
		return nil
	}
	return form
}

// beforeTitle is what may stand before the name of a form: its number, whose it is, the year, the scope.
var beforeTitle = regexp.MustCompile(`^[（]?[一二三四五六七八九十0-9]*[）、．.]?(.*[局厅委办会院处校所部心社团站府])?(.{0,2}[0-9\x{FFFD}]{4}年度?)?((省|市|区|县|本)级|本)?(部门|单位)*$`)

// OwnerIn reads “编制部门：…” and the like from a piece of text.
func OwnerIn(text string) (role, owner string, ok bool) {
	found := ownerPhrase.FindStringSubmatch(unitPhrase.ReplaceAllString(text, ""))
	if found == nil {
		return "", "", false
	}
	owner, _ = ownerAndYear(found[2])
	return found[1], owner, owner != ""
}
