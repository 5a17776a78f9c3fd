package sheettest

import (
	"fmt"
	"strings"
)

// usccDigits are the characters of a unified social credit code in the order of their values (GB 32100-2015);
// I, O, S, V and Z are left out.
const usccDigits = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// orgDigits are those of the organisation code inside it (GB 11714-1997).
const orgDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// USCC makes a valid unified social credit code of a company in Shenzhen: the same n, the same code.
func USCC(n int) string {
	body := fmt.Sprintf("MA5%05d", n%100000)
	code := "91440300" + body + string(orgCheck(body))
	return code + string(usccCheck(code))
}

// orgCheck is the check digit of an organisation code's eight characters.
func orgCheck(body string) byte {
	weights := [...]int{3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		sum += w * strings.IndexByte(orgDigits, body[i])
	}
	switch c := 11 - sum%11; c {
	case 10:
		return 'X'
	case 11:
		return '0'
	default:
		return byte('0' + c)
	}
}

// usccCheck is the check digit of a code's first 17 characters.
func usccCheck(code string) byte {
	sum, weight := 0, 1
	for i := range 17 {
		sum += weight * strings.IndexByte(usccDigits, code[i])
		weight = weight * 3 % 31
	}
	return usccDigits[(31-sum%31)%31]
}
