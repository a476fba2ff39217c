package view

// LinksQuery is the statement that reads links, for a test of how it is planned.
const LinksQuery = linksQuery
