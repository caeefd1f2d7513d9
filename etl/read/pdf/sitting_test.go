package pdf

import (
	"fmt"
	"strings"
	"testing"
)

// TestReadLongDocumentGoesOnWhereAnInstanceEnds has a row without its upper line at the top of the very page that a new
// instance of the engine begins with.
func TestReadLongDocumentGoesOnWhereAnInstanceEnds(t *testing.T) {
	var pages []*canvas
	for number := 1; number <= sitting+2; number++ {
		page := upright()
		switch number {
		case sitting:
			page.table(threeColumns, []float64{740, 760, 780})
			page.text(65, 754, 10, "科目编码").text(165, 754, 10, "科目名称").text(365, 754, 10, "预算数")
			page.text(65, 774, 10, "201").text(165, 774, 10, "一般公共服务支出").text(440, 774, 10, "235,100")
		case sitting + 1:
			page.table(threeColumns, []float64{60, 80})
			page.text(65, 54, 10, "212").text(165, 54, 10, "城乡社区支出").text(420, 54, 10, "235,100,000")
			page.text(65, 74, 10, "合计").text(420, 74, 10, "235,335,100")
		default:
			page.text(60, 300, 12, fmt.Sprintf("第%d项工作说明。", number))
		}
		pages = append(pages, page)
	}
	document := read(t, pages...)
	if document.Pages != sitting+2 {
		t.Fatalf("%d pages", document.Pages)
	}
	got := show(document)
	want := fmt.Sprintf(`
%d ¶ 第%d项工作说明。
%d grid 1: 2×3
|科目编码|科目名称|预算数|
|201|一般公共服务支出|235,100|
%d grid 1: 2×3
|212|城乡社区支出|235,100,000|
|合计||235,335,100|
%d ¶ 第%d项工作说明。
`, sitting-1, sitting-1, sitting, sitting+1, sitting+2, sitting+2)
	if !strings.HasSuffix(got, want) {
		t.Errorf("ends with\n%s\nwant\n%s", got[max(0, len(got)-600):], want)
	}
}
