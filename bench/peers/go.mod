module custody/bench/peers

go 1.26

require codeberg.org/go-pdf/fpdf v0.11.1
