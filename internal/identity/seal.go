package identity

import (
	"crypto/aes"
	"crypto/cipher"
	"errors"
	"fmt"
)

// sealer encrypts what a session keeps, AES-256-GCM. The name of what is
// sealed is authenticated with it, so that one session's value cannot be moved
// to another.
type sealer struct{ aead cipher.AEAD }

func newSealer(key []byte) (sealer, error) {
	if len(key) != 32 {
		return sealer{}, fmt.Errorf("key of %d bytes: want 32", len(key))
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return sealer{}, err
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	return sealer{aead}, err
}

func (s sealer) seal(plain []byte, name string) []byte {
	return s.aead.Seal(nil, nil, plain, []byte(name))
}

// open answers an error when the value was sealed with another key, for another
// name, or was changed.
func (s sealer) open(sealed []byte, name string) ([]byte, error) {
	plain, err := s.aead.Open(nil, nil, sealed, []byte(name))
	if err != nil {
		return nil, errors.New("the sealed value does not open")
	}
	return plain, nil
}
