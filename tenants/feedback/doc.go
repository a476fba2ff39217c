// Package feedback is what people outside an organisation say of its draft: a link gives them the draft as the public would read
// it, until it ends or is revoked, and what they say of it is the organisation's own.
//
// It owns the links and what was said by them. It does not own how a draft is shown to others (tenants/editions), nor who may make
// a link (the guard has decided).
package feedback
