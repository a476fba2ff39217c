// Package stance finds the words with which a text says no, not yet, or our own: refusals, postponements, what is
// kept apart, what is prolonged, what is ended, what is put in the place of something shared; and the dates it names.
//
// It owns the turns of phrase, and what they come to when they are set against something that is due on a day. It does
// not know what a text is about, nor what it is set against: that is for alignment to say.
package stance
