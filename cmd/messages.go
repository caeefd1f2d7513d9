package cmd

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/pflag"

	"tongbi/charts"
	"tongbi/charts/briefing"
	"tongbi/data"
	"tongbi/etl"
	"tongbi/etl/doc"
	"tongbi/etl/exchange"
	"tongbi/etl/extract"
	"tongbi/etl/store"
	"tongbi/queries"
)

// This file holds all that the program says when something is wrong: where, what, and what to do next. What it says stands
// here in Chinese and in english.toml in English.

// defect is the wording of one kind of defect: what is wrong (with %s where the document's own text goes) and what to do.
type defect struct {
	what string
	next phrase
}

// defects words every doc.Code; a test holds it against the code.
var defects = map[doc.Code]defect{
	doc.EmptyFile:       {"文件是空的", "请重新下载后再试"},
	doc.UnknownFormat:   {"不是能读的格式%s", "能读 PDF、Word（.docx）、Excel（.xlsx）、网页（.html）、文本（.txt）和 .zip，请另存为其中一种"},
	doc.BrokenFile:      {"不完整或已损坏，没有读取", "请重新下载后再试"},
	doc.EncryptedFile:   {"文件有密码", "请去掉密码另存后再试"},
	doc.PageWithoutText: {"没有文字，可能是扫描件或图片，其中的数字没有读取", "请找文字版，扫描件也可加 --ocr 识别，或人工核对"},
	doc.ScannedPage:     {"由扫描件识别，数字可能认错", "请对照原文核对，能找到文字版最好"},
	doc.TooLarge:        {"超出限度%s", "请拆成较小的文件再试"},
	doc.UnreadableText:  {"文字编码无法识别%s", "请另存为 UTF-8 后再试"},
	doc.UnruledTable:    {"表格没有线，列是按对齐推断的", "请对照原文核对这张表"},
	doc.EmbeddedObject:  {"嵌有其他文件%s，没有读取", "请单独打开那个文件核对"},
	doc.HiddenContent:   {"有隐藏的内容%s，没有读取", "请取消隐藏、另存后再试，或人工核对"},
	doc.MissingResult:   {"公式%s没有存下结果，没有读取", "请用表格软件打开、重新计算并保存后再试"},
	doc.MissingProgram:  {"需要另外的程序%s", "请安装后再试，或另存为 PDF、.docx、.xlsx"},

	etl.Unopened:           {"文件打不开%s", "请检查文件和权限后再试"},
	extract.NoDisclosure:   {"没有找到预算或决算的表", "请确认这是部门公开的预算或决算文件"},
	extract.NoOrganization: {"无法确定是哪个部门或单位%s", "请用 --org 指明"},
	extract.NoYear:         {"无法确定是哪一年%s", "请用 --year 指明，如 --year 2024"},
	extract.NoStage:        {"无法确定是预算还是决算%s", "请用 --stage 指明：initial_budget（预算）或 final_accounts（决算）"},
	extract.NoScope:        {"无法确定是部门口径还是单位口径%s", "请用 --scope 指明：department（部门）或 unit（单位）"},
	extract.UnknownForm:    {"认不出是哪张表%s，只保留单元格", "请对照原文核对，或用 --forms 教会它（见 README“添加表式”）"},
	extract.UnknownUnit:    {"表上没有金额单位，数字只保留原文、不作金额%s", "请对照原文核对这张表"},
	extract.UnknownHeading: {"认不出的列标题%s", "请对照原文核对这一列，或用 --forms 教会它（见 README“添加表式”）"},
	extract.NotNumber:      {"金额%s无法识别", "请对照原文核对这一格，其余数字已读取"},
	extract.UnreadCode:     {"科目编码或名称%s无法识别，这一行的数字没有取", "请对照原文核对这一行"},
	extract.WrongCode:      {"科目编码%s不合规则，按原样保留", "请对照原文核对"},
	extract.SumMismatch:    {"合计与分项不符%s", "请对照原文核对，报告中会注明"},
}

// issueLines tells the issues of a document, one line each: of one kind only so many, and the rest as a count. Pages that
// share a defect stand in one line.
func issueLines(name string, format doc.Format, issues []doc.Issue, shown int) []message {
	var lines []message
	counts := map[doc.Code]int{}
	for _, issue := range joinPages(issues) {
		counts[issue.Code]++
		if counts[issue.Code] <= shown {
			lines = append(lines, issueMessage(name, format, issue.Issue, issue.last))
		}
	}
	for _, code := range slices.Sorted(maps.Keys(counts)) {
		if surplus := counts[code] - shown; surplus > 0 {
			what, _ := wording(code, "")
			lines = append(lines, newMessage("%s：%s，另有%d处。加 --verbose 可看全部。", name, what, surplus))
		}
	}
	return lines
}

// pagedIssue is an issue of one page, or of all pages up to the last.
type pagedIssue struct {
	doc.Issue
	last int
}

// joinPages makes one issue of equal ones of pages that follow each other.
func joinPages(issues []doc.Issue) []pagedIssue {
	var joined []pagedIssue
	for _, issue := range issues {
		if n := len(joined) - 1; n >= 0 {
			next := issue
			next.Pos.Page = joined[n].Pos.Page
			if issue.Pos.Page == joined[n].last+1 && next == joined[n].Issue {
				joined[n].last++
				continue
			}
		}
		joined = append(joined, pagedIssue{issue, issue.Pos.Page})
	}
	return joined
}

// wording is what a defect is called, with the document's own text in its place where there is one, and what to do about it.
func wording(code doc.Code, detail string) (what worded, next phrase) {
	known, ok := defects[code]
	quoted := worded(phrase(""))
	if detail != "" {
		quoted = newMessage("“%s”", detail)
	}
	switch {
	case !ok:
		return newMessage("有问题（%s）%s", code, quoted), "请对照原文核对"
	case !strings.Contains(known.what, "%s"):
		return phrase(known.what), known.next
	}
	return newMessage(known.what, quoted), known.next
}

// issueMessage is one line on a defect of a document: its name and the place, what is wrong, what to do next. The
// defect may hold for all pages up to the last.
func issueMessage(name string, format doc.Format, issue doc.Issue, last int) message {
	where, at := newMessage("%s", name), place(format, issue.Pos)
	if len(at.items) > 0 {
		where = newMessage("%s %s", name, at)
	}
	if last > issue.Pos.Page {
		where = newMessage("%s至第%d页", where, last)
	}
	what, next := wording(issue.Code, issue.Detail)
	if flag := raisingFlag(issue); flag != "" {
		return newMessage("%s：%s。%s，或用 %s 放宽。", where, what, next, flag)
	}
	return newMessage("%s：%s。%s。", where, what, next)
}

// limitFlags tells by what a reader says of a limit which flag raises it. The first that fits holds.
var limitFlags = []struct{ said, flag string }{
	{" pages > ", "--max-pages"},
	{"cells", "--max-cells"},
	{"read within ", "--max-time"},
	{"converted within ", "--max-time"},
	{"files in the archive > ", "--max-files"},
	{"archives within each other > ", "--max-depth"},
	{"archive is too large", "--max-total"},
	{"too large after", "--max-size"},
	{" bytes", "--max-size"},
}

// raisingFlag is the flag that raises the limit a document passed; empty where none does.
func raisingFlag(issue doc.Issue) string {
	if issue.Code != doc.TooLarge {
		return ""
	}
	for _, limit := range limitFlags {
		if strings.Contains(issue.Detail, limit.said) {
			return limit.flag
		}
	}
	return ""
}

// A line of a text and a row of a table are the same word in Chinese, but not in English.
const (
	lineOfText = "第%d行"
	rowOfTable = "第%[1]d行"
)

// place says where in a document something stands: 第12页 表3 第7行 第2列. A page is a line of a text, which is the row
// too, and a sheet of a workbook; Word and HTML have one page, which is not worth naming.
func place(format doc.Format, pos doc.Pos) list {
	var parts []message
	if pos.Page > 0 {
		switch format {
		case doc.Text:
			parts = append(parts, newMessage(lineOfText, pos.Page))
		case doc.Book:
			parts = append(parts, newMessage("第%d个工作表", pos.Page))
		case doc.Word, doc.Page:
		default:
			parts = append(parts, newMessage("第%d页", pos.Page))
		}
	}
	if pos.Table > 0 {
		parts = append(parts, newMessage("表%d", pos.Table))
	}
	if pos.Row > 0 && format != doc.Text {
		parts = append(parts, newMessage(rowOfTable, pos.Row))
	}
	if pos.Col > 0 {
		parts = append(parts, newMessage("第%d列", pos.Col))
	}
	return join(" ", parts)
}

// conflictMessage says which figures of a document another document of the same year states differently.
func conflictMessage(name string, differences []store.Difference) message {
	const shown = 3
	var parts []message
	for i, d := range differences {
		if i == shown {
			parts = append(parts, newMessage("等%d处", len(differences)))
			break
		}
		parts = append(parts, newMessage("%s%s第%d页 %s，%s第%d页 %s", d.Code, d.Label, d.Page, d.Mine, d.Other, d.PageOfOther, d.Theirs))
	}
	return newMessage("%s：与同一年度的另一份文件不一致：%s。这一年暂不比较；核对后用 tongbi load --replace 以它为准，或用 tongbi forget 移出其中一份。",
		name, join("；", parts))
}

// oversizedMessage says that a document was refused for an amount that no budget has.
func oversizedMessage(name string) message {
	return newMessage("%s：有的金额大得不可能是预算，多半读错了，整份没有装入。请用 tongbi status 看是哪一处，对照原文核对。", name)
}

// exportMessage says why an export is refused: what, where, what to do.
func exportMessage(path string, defect *exchange.Defect) message {
	where := newMessage("%s", filepath.Join(path, defect.File))
	if defect.Line > 0 {
		where = newMessage("%s 第%d行", where, defect.Line)
	}
	switch defect.Kind {
	case exchange.ErrOccupied:
		return newMessage("%s：文件夹里有别的东西，没有动它。请换一个空的或还没有的文件夹。", defect.File)
	case exchange.ErrMissing:
		return newMessage("%s：导出的数据里缺这个文件，整份没有装入。请重新拷贝整个文件夹。", where)
	case exchange.ErrChanged:
		return newMessage("%s：与导出时的内容不同（SHA-256 不符），整份没有装入。请重新拷贝整个文件夹，或在原来的机器上重新导出。", where)
	case exchange.ErrFormat:
		return newMessage("%s：是另一版本的 tongbi 导出的，整份没有装入。请两边用同一版本，再重新导出。", where)
	case exchange.ErrRow:
		return newMessage("%s：内容不合理（%s），整份没有装入。请在原来的机器上重新导出。", where, defect.Detail)
	}
	return newMessage("%s：导出的说明文件已损坏，整份没有装入。请重新拷贝整个文件夹。", where)
}

// errNothingToReport ends a report of a database, or of files, in which nothing counts.
var errNothingToReport = errors.New("nothing to report")

// errNothingRead ends a command that could not open any of the files offered; why was told by then.
var errNothingRead = errors.New("no file could be opened")

// failure words an error that ended a command.
func failure(err error, database string) worded {
	var usage usageError
	var path *fs.PathError
	var query queryError
	var absent *queries.NotLoadedError
	var row *data.WrongRowError
	var defect *exchange.Defect
	var setting *data.SettingError
	var template *briefing.TemplateError
	var rule ruleError
	switch {
	case errors.As(err, &usage):
		return usage
	case errors.Is(err, context.Canceled):
		return phrase("已中断。中断前存好的文件都在；再运行一次同样的命令即可接着做。")
	case errors.Is(err, store.ErrInUse):
		return newMessage("%s：数据库正被另一个程序使用。请关闭那个程序后再试。", database)
	case errors.Is(err, store.ErrNotFound):
		return newMessage("%s：没有这个数据库。请先用 tongbi load 装入文件，或用 --db 指明数据库。", database)
	case errors.Is(err, store.ErrDiskFull):
		return newMessage("%s：磁盘已满，没有写完的文件已撤销，此前装入的都在。请腾出空间后再运行一次同样的命令。", database)
	case errors.Is(err, store.ErrPermission):
		return newMessage("%s：没有权限读写数据库。请修改权限，或用 --db 换一个位置。", database)
	case errors.Is(err, store.ErrNewer):
		return newMessage("%s：这个数据库是由更新版本的 tongbi 写的。请升级 tongbi，或用 --db 另建一个。", database)
	case errors.Is(err, store.ErrForeign):
		return newMessage("%s：这是别的程序的数据库，没有改动它。请用 --db 另选一个文件。", database)
	case errors.Is(err, store.ErrNotDatabase):
		return newMessage("%s：这不是数据库文件，没有改动它。请用 --db 另选一个文件。", database)
	case errors.Is(err, store.ErrDamaged):
		return newMessage("%s：数据库文件已损坏。请换用备份，或用 --db 另建一个，重新装入文件。", database)
	case errors.Is(err, store.ErrPath):
		return newMessage("%s：数据库的路径不能含有 ?、#、%% 这些字符。请用 --db 换一个名字。", database)
	case errors.Is(err, store.ErrNoDocument):
		return phrase("数据库里没有这份文件。请用 tongbi status 查看文件名，写全名、路径末尾或 SHA-256 的开头几位。")
	case errors.Is(err, store.ErrAmbiguous):
		_, candidates, _ := strings.Cut(err.Error(), store.ErrAmbiguous.Error()+": ")
		return newMessage("有几份文件都符合：%s。请写上路径末尾的文件夹，或 SHA-256 的开头几位。", candidates)
	case errors.As(err, &query):
		return newMessage("查询不能执行：%s。不写查询运行 tongbi sql，可看有哪些表。", query.Error())
	case errors.As(err, &setting):
		return settingMessage(setting)
	case errors.As(err, &defect):
		return exportMessage("", defect)
	case errors.As(err, &row):
		return wrongRowMessage(row)
	case errors.As(err, &absent):
		return absentMessage(absent)
	case errors.As(err, &template):
		return templateMessage(template)
	case errors.Is(err, errNothingToReport):
		return phrase("没有可以报告的文件：没有一份预算或决算被装入。请看上面的问题，或用 tongbi status 查看。")
	case errors.Is(err, errNothingRead):
		return phrase("没有一份文件能打开。请检查路径和权限后再试。")
	case errors.Is(err, charts.ErrNoAssets):
		return phrase("本程序编译时缺少图表库，不能生成报告。请运行 make assets，再运行 make build。")
	case errors.Is(err, syscall.ENOSPC):
		return phrase("磁盘已满，没有写完的内容已撤销，原有的都在。请腾出空间，或用 -o、--db 换一个位置再试。")
	case errors.As(err, &path):
		return fileFailure(path.Path, err)
	case errors.As(err, &rule):
		return ruleMessage(rule)
	}
	return newMessage("没有完成：%s。", err)
}

// ruleMessage says why rules or their thresholds cannot be used.
func ruleMessage(rule ruleError) message {
	var wrong *queries.ThresholdError
	if errors.As(rule.cause, &wrong) {
		return newMessage("没有阈值“%s”，或它的值“%s”不是数。tongbi questions --list 列出全部阈值。", wrong.Name, wrong.Value)
	}
	return newMessage("规则文件不能用：%s。请改正后再试。", rule.cause)
}

// wrongRowMessage says which row of a crosswalk cannot be used, and why.
func wrongRowMessage(row *data.WrongRowError) message {
	why := map[error]phrase{
		data.ErrHeader: "缺少列", data.ErrFields: "字段数与标题行不同", data.ErrYear: "生效年度不是四位年份", data.ErrCode: "编码应是3、5或7位数字，几个之间用 | 隔开",
		data.ErrKind: "kind 应是 rename、move、split、merge、new 之一", data.ErrConfidence: "confidence 应是 S、P、H、M、L 之一",
		data.ErrNowhere: "没有写明旧编码或新编码，没有去处", data.ErrCircle: "与其他行构成循环", data.ErrTwice: "编号重复",
	}[row.Detail]
	return newMessage("科目对照第%d行（%s）：%s。请改正后再试，列名和写法见 data/crosswalk.csv。", row.Row, row.ID, why)
}

// templateMessage says which line of which template of a briefing cannot be used.
func templateMessage(wrong *briefing.TemplateError) message {
	where := newMessage("%s", wrong.File)
	if wrong.Line > 0 {
		where = newMessage("%s 第%d行", wrong.File, wrong.Line)
	}
	why := newMessage("不能采用：%s", wrong.Detail)
	if wrong.Line == 0 {
		why = newMessage("没有这个名字的模板，可用的有%s", join("、", briefing.TemplateNames()))
	}
	if field := missingField.FindStringSubmatch(wrong.Detail); field != nil {
		why = newMessage("没有“%s”这一项，可用的写在原模板的开头", field[1])
	}
	if function := unknownFunction.FindStringSubmatch(wrong.Detail); function != nil {
		why = newMessage("没有“%s”这个函数", function[1])
	}
	return newMessage("%s：%s。请改正后再试，tongbi briefing --write-templates 可另写出原模板对照。", where, why)
}

// How the template engine words the two usual mistakes.
var (
	missingField    = regexp.MustCompile(`map has no entry for key "([^"]*)"`)
	unknownFunction = regexp.MustCompile(`function "([^"]*)" not defined`)
)

// templateExists says that templates are not written over those that are there.
func templateExists(path string) error {
	return wrongUsage("%s：已有这个文件，没有改动它。请换一个文件夹，或先把它移走。", path)
}

// absentMessage says that what was asked for is not loaded, and what is.
func absentMessage(absent *queries.NotLoadedError) message {
	const shown = 8
	asked := askedOf(absent)
	if len(absent.Series) == 0 {
		return newMessage("%s：还没有装入任何文件。请先用 tongbi load 装入。", asked)
	}
	var there []message
	for _, series := range absent.Series[:min(shown, len(absent.Series))] {
		there = append(there, seriesWords(series))
	}
	if surplus := len(absent.Series) - shown; surplus > 0 {
		there = append(there, newMessage("等另%d个", surplus))
	}
	return newMessage("%s。现有：%s。请从中选择，或用 tongbi load 装入。", asked, join("；", there))
}

// askedOf says what was asked for: years, or an organisation by part of its name, or both.
func askedOf(absent *queries.NotLoadedError) message {
	var years []message
	for _, year := range absent.Years {
		years = append(years, newMessage("%d年", year))
	}
	switch {
	case absent.Organization == "":
		return newMessage("数据库里没有%s的数据", join("、", years))
	case len(years) == 0:
		return newMessage("数据库里没有名称含“%s”的部门的数据", absent.Organization)
	}
	return newMessage("数据库里没有名称含“%s”的部门%s的数据", absent.Organization, join("、", years))
}

func seriesWords(series queries.Series) message {
	return newMessage("%s %s %s %s", series.Organization, phrase(charts.ScopeName(series.Scope)), phrase(charts.StageName(series.Stage)), join("、", series.Years))
}

// fileFailure words why a file or folder could not be used.
func fileFailure(path string, err error) message {
	var defect *exchange.Defect
	switch {
	case errors.As(err, &defect):
		return exportMessage(path, defect)
	case errors.Is(err, etl.ErrExported):
		return newMessage("%s：这是 tongbi export 导出的数据，不是公开的文件。请用 tongbi load 装入。", path)
	case errors.Is(err, fs.ErrNotExist):
		return newMessage("%s：没有这个文件或文件夹。请检查路径。", path)
	case errors.Is(err, errHeld):
		return newMessage("%s：正被另一个程序打开，没有改动它。请在 Excel、WPS 或浏览器里关闭它，再运行一次同样的命令；或用 -o 换一个名字。", path)
	case isHeld(err):
		return newMessage("%s：正被另一个程序占用，没有读取。请在那个程序里关闭它，再试一次。", path)
	case errors.Is(err, fs.ErrPermission):
		return newMessage("%s：没有权限。请修改权限，或换一个位置再试。", path)
	case errors.Is(err, etl.ErrTooLarge):
		return newMessage("%s：文件太大，没有读取。请拆成较小的文件再试，或用 --max-size 放宽。", path)
	case errors.Is(err, syscall.ENOSPC):
		return newMessage("%s：磁盘已满。请腾出空间后再试。", path)
	case errors.Is(err, syscall.EISDIR), errors.Is(err, syscall.ENOTDIR):
		return newMessage("%s：应是文件夹而实为文件，或者相反。请检查路径。", path)
	}
	return newMessage("%s：不能读写（%s）。请检查这个文件后再试。", path, plainCause(err))
}

// engineNotKept tells that the PDF engine has to be made ready each time, and how to mend that.
const engineNotKept = "正在准备读取 PDF（几秒钟）……没有可写的缓存文件夹，所以每次都要准备；请给用户缓存文件夹写权限，或把环境变量 %s 设为一个可写的文件夹。"

// plainCause is the innermost error's text.
func plainCause(err error) string {
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(err) {
		err = inner
	}
	return err.Error()
}

// wrongUsage is a usageError in words.
func wrongUsage(format string, values ...any) error { return usageError{newMessage(format, values...)} }

func wrongFlag(err error) error {
	var unknown *pflag.NotExistError
	var lacking *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		return wrongUsage("没有选项 --%s。加 --help 可看全部选项。", unknown.GetSpecifiedName())
	case errors.As(err, &lacking):
		return wrongUsage("选项 --%s 后面缺少值。加 --help 可看用法。", lacking.GetSpecifiedName())
	case errors.As(err, &invalid):
		return wrongUsage("选项 --%s 的值“%s”不对。加 --help 可看用法。", invalid.GetFlag().Name, invalid.GetValue())
	}
	return wrongUsage("命令行不对：%s。加 --help 可看用法。", err)
}

func wrongValue(flag, value string, choices worded) error {
	return wrongUsage("%s 不能是“%s”，可选：%s。", flag, value, choices)
}

func wrongYear(flag string, year int) error {
	return wrongUsage("%s 不能是 %d，应是四位年份，如 2024。", flag, year)
}

func flagsExclude(one, other string) error {
	return wrongUsage("%s 和 %s 不能同时用，请去掉一个。", one, other)
}

func parquetNeedsFile() error {
	return wrongUsage("parquet 不能写到屏幕上。请用 -o 指定文件，如 -o 明细.parquet。")
}

func needsFile(format string) error {
	return wrongUsage("%s 不能写到屏幕上。请用 -o 指定文件，如 -o 结果.%s。", format, format)
}

func yearsReversed(from, to int) error {
	return wrongUsage("--from %d 晚于 --to %d。请把较早的年度写在 --from。", from, to)
}

func noTotalOf(by, region string) error {
	flag := "--total"
	if region != "" {
		flag = "--region"
	}
	return wrongUsage("%s 的合计不能与 --by %s 合用：各部门的这些行不能相加。请去掉 %s，用 --org 逐个部门看。", flag, by, flag)
}

// The words for people who start the program from a file manager instead of a command line.
const (
	howToDrop = `tongbi（同比）比较政府部门历年公开的预算、决算，生成报告。

怎么用：
  把预算、决算文件（PDF、Word、Excel、网页、文本、zip）或装有它们的文件夹，
  拖到本程序的图标上放开。报告会放在那些文件旁边，并在浏览器里打开。

几年的文件一起拖，报告才有年度之间的比较。
要用更多功能，请打开命令行，运行 tongbi --help。`
	keyToClose    = "按任意键关闭这个窗口。"
	reportFolder  = "同比报告"
	notWritable   = "%s：这里不能写入，报告改放在 %s。"
	openByHand    = "报告已生成，没有找到打开网页的程序。下一步：用浏览器打开 %s。"
	openedForYou  = "报告已在浏览器里打开：%s。下一步：点开数字看它的出处。"
	readingForYou = "正在读取，请稍候……"
)

func unknownCommand(name string, near []string) error {
	if len(near) > 0 {
		return wrongUsage("没有命令 %s，是不是 %s？加 --help 可看全部命令。", name, join("、", near))
	}
	return wrongUsage("没有命令 %s。加 --help 可看全部命令。", name)
}

func surplusArgument(command, argument string) error {
	return wrongUsage("%s 不需要“%s”。加 --help 可看用法。", command, argument)
}

func lackingArgument(command string, what phrase) error {
	return wrongUsage("%s 后面缺少%s。加 --help 可看用法和示例。", command, what)
}

func settingsExist() error {
	return wrongUsage("%s：已经有了，没有改动它。要重写，请先把它改名或移走。", settingsFile)
}

// settingMessage says what is wrong with tongbi.toml, and where.
func settingMessage(wrong *data.SettingError) message {
	_, known := settingFlags[wrong.Key]
	what := newMessage("不能有“%s”这一项", wrong.Key)
	switch {
	case wrong.Key == "":
		what = newMessage("写法不对（%s）", wrong.Detail)
	case known:
		what = newMessage("%s 的值不对（%s）", wrong.Key, wrong.Detail)
	}
	return newMessage("%s 第%d行：%s。请改正后再试；在空文件夹里运行 tongbi init 可看有哪些项、怎么写。", settingsFile, wrong.Line, what)
}

func notOneDocument(path string) error {
	return wrongUsage("%s：应是一份文件，而不是压缩包。请解开后逐份核对。", path)
}

// sameOrganizationQuestion asks about two names that are kept apart.
func sameOrganizationQuestion(one, other string) message {
	return newMessage("“%s”和“%s”是不是同一个单位？现在按两个单位分开比较；如是同一个，请写进别名文件，用 --aliases 读入后重新装入。", one, other)
}
