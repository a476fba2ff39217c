// Package platform keeps the register: who there is, who belongs to which system, who followed whom, and how each
// organisation gets its first way in and its first administrator.
//
// It owns the onboarding document, the plan of what it would change, its application, the directory of organisations
// that the NHS publishes, and the repair of an organisation without an administrator. It does not own what an
// organisation's own administrators decide (tenants/people, tenants/connections), and reads nobody's strategy.
package platform
