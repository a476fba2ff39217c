// Package desk is where alignment meets the database: it draws the picture that the engine sees from released
// editions, keeps what the engine found as rows of the organisations concerned, and keeps what people decided.
//
// It owns suggestions, claims, cells, placements, findings and the statement. It does not own the engine
// (alignment), the pages on which all of it is read (alignment/view), the editions (tenants/strategy), nor who may ask
// (the guard has decided).
package desk
