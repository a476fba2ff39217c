// Package pg opens PostgreSQL, migrates it, and says whether its walls stand.
//
// It owns the schema (migrations, the roles they need), the key that signs a transaction's context, and the
// catalogue rules that every table must keep. It does not own any query of the product (tenants and those who stand
// on it do), nor the private server that runs when no database is configured (internal/pg/private).
package pg
