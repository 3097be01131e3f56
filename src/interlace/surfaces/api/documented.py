"""django-ninja, made to answer every failure as a problem and to describe every answer it gives."""

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, re_path
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import ValidationError, ValidationErrorContext
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.foundation.errors import NotFound
from interlace.foundation.http.failures import NotAcceptable, WrongMethod
from interlace.foundation.http.problems import answer_to
from interlace.foundation.http.rendering import StrictJson, StrictParser
from interlace.foundation.http.tags import matches, tag_of
from interlace.surfaces.api.description import OWN_SHAPES, described

_ACCEPTABLE = frozenset(
    {"*/*", "application/*", "application/json", "application/problem+json", "application/x-ndjson"}
)
View = Callable[..., HttpResponseBase]


class DocumentedApi(NinjaAPI):
    """The whole API of a node."""

    def __init__(self, *, title: str, version: str, description: str) -> None:
        super().__init__(
            title=title,
            version=version,
            description=description,
            docs_url=None,
            renderer=StrictJson(),
            parser=StrictParser(),
            urls_namespace="api",
        )
        self._descriptions: dict[str, OpenAPISchema] = {}

    def on_exception(self, request: HttpRequest, exc: Any) -> HttpResponse:
        """Every error of every route comes through here."""
        return answer_to(request, exc)

    def validation_error_from_error_contexts(
        self, error_contexts: list[ValidationErrorContext[Any]]
    ) -> ValidationError:
        """Say where in the request each problem lies; ninja puts the name of the view's argument in between."""
        problems: list[dict[str, Any]] = []
        for context in error_contexts:
            model = context.model
            # A body of one argument is that argument; parameters grouped in a class stand one level deeper.
            single = getattr(model, "__read_from_single_attr__", None)
            flattened = getattr(model, "__ninja_flatten_map_reverse__", {})
            for problem in context.pydantic_validation_error.errors(include_url=False, include_input=False):
                place = flattened.get(problem["loc"], problem["loc"])
                if single is not None and place[:1] == (single,):
                    place = place[1:]
                problems.append(
                    {
                        "type": problem["type"],
                        "loc": (model.__ninja_param_source__, *place),
                        "ctx": problem.get("ctx", {}),
                    }
                )
        return ValidationError(problems)

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The verb and noun of the route's function, for names in generated clients."""
        return operation.view_func.__name__

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """The description, complete with the answers that the exception layer gives.

        It is made once: the routes of a running node do not change, and making it takes most of a second.
        """
        prefix = self.get_root_path(path_params or {}) if path_prefix is None else path_prefix
        if prefix not in self._descriptions:
            self._descriptions[prefix] = described(_OneMeaningSchema(self, prefix))
        return self._descriptions[prefix]

    def _get_urls(self) -> list[URLResolver | URLPattern]:
        patterns = super()._get_urls()
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                only_get = pattern.name == "openapi-json"
                pattern.callback = self._guarded(pattern.callback, only_get=only_get)
                if only_get:
                    declare("api.description", SurfaceKind.ROUTE)(pattern.callback)
        return [*patterns, re_path(r"^.*$", self._guarded(_unknown, only_get=False), name="unknown")]

    def _guarded(self, view: View, *, only_get: bool) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
            try:
                _refuse_unacceptable(request)
                if only_get and request.method != "GET":
                    raise WrongMethod(_METHOD, allowed="GET")
                response = view(request, *arguments, **named)
                if isinstance(response, HttpResponseNotAllowed):
                    raise WrongMethod(_METHOD, allowed=", ".join(sorted(response["Allow"].replace(" ", "").split(","))))
            except Exception as error:
                response = answer_to(request, error)
            return _finished(request, response)

        guarded.csrf_exempt = True  # type: ignore[attr-defined]
        return guarded


class _OneMeaningSchema(OpenAPISchema):
    """A description in which a name stands for one shape: of two shapes with one name, ninja shows the later one."""

    def add_schema_definitions(self, definitions: dict[str, Any]) -> None:
        for name, definition in definitions.items():
            if name not in OWN_SHAPES and self.schemas.setdefault(name, definition) != definition:
                raise ValueError(f"Two shapes of the API are called {name}: rename one.")


_METHOD = _("This address knows other methods.")


@declare("api.unknown", SurfaceKind.ROUTE)
def _unknown(_request: HttpRequest) -> HttpResponseBase:
    raise NotFound()


def _refuse_unacceptable(request: HttpRequest) -> None:
    accepted = {item.split(";")[0].strip().lower() for item in request.headers.get("Accept", "*/*").split(",")}
    if not accepted & _ACCEPTABLE and accepted != {""}:
        raise NotAcceptable(_("Answers here are JSON."), fix=_("Accept application/json."))


def _finished(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The headers of every answer: nothing may be kept by anybody on the way, and reads carry their tag."""
    patch_vary_headers(response, ["Accept-Language", "Authorization", "Cookie"])
    response["Cache-Control"] = "no-store"
    if request.method != "GET" or response.status_code != 200 or not isinstance(response, HttpResponse):
        return response
    tag = tag_of(response.content)
    given = request.headers.get("If-None-Match")
    if given is not None and matches(given, tag):
        unchanged = HttpResponseNotModified()
        unchanged["Cache-Control"], unchanged["Vary"] = response["Cache-Control"], response["Vary"]
        response = unchanged
    response["ETag"] = tag
    return response
