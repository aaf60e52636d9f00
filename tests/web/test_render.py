import dataclasses
import re

from rag.answering.answer import Answer, Citation
from rag.corpus.document import Document, Source
from rag.indexing.chunker import chunk
from rag.web.render import render_sources, render_text


def answer_from(
    text: str, *numbers: int, title: str = "Title", url: str = "https://example.org/a", language: str = "en"
) -> Answer:
    source = (Source("S", "Example Press", url),)
    passage = chunk(Document("d", language, title, text, "d.md", "2025-09", source), 1000, len)[0]  # type: ignore[arg-type]
    spans = [passage.sentences[number] for number in numbers]
    citations = tuple(Citation(n, passage, s.start, s.end) for n, s in enumerate(spans, 1))
    return Answer("q", "q", "fr", "answered", "…", 0.9, citations)


def test_only_the_cited_sentence_is_marked() -> None:
    html = render_sources(answer_from("First one. Second one.", 1))
    assert re.findall(r"<mark[^>]*>(.*?)</mark>", html) == ["Second one."]
    assert "First one." in html


def test_title_publisher_date_language_and_link_are_shown() -> None:
    html = render_sources(answer_from("A sentence.", 0))
    for part in ("Title", "Example Press", "2025-09", "English", 'href="https://example.org/a"', "noopener"):
        assert part in html


def test_markup_in_documents_is_text() -> None:
    html = render_sources(answer_from('<img src=x onerror="alert(1)"> & <script>.', 0, title="<b>T</b>"))
    assert "<img" not in html
    assert "<script" not in html
    assert "&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp;" in html
    assert "&lt;b&gt;T&lt;/b&gt;" in html


def test_only_web_addresses_become_links() -> None:
    assert "<a " not in render_sources(answer_from("A sentence.", 0, url="javascript:alert(1)"))


def test_arabic_passages_run_from_right_to_left_in_a_french_answer() -> None:
    html = render_sources(answer_from("وقعت الوزارة الاتفاقية.", 0, language="ar"))
    assert 'class="rag-sources" dir="ltr"' in html
    assert 'class="rag-passage" dir="rtl" lang="ar"' in html


def test_headings_and_items_keep_their_form() -> None:
    html = render_sources(answer_from("## Aims\n\nTwo aims:\n\n- one;\n- two.", 1))
    assert "<h4" in html
    passage = html[html.index("rag-passage") :]
    assert passage.count("<li") == 2
    assert re.findall(r"<mark[^>]*>(.*?)</mark>", passage) == ["one;"]


def test_citations_of_one_passage_share_a_card() -> None:
    html = render_sources(answer_from("First one. Second one.", 0, 1))
    assert html.count("<article") == 1
    assert html.count("<mark") == 2


def test_without_citations_nothing_is_shown_as_a_source() -> None:
    for answer in (None, Answer("q", "q", "en", "abstained", "No.", 0.1)):
        assert "<article" not in render_sources(answer)


def test_what_was_searched_is_shown_in_the_language_of_the_answer() -> None:
    answer = Answer("Et où ?", "où <b>la CNDP</b> ?", "fr", "abstained", "Non.", 0.1)
    assert render_text(answer) == "Non.\n\nRecherché : où <b>la CNDP</b> ?"  # the chat shows plain text
    arabic = Answer("وأين؟", "أين؟", "ar", "abstained", "لا.", 0.1)
    assert render_text(arabic).endswith("تم البحث عن: \u2068أين؟\u2069")


def test_a_question_searched_as_typed_is_not_repeated() -> None:
    assert render_text(Answer(" Où  ça ? ", "Où ça ?", "fr", "abstained", "Non.", 0.1)) == "Non."


def test_a_notice_stands_below_the_answer() -> None:
    answer = answer_from("A sentence.", 0)
    assert render_text(dataclasses.replace(answer, notice="Note.")) == "…\n\nNote."


def test_other_documents_that_say_the_same_are_named_and_are_text() -> None:
    answer, same = answer_from("It opened.", 0), answer_from("It <b>opened</b>.", 0, title="<i>Other</i>").citations[0]
    citations = (dataclasses.replace(answer.citations[0], agreeing=(same,)),)
    html = render_sources(dataclasses.replace(answer, citations=citations))
    assert "Dit aussi dans" in html
    assert "&lt;i&gt;Other&lt;/i&gt; · 2025-09" in html
    assert "It &lt;b&gt;opened&lt;/b&gt;." in html
    assert "rag-agreeing" not in render_sources(answer)


def test_nothing_unseen_reaches_the_page() -> None:
    shown = answer_from(
        "It cost \u202e12\u202c [3] million\u200b.", 0, title="T\u202ex", url="https://example.org/\u202egpj"
    )
    html = render_sources(shown)
    assert not re.search("[\u200b\u202a-\u202e]", html)
    assert "It cost 12 [3] million." in html  # a number there has another look than what is quoted
    assert 'href="https://example.org/gpj"' in html


def test_quotes_are_isolated_in_the_chat() -> None:
    answer = answer_from("وقعت Mistral AI.", 0, language="ar")
    text = render_text(dataclasses.replace(answer, text="وقعت Mistral AI. [1]"))
    assert text == "\u200f\u2068وقعت Mistral AI.\u2069 [1]"
