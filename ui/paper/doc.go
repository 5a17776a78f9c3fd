// Package paper turns what the office returns into what leaves the program: PDFs by
// app/letter, spreadsheets by app/sheet, and back from spreadsheets into rows for an
// import; and it hands files to the system's viewer and printer. Both faces use it.
package paper
