"""Texts that only a phrase opens: nothing here, nor in the database, is enough to read them.

The key is drawn from the phrase by Argon2id (RFC 9106, second recommended option: 64 MiB, three
passes) and a salt of the notebook; texts are sealed with AES-256-GCM, bound to where and when they
were written, and padded so that their length says little. Neither phrase nor key is ever stored.
"""

import os
import unicodedata

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

# As databases give them.
Bytes = bytes | memoryview
SALT_BYTES = 16
NONCE_BYTES = 12
BLOCK = 512


class WrongPhrase(Exception):
    """The phrase does not open this text, or the text was altered."""


def new_salt() -> bytes:
    return os.urandom(SALT_BYTES)


def key_of(phrase: str, salt: Bytes) -> bytes:
    """The 32 bytes that open a notebook; the same phrase typed on any keyboard gives the same."""
    said = " ".join(unicodedata.normalize("NFKC", phrase).split())
    return hash_secret_raw(
        said.encode(),
        bytes(salt),
        time_cost=3,
        memory_cost=64 * 1024,
        parallelism=1,
        hash_len=32,
        type=Type.ID,
    )


def seal(text: str, *, key: bytes, bound: str) -> bytes:
    """`text` has no NUL, which no form of ours lets through: they fill the last block."""
    plain = text.encode()
    plain += b"\0" * (-len(plain) % BLOCK)
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound.encode())


def unseal(sealed: Bytes, *, key: bytes, bound: str) -> str:
    """Raises WrongPhrase."""
    whole = bytes(sealed)
    try:
        plain = AESGCM(key).decrypt(whole[:NONCE_BYTES], whole[NONCE_BYTES:], bound.encode())
    except InvalidTag:
        raise WrongPhrase from None
    return plain.rstrip(b"\0").decode()
