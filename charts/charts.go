// Package charts turns what the database says of one series of documents into what people read: the pairs of years
// that can be set side by side, the sentences and headings that state what happened, and the options of the charts
// that show it. Everything here is built by rules from typed rows, so that it is true for any data; nothing here
// touches the database, and amounts are exact until the last step, where they become text or the length of a bar.
package charts
