"""The chat page."""

import importlib.resources
import logging
from typing import Any

import gradio as gr

from rag.answering.answerer import Answerer
from rag.errors import RagError
from rag.settings import Settings
from rag.web.labels import EXAMPLES, PLACEHOLDER, TITLE, WELCOME
from rag.web.render import render_sources, render_text

_log = logging.getLogger(__name__)
_FONTS = ["system-ui", "Noto Sans", "Noto Sans Arabic", "sans-serif"]  # of the reader's machine: none is fetched
_JOINER = "\u2060"  # invisible, and no white space


def _questions(conversation: list[Any]) -> list[str]:
    """What the reader of this page asked before, oldest first; the page itself keeps the conversation."""
    return [_text(message["content"]).replace(_JOINER, "") for message in conversation if message["role"] == "user"]


def _text(content: Any) -> str:
    """The text of a message: a page sends it in parts, a client of the API as one string."""
    if isinstance(content, str):
        return content
    return "".join(part["text"] for part in content if part["type"] == "text")


def _plain(chatbot: gr.Chatbot) -> gr.Chatbot:
    """A conversation in which nothing is markup.

    Without Markdown, Gradio still takes messages for (sanitised) HTML. A ``<`` that no letter follows opens no
    tag, so a word joiner behind each keeps it what it is: a character. The method is replaced on the
    instance, since Gradio writes a stub file beside every class that is derived from one of its components.
    """
    original = chatbot.postprocess

    def postprocess(value: Any) -> Any:
        conversation = original(value)
        for message in conversation.root:
            for part in message.content:
                if isinstance(getattr(part, "text", None), str):
                    part.text = part.text.replace("<", f"<{_JOINER}")
        return conversation

    chatbot.postprocess = postprocess
    return chatbot


def build_chat(answerer: Answerer) -> gr.Blocks:
    """The page around an answerer: conversation on one side, sources on the other."""

    def respond(question: str, conversation: list[Any]) -> tuple[str | gr.ChatMessage, str]:
        try:
            answer = answerer.answer(question, history=_questions(conversation))
        except RagError as error:
            return str(error), render_sources(None)
        except Exception:
            _log.exception("an answer failed")
            return "Something went wrong; the server's log says what.", render_sources(None)
        text = render_text(answer)
        if not answer.suggestions:
            return text, render_sources(answer)
        options: Any = [{"value": suggestion} for suggestion in answer.suggestions]
        return gr.ChatMessage(content=text, options=options), render_sources(answer)

    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_height=True) as page:
        sources = gr.HTML(render_sources(None), elem_id="sources", render=False)
        with gr.Row(equal_height=False):
            with gr.Column(scale=5, min_width=320):
                chat = gr.ChatInterface(
                    respond,
                    chatbot=_plain(
                        gr.Chatbot(
                            render_markdown=False,
                            height="calc(100vh - 150px)",
                            show_label=False,
                            buttons=["copy"],
                            feedback_options=None,
                            elem_classes="rag-chat",
                            placeholder="\n\n".join((f"## {TITLE}", *WELCOME)),
                        )
                    ),
                    textbox=gr.Textbox(placeholder=PLACEHOLDER, show_label=False, max_length=None, elem_id="question"),
                    examples=[*EXAMPLES],
                    additional_outputs=[sources],
                    analytics_enabled=False,
                    flagging_mode="never",
                    concurrency_limit=4,
                    api_name="ask",
                )
            with gr.Column(scale=4, min_width=320):
                sources.render()
        # Sources belong to the last answer: when that goes, they go.
        for taken_back in (chat.chatbot.clear, chat.chatbot.undo):
            taken_back(lambda: render_sources(None), None, sources, api_visibility="private")
    return page


def launch(page: gr.Blocks, settings: Settings, *, block: bool = True) -> str:
    """Serves the page on the address of the settings and returns that address.

    Raises:
        RagError: the port is in use.
    """
    style = importlib.resources.files(__package__).joinpath("style.css").read_text(encoding="utf-8")
    try:
        _app, address, _share = page.launch(
            server_name=settings.host,
            server_port=settings.port or None,
            share=False,
            quiet=True,
            prevent_thread_lock=True,
            theme=gr.themes.Soft(font=_FONTS, font_mono=["ui-monospace", "monospace"]),
            css=style,
            footer_links=[],
            max_file_size="1kb",  # nothing on the page takes a file
            enable_monitoring=False,
            ssr_mode=False,
        )
    except OSError as error:
        raise RagError(
            f"port {settings.port} of {settings.host} is in use: choose another with --port or RAG_PORT"
        ) from error
    if block:
        print(f"The chat is at {address} (Ctrl+C ends it)", flush=True)  # noqa: T201
        page.block_thread()
    return str(address)
