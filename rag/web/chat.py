"""The chat page."""

import logging
from functools import partial
from typing import Any

import gradio as gr

from rag.answering.answerer import Answerer
from rag.errors import RagError
from rag.text.language import Language, detect_language
from rag.text.question import LONGEST, LONGEST_RAW
from rag.web.labels import EXAMPLES, FAILED, NO_CARDS, PLACEHOLDER, REFUSED, TITLE, WELCOME
from rag.web.loops import in_a_loop
from rag.web.render import render_notice, render_sources, render_text

_log = logging.getLogger(__name__)
_REMEMBERED = 20  # questions
_AT_ONCE = 4  # answers in the making
_JOINER = "\u2060"  # invisible, and no white space


def _questions(conversation: list[Any]) -> list[str]:
    """What the reader of this page asked before, oldest first; the page itself keeps the conversation.

    The last ones are enough to know what "it" is. One that was too long to be answered is none to follow up on.
    """
    asked = [_text(message["content"]).replace(_JOINER, "") for message in conversation if message["role"] == "user"]
    return [question for question in asked[-_REMEMBERED:] if len(question) <= LONGEST]


def _text(content: Any) -> str:
    """The text of a message: a page sends it in parts, a client of the API as one string."""
    if isinstance(content, str):
        return content
    return "".join(part["text"] for part in content if part["type"] == "text")


def _language(question: object) -> Language:
    """The language to tell a reader in that something failed."""
    return (isinstance(question, str) and detect_language(question[:LONGEST])) or "en"


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


@in_a_loop
def build_chat(answerer: Answerer) -> gr.Blocks:
    """The page around an answerer: conversation on one side, sources on the other."""

    def respond(question: str, conversation: list[Any]) -> tuple[str | gr.ChatMessage, str]:
        try:
            answer = answerer.answer(question, history=_questions(conversation))
            text = render_text(answer)
        except RagError as error:
            return str(error), render_sources(None)
        except Exception:
            _log.exception("an answer failed")
            return FAILED[_language(question)], render_sources(None)
        try:
            cards = render_sources(answer)
        except Exception:
            _log.exception("the sources of an answer could not be shown")
            cards = render_notice(NO_CARDS[answer.language])
        if not answer.suggestions:
            return text, cards
        options: Any = [{"value": suggestion} for suggestion in answer.suggestions]
        return gr.ChatMessage(content=text, options=options), cards

    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_height=True) as page:
        sources = gr.Markdown(
            render_sources(None), elem_id="sources", sanitize_html=True, latex_delimiters=[], render=False
        )
        with gr.Row(equal_height=False):
            with gr.Column(scale=5, min_width=320):
                chat = gr.ChatInterface(
                    respond,
                    chatbot=_plain(
                        gr.Chatbot(
                            render_markdown=False,
                            latex_delimiters=[],  # nor is a dollar sign a formula
                            height="calc(100vh - 150px)",
                            show_label=False,
                            buttons=["copy"],
                            feedback_options=None,
                            elem_classes="rag-chat",
                            placeholder="\n\n".join((f"## {TITLE}", *WELCOME)),
                        )
                    ),
                    textbox=gr.Textbox(
                        placeholder=PLACEHOLDER, show_label=False, max_length=LONGEST_RAW, elem_id="question"
                    ),
                    examples=[*EXAMPLES],
                    additional_outputs=[sources],
                    analytics_enabled=False,
                    flagging_mode="never",
                    concurrency_limit=_AT_ONCE,
                    api_name="ask",
                )
            with gr.Column(scale=4, min_width=320):
                sources.render()
        # Sources belong to the last answer: when that goes, they go.
        for taken_back in (chat.chatbot.clear, chat.chatbot.undo):
            taken_back(lambda: render_sources(None), None, sources, api_visibility="private")
        _survive_refusals(page, chat, sources)
    return page


def _reopen(told: Any) -> tuple[Any, Any, Any]:
    """What becomes of the input, the conversation and the sources after a refusal."""
    return gr.update(interactive=True), gr.update(), told


def _survive_refusals(page: gr.Blocks, chat: gr.ChatInterface, sources: gr.Markdown) -> None:
    """Keeps the input usable and the conversation in view when a step fails: the server may refuse any of them.

    A step that follows another does not run when that one failed, and the one that opens the input again is the last.
    """
    chat.saved_input.value = ""  # a question that was never asked is an empty one
    for index, function in list(page.fns.items()):
        question = function.concurrency_limit == _AT_ONCE
        # Only questions wait: were the steps around them queued, they would be refused with them.
        function.queue = question or function.types_generator
        if question:
            function.concurrency_id = "questions"  # one queue, whichever way they are asked
        if question or chat.chatbot in function.inputs:
            told = gr.update() if question else render_notice(*REFUSED)  # why a question is refused, Gradio shows
            gr.events.Dependency(chat.textbox, {}, index, None).failure(
                partial(_reopen, told),
                None,
                [chat.textbox, chat.chatbot, sources],
                queue=False,
                api_visibility="private",
                show_progress="hidden",
            )
