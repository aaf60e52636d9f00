"""What the functions of the page take. Gradio trusts its own page: a value of another type ends in a traceback there.

A body is read into these records and written anew, so that nothing else reaches Gradio: no files in a message, no
index that is out of range, no key that it would act on.
"""

import json
from typing import Annotated, Any, Literal

import gradio as gr
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

_MOST_MESSAGES = 400
_Session = Annotated[str, Field(pattern=r"\A[A-Za-z0-9_-]{1,64}\z")]
_Number = Annotated[int, Field(ge=0, lt=2**31)]


class CallError(Exception):
    """A request is not one that the page or a client would send; ``str(error)`` is one line that says why."""


class _Part(BaseModel):
    type: Literal["text"]
    text: str


class _Option(BaseModel):
    value: str
    label: str | None = None


class _Message(BaseModel):
    role: Literal["user", "assistant"]
    content: list[_Part]
    options: list[_Option] | None = None


class _Event(BaseModel):
    """A function of the page is called."""

    data: list[Any]
    fn_index: _Number
    session_hash: _Session
    trigger_id: _Number | None = None
    event_data: Any = None


class _Cancel(BaseModel):
    session_hash: _Session
    fn_index: _Number
    event_id: _Session


class _Call(BaseModel):
    """A question, as it is asked without a client library."""

    data: list[Any] = Field(min_length=1, max_length=2)
    session_hash: _Session | None = None


class _NamedCall(BaseModel):
    question: str


class _Chosen(BaseModel):
    """What was clicked."""

    index: Any = None
    value: Any


class _Example(BaseModel):
    text: str


_TEXT: TypeAdapter[str | None] = TypeAdapter(str | None)
_CONVERSATION: TypeAdapter[list[_Message] | None] = TypeAdapter(
    Annotated[list[_Message], Field(max_length=_MOST_MESSAGES)] | None
)


class Calls:
    """Reads what is sent to the functions of a page."""

    def __init__(self, page: gr.Blocks) -> None:
        self.page = page

    def checked(self, path: str, body: bytes) -> bytes:
        """The body of a request to ``path``, in JSON, with nothing in it but what is needed.

        Raises:
            CallError: it is no JSON, or not what is taken there.
        """
        try:
            return json.dumps(self._read(path, body)).encode()
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False, include_context=False)[0]
            place = ".".join(map(str, first["loc"][-3:])) or "the request"
            raise CallError(f"{place[:80]}: {first['msg']}") from None

    def _read(self, path: str, body: bytes) -> dict[str, Any]:
        match path.removeprefix("/gradio_api/"):
            case "run/predict" | "queue/join":
                return self._event(_Event.model_validate_json(body))
            case "cancel":
                return _Cancel.model_validate_json(body).model_dump()
            case "call/ask":
                call = _Call.model_validate_json(body)
                return {"data": [_TEXT.validate_python(call.data[0]), None], "session_hash": call.session_hash}
            case "call/v2/ask":
                return _NamedCall.model_validate_json(body).model_dump()
        raise CallError("nothing is taken here")

    def _event(self, event: _Event) -> dict[str, Any]:
        function = self.page.fns.get(event.fn_index)
        known = function is not None and function.fn is not None  # some only stop others
        if not known or len(event.data) != len(function.inputs):
            raise CallError("the page has changed: load it again")
        event.data = [_value(block, value) for block, value in zip(function.inputs, event.data, strict=True)]
        event.event_data = _chosen([name for _id, name in function.targets], event.event_data)
        if event.trigger_id not in self.page.blocks:
            event.trigger_id = None
        return event.model_dump()


def _value(block: Any, value: Any) -> Any:
    """What an input of a function holds; the server has its own copy of a state."""
    match block:
        case gr.Textbox():
            return _TEXT.validate_python(value) or ""
        case gr.Chatbot():
            messages = _CONVERSATION.validate_python(value)
            return messages and [message.model_dump(exclude_none=True) for message in messages]
        case gr.State():
            return None
        case gr.BrowserState():
            return []  # conversations are not kept in the browser
    raise CallError("this is not used by the page")


def _chosen(events: list[str], value: Any) -> Any:
    """What was clicked, where a function wants to know it."""
    if "example_select" in events:
        chosen = _Chosen.model_validate(value)
        return {"index": 0, "value": _Example.model_validate(chosen.value).model_dump()}
    if "option_select" in events:
        chosen = _Chosen.model_validate(value)
        return {"index": 0, "value": _Part(type="text", text=chosen.value).text}
    return None
