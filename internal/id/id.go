// Package id makes the names of records: a short prefix that tells a reader
// what the record is, and a UUID version 7 (RFC 9562), whose leading
// milliseconds make newer ids sort after older ones. It also makes the secrets
// that links and sessions carry.
package id

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"time"
)

// New makes an id such as "plc_0193a1b2c3d47e5f8a9b0c1d2e3f4a5b" for a record
// created at the given time.
func New(prefix string, at time.Time) string {
	var u [16]byte
	rand.Read(u[:]) // never fails: crypto/rand ends the process instead
	ms := uint64(at.UnixMilli())
	for i := range 6 {
		u[i] = byte(ms >> (40 - 8*i))
	}
	u[6] = 0x70 | u[6]&0x0f
	u[8] = 0x80 | u[8]&0x3f
	return prefix + "_" + hex.EncodeToString(u[:])
}

// Secret gives 256 random bits in a form that fits a URL or a cookie.
func Secret() string {
	var b [32]byte
	rand.Read(b[:])
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// Hash is what is stored of a Secret: enough to recognise it, too little to use it.
func Hash(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}
