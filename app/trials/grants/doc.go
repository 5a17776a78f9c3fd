// Package grants tries who can open which electronic document, over long random histories of an
// office, by decrypting with the keys of every account. It has nothing but tests.
package grants
