// Package sqlitefile reads rows out of a SQLite database of which pages are missing, where SQLite itself would refuse or
// stop. It follows the published file format: b-trees from their roots, cells, records, overflow chains, the list of
// free pages. It reads only, and trusts nothing: a page that contradicts itself or its place counts as lost.
//
// Rows come from two places. Walking a table's tree gives those whose page is still hung up in it. Where an inner page is
// lost, the leaves below hang loose; they are found among all readable pages and taken in only if nothing speaks
// against them: they fit the table and no other, their row numbers lie where the tree has its gap, they are not on
// the free list, and an index of the table that can be read knows the row as it stands there.
//
// Indexes are read for that comparison, and for the numbers of rows that are lost. Tables WITHOUT ROWID are not read.
package sqlitefile
