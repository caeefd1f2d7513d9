package ocr

import "testing"

const heading = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"

func TestADigitThatIsNotCertainIsNoDigit(t *testing.T) {
	found, err := words([]byte(heading+
		"4\t1\t1\t1\t1\t0\t0\t0\t300\t30\t-1\t\n"+
		"5\t1\t1\t1\t1\t1\t300\t600\t150\t75\t96.1\t1,205.30\n"+
		"5\t1\t1\t1\t1\t2\t500\t600\t150\t75\t41.7\t万元88\n"), 300)
	if err != nil || len(found) != 2 {
		t.Fatal(found, err)
	}
	if found[0].Text != "1,205.30" || found[1].Text != "万元\uFFFD\uFFFD" {
		t.Errorf("%q, %q", found[0].Text, found[1].Text)
	}
	if box := found[0].Box; box.Left != 72 || box.Top != 144 || box.Right != 108 || box.Bottom != 162 {
		t.Errorf("box in points: %v", box)
	}
}

func FuzzWords(f *testing.F) {
	f.Add([]byte(heading + "5\t1\t1\t1\t1\t1\t300\t600\t150\t75\t96.1\t1,205.30\n"))
	f.Fuzz(func(t *testing.T, table []byte) {
		found, err := words(table, 300)
		for _, word := range found {
			if err == nil && (word.Text == "" || !word.Scanned) {
				t.Errorf("%+v", word)
			}
		}
	})
}
