// Package board is what an organisation's board asks of its digital strategy: ten questions, each beside what the strategy
// shows for it at this moment, with the board's own answers, and how far the board has found digital work to be part of the
// rest. The questions (questions.yaml) and the dimensions (embedding.yaml) are data.
//
// It does not own what it counts: items (tenants/strategy), the alignment picture (alignment/view) and what the strategy check
// finds (alignment/checkup).
package board
