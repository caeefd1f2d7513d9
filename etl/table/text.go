package table

import (
	"regexp"
	"strings"
)

// Plain is a text as it is compared with the vocabulary: without white space, quotation marks and invisible
// characters, with full-width digits and letters made narrow and brackets made wide.
func Plain(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '(' || r == '﹙' || r == '〔':
			return '（'
		case r == ')' || r == '﹚' || r == '〕':
			return '）'
		case r == ':':
			return '：'
		case r >= '０' && r <= '９', r >= 'Ａ' && r <= 'Ｚ', r >= 'ａ' && r <= 'ｚ':
			return r - '０' + '0'
		case r <= ' ', r == '\u00a0', r == '\u3000', r >= '\u2000' && r <= '\u200f', r >= '\u2028' && r <= '\u202f', r == '\u2060', r == '\ufeff':
			return -1
		case strings.ContainsRune(`“”"‘’'「」『』`, r):
			return -1
		}
		return r
	}, text)
}

// ordinal is what numbers a line: “十三、”, “（二）”, “1.”, “其中：”. It changes with the number of lines and is no key.
var ordinal = regexp.MustCompile(`^(其中：|其中:|[（]?[一二三四五六七八九十]+[）、．.]+|（\d+）|\d+[、．.]\s*|[①-⑳])`)

// Bare is a label without its ordinals, as it is compared with the vocabulary: “十三、资源勘探信息等支出” → “资源勘探信息等支出”.
func Bare(label string) string {
	plain := Plain(label)
	for {
		shorter := ordinal.ReplaceAllString(plain, "")
		if shorter == plain {
			return plain
		}
		plain = shorter
	}
}

// Squeeze drops the white space that typesetting put between Chinese characters and keeps it between Latin words:
// a label as it is shown to people.
func Squeeze(text string) string {
	runes := []rune(strings.TrimSpace(text))
	kept := runes[:0]
	for i, r := range runes {
		if r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\u3000' || r == '\u00a0' {
			if i == 0 || i+1 == len(runes) || len(kept) == 0 || !narrowLetter(kept[len(kept)-1]) || !narrowLetter(runes[i+1]) {
				continue
			}
			r = ' '
		}
		kept = append(kept, r)
	}
	return string(kept)
}

func narrowLetter(r rune) bool {
	return r < 0x80 && (r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z')
}
