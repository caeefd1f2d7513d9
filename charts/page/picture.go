package page

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
)

// shownPicture is a picture as the script takes it.
type shownPicture struct {
	Data    string  `json:"d,omitempty"` // data: URL
	Width   float64 `json:"w,omitempty"` // of the page in points
	Height  float64 `json:"h,omitempty"`
	Missing string  `json:"m,omitempty"`
}

// pictures gives the pictures of all pages that evidence stands on, as JSON for an inert script element; each once, however
// many figures stand on it.
func (b *builder) pictures() (template.JS, error) {
	if b.options.Pictures == nil || len(b.evidence.pages) == 0 {
		return "[]", nil
	}
	drawn, err := b.options.Pictures(b.evidence.pages)
	if err != nil {
		return "", fmt.Errorf("drawing pages: %w", err)
	}
	shown := make([]shownPicture, len(drawn))
	for i, picture := range drawn {
		shown[i] = shownPicture{Missing: picture.Missing}
		if picture.Missing == "" {
			data := "data:image/png;base64," + base64.StdEncoding.EncodeToString(picture.PNG)
			shown[i] = shownPicture{Data: data, Width: tenths(picture.Width), Height: tenths(picture.Height)}
		}
	}
	content, err := json.Marshal(shown)
	if err != nil {
		return "", fmt.Errorf("writing the pictures: %w", err)
	}
	return template.JS(content), nil // json.Marshal escapes <, > and &
}
