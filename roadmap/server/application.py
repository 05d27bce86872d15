"""The answers as an ASGI application."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from roadmap.server.answers import Answer, answer
from roadmap.server.site import Site


def application_of(current: Callable[[], Site]) -> ASGIApp:
    """An application that answers from the site of the moment."""

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        path = bytes(scope["raw_path"]).decode("latin-1")
        given = answer(current(), request.method, path, request.headers)
        await _response(request.method, given)(scope, receive, send)

    return application


def _response(method: str, given: Answer) -> Response:
    if method == "HEAD" and given.body:
        return Response(b"", given.status, {**given.headers, "Content-Length": str(len(given.body))})
    return Response(given.body, given.status, given.headers)
