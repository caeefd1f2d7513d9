package page

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
)

// pictureFolder is where the pictures lie that a page does not hold itself.
const pictureFolder = "pictures"

// shownPicture is a picture as the script takes it.
type shownPicture struct {
	Address string  `json:"d,omitempty"` // data: URL, or the file beside the page
	Width   float64 `json:"w,omitempty"` // of the page in points
	Height  float64 `json:"h,omitempty"`
	Missing string  `json:"m,omitempty"`
}

// pictures gives the pictures of all pages that evidence stands on, as JSON for an inert script element; each once, however
// many figures stand on it. Where they come to more bytes than a page of the report holds, they are files beside it.
func (b *builder) pictures() (template.JS, []File, error) {
	if b.options.Pictures == nil || len(b.evidence.pages) == 0 {
		return "[]", nil, nil
	}
	drawn, err := b.options.Pictures(b.evidence.pages)
	if err != nil {
		return "", nil, fmt.Errorf("drawing pages: %w", err)
	}
	size := 0
	for _, picture := range drawn {
		size += len(picture.PNG)
	}
	var beside []File
	shown := make([]shownPicture, len(drawn))
	for i, picture := range drawn {
		shown[i] = shownPicture{Missing: picture.Missing}
		if picture.Missing != "" {
			continue
		}
		shown[i] = shownPicture{Width: tenths(picture.Width), Height: tenths(picture.Height)}
		if size <= b.options.Embed {
			shown[i].Address = "data:image/png;base64," + base64.StdEncoding.EncodeToString(picture.PNG)
			continue
		}
		file := File{fmt.Sprintf("%s/%d.png", b.options.folder, i+1), picture.PNG}
		beside, shown[i].Address = append(beside, file), file.Name
	}
	content, err := json.Marshal(shown)
	if err != nil {
		return "", nil, fmt.Errorf("writing the pictures: %w", err)
	}
	return template.JS(content), beside, nil // json.Marshal escapes <, > and &
}
