"""Names, codes, passwords and hats: what may be typed and who may hold what, decided without a database."""

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Iterable
from datetime import datetime

NAME_MAX = 80  # characters of a shown name
LOGIN = re.compile(r"[^\W_](?:[\w.-]{0,58}[^\W_])")
SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])")
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP = 5  # characters of five bits; two groups for an invitation (50 bits, rate-limited, seven days at most), four for a password
SPREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
SIGNED_IN_AT = "at"  # in the signed cookie of the phone, never in the database: when she last gave her password, seconds since 1970
SHARED = "shared"  # there too, on a machine that others use: when it was last used
ANEW_SECONDS = 15 * 60
IDLE_SECONDS = 10 * 60  # privacy.md, section 4: a shared machine
FORMER = "tidligere medlem"  # the name of whoever has deleted everything; pages say it in the reader's language
NOBODY = "-"  # how her sign-in name begins: no login does
EXCLUSIVE = frozenset({"lead", "safety_rep", "union_rep", "workplace_admin"})


def clean_name(text: str, most: int = NAME_MAX) -> str:
    """A name as it is shown, or another line: trimmed, composed (NFC), 1 to `most` characters, any script, emoji too.

    raises  ValueError("empty" | "long" | "hidden"): nothing seen, too long, or with control characters or
            overrides of the writing direction, which would change the words around it
    """
    name = unicodedata.normalize("NFC", text.strip())
    if len(name) > most:
        raise ValueError("long")
    if any(_is_hidden(character) for character in name):
        raise ValueError("hidden")
    if not any(unicodedata.category(character)[0] in "LNSP" for character in name):
        raise ValueError("empty")
    return name


def clean_login(text: str) -> str:
    """The first part of a sign-in name: 2–60 letters, digits, dots, hyphens and underscores, without regard to case.

    It begins and ends with a letter or digit. raises ValueError("login")
    """
    login = folded(text)
    if not LOGIN.fullmatch(login):
        raise ValueError("login")
    return login


def folded(text: str) -> str:
    """A sign-in name without regard to case, width and surrounding space."""
    return unicodedata.normalize("NFKC", text.strip().casefold())


def clean_slug(text: str) -> str:
    """The second part, the workplace's: 2–40 of a–z, 0–9 and hyphens. raises ValueError("slug")"""
    slug = text.strip().lower()
    if not SLUG.fullmatch(slug):
        raise ValueError("slug")
    return slug


def split_sign_in_name(text: str) -> tuple[str, str]:
    """ "Kari@Fjordvik" -> ("kari", "fjordvik"); without a workplace the second is empty. raises ValueError("login" | "slug")"""
    login, _, slug = folded(text).partition("@")
    return clean_login(login), clean_slug(slug) if slug else ""


def new_typed_code(groups: int = 2) -> str:
    """Groups of five characters of Crockford's base 32 from the operating system's randomness: "7ZKQ4-MB1TX"."""
    return "-".join("".join(secrets.choice(CROCKFORD) for _ in range(GROUP)) for _ in range(groups))


def normal_typed_code(text: str, groups: int = 2) -> str:
    """What was typed, as it was made: case, spaces and hyphens do not matter, O is 0, I and L are 1. raises ValueError("typed")"""
    code = re.sub(r"[\s\u2010-\u2015.-]", "", text).upper().translate(SPREAD)
    if len(code) != GROUP * groups or not set(code) <= set(CROCKFORD):
        raise ValueError("typed")
    return code


def digest(secret: str) -> bytes:
    """What is kept of a secret of 128 random bits or more: its SHA-256 (32 bytes)."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


def clash(role: str, unit_id: int | None, held: Iterable[tuple[str, int | None]]) -> str | None:
    """The role that stands in the way of one more, or None.

    role, unit_id  what is to be given; unit_id is a lead's team's unit, None for the whole workplace
    held           what the person has already, in the same form
    source         contract.md, Roles: never two of lead, safety_rep, union_rep and workplace_admin in the same unit
    """
    if role not in EXCLUSIVE:
        return None
    for other, other_unit in held:
        same_place = unit_id is None or other_unit is None or unit_id == other_unit
        if other in EXCLUSIVE and other != role and same_place:
            return other
    return None


def is_anew(signed_in_at: object, now: datetime) -> bool:
    """Whether she gave her password within the last quarter of an hour: enough to show or renew what opens the diary."""
    return isinstance(signed_in_at, int) and 0 <= now.timestamp() - signed_in_at <= ANEW_SECONDS


def safe_next(path: str | None) -> str:
    """Where to go after signing in: a path of this app, or the home page."""
    if not path or not path.startswith("/") or path.startswith("//") or "\\" in path or not path.isprintable():
        return "/"
    return path


def _is_hidden(character: str) -> bool:
    joins = character in "\u200c\u200d\ufe0f"  # emoji and Persian words need them
    return not joins and unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
