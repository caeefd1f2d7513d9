package pdf

import (
	"bytes"
	"context"
	"image/png"
	"testing"

	"tongbi/etl/doc"
)

func TestRenderShowsTheCellOnAPageThatLiesOnItsSide(t *testing.T) {
	for name, page := range map[string]*canvas{"turned by the file": turned(), "turned by its text": sideways()} {
		t.Run(name, func(t *testing.T) {
			content := write(budget(page))
			cell := doc.Box{}
			for _, block := range readBytes(t, content, Limits{}).Blocks {
				if grid, ok := block.(*doc.Grid); ok {
					cell = grid.Cells[5].Box
				}
			}
			picture, err := engine.Render(context.Background(), content, 1, 72)
			if err != nil {
				t.Fatal(err)
			}
			drawn, err := png.Decode(bytes.NewReader(picture))
			if err != nil {
				t.Fatal(err)
			}
			if size := drawn.Bounds().Size(); size.X != 842 || size.Y != 595 {
				t.Fatalf("picture of %v", size)
			}
			ink := 0
			for x := int(cell.Left) + 2; x < int(cell.Right)-2; x++ {
				for y := int(cell.Top) + 2; y < int(cell.Bottom)-2; y++ {
					if grey, _, _, _ := drawn.At(x, y).RGBA(); grey < 0x8000 {
						ink++
					}
				}
			}
			if ink < 100 {
				t.Errorf("%d dark points in the framed cell: its figure is not there", ink)
			}
		})
	}
}

func TestRenderRefusesAPageThatIsNotThere(t *testing.T) {
	if _, err := engine.Render(context.Background(), write(upright()), 2, 72); err == nil {
		t.Error("rendered page 2 of 1")
	}
}
