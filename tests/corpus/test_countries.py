import pytest

from rag.corpus.countries import country_code, country_name
from rag.text.language import LANGUAGES

HOME = {"MA", "FR", "US", "CN", "AE", "SA", "KR", "GB", "ES", "IN", "SN", "QA", "CI", "TR"}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Maroc", "MA"),
        ("المغرب", "MA"),
        ("Morocco", "MA"),
        ("MOROCCO", "MA"),
        ("france", "FR"),
        ("فرنسا", "FR"),
        ("États-Unis", "US"),
        ("États-Unis d’Amérique", "US"),
        ("United States of America", "US"),
        ("usa", "US"),
        ("الولايات المتحدة", "US"),
        ("امريكا", "US"),
        ("Émirats", "AE"),
        ("Émirats arabes unis", "AE"),
        ("UAE", "AE"),
        ("الامارات", "AE"),
        ("Royaume-Uni", "GB"),
        ("UK", "GB"),
        ("بريطانيا", "GB"),
        ("Corée du Sud", "KR"),
        ("كوريا الجنوبية", "KR"),
        ("Korea", "KR"),
        ("السعودية", "SA"),
        ("المملكة العربية السعودية", "SA"),
        ("الصين", "CN"),
        ("الصين الشعبية", "CN"),
        ("Côte d'Ivoire", "CI"),
        ("Côte d’Ivoire", "CI"),
        ("Türkiye", "TR"),
    ],
)
def test_a_country_is_known_by_its_names_in_every_language_and_spelling(name, code):
    assert country_code(name) == code


@pytest.mark.parametrize("code", sorted(HOME))
def test_a_country_is_known_by_its_code_and_by_what_it_is_called(code):
    assert country_code(code) == code
    assert [country_code(country_name(code, language)) for language in LANGUAGES] == [code] * 3


@pytest.mark.parametrize("name", ["", " ", "Atlantis", "XX", "ma", "150", "MAR", "Fran"])
def test_what_is_no_country_has_no_code(name):
    assert country_code(name) == ""


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("FR", "fr", "France"),
        ("FR", "ar", "فرنسا"),
        ("US", "en", "United States"),
        ("US", "fr", "États-Unis"),
        ("AE", "ar", "الإمارات العربية المتحدة"),
        ("XX", "fr", "XX"),
        ("", "ar", ""),
    ],
)
def test_what_a_country_is_called(code, language, name):
    assert country_name(code, language) == name
