"""Service tokens: how intake proves itself to another service's internal API, for a minute and for that one alone."""

from itsdangerous import BadSignature, URLSafeTimedSerializer

from shared.keys import derive_key

TOKEN_LIFE_S = 60


class TokenRefused(Exception):
    """There is no token, or it is too old, for another service or not ours."""


def issue(secret: str, audience: str) -> str:
    """A token for calling the service `audience` now."""
    return _serializer(secret).dumps({"aud": audience})


def check(secret: str, audience: str, token: str) -> None:
    """TokenRefused unless the token was made for `audience` within the last minute."""
    try:
        claims = _serializer(secret).loads(token, max_age=TOKEN_LIFE_S)
    except BadSignature:
        raise TokenRefused from None
    if not isinstance(claims, dict) or claims.get("aud") != audience:
        raise TokenRefused


def _serializer(secret: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(derive_key(secret, "service token"))
