"""The compiled model against sentence-transformers, which loads the same weights in torch."""

import copy
import subprocess
import sys
import warnings
from typing import Any

import numpy as np
import pytest

from rag.embedding import packaged
from rag.embedding.adapter import read_adapter
from rag.embedding.encoder import Encoder

TEXTS = [
    "Who signed the CNDP convention and when?",
    "Le mémorandum d'entente a été signé à Rabat le 12 septembre 2025 par Mistral AI.",
    "وقعت الوزارة مذكرة تفاهم مع شركة ميسترال للذكاء الاصطناعي (Mistral AI)، ٢٠٢٥.",
    "a",
    "شكون لي سنا l'accord مع OCP ؟ 🙂",
    "Une phrase qui revient souvent. " * 150,  # more than the 512 tokens that the model reads
]


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The default model as sentence-transformers runs it."""
    weights = packaged.weights_file()
    assert weights is not None
    folder = tmp_path_factory.mktemp("model")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from sentence_transformers import SentenceTransformer

        packaged.write_model(weights, folder)
        return SentenceTransformer(str(folder), device="cpu")


@pytest.fixture(scope="module")
def adapted(reference: Any) -> Any:
    """The same with the adapter added to its matrices."""
    model = copy.deepcopy(reference)
    for name, addition in read_adapter().items():
        weight = model[0].model.get_submodule(name).weight
        weight.data += weight.new_tensor(addition)
    return model


def cosines(found: Any, expected: Any) -> Any:
    return (found * expected).sum(axis=1) / np.linalg.norm(found, axis=1) / np.linalg.norm(expected, axis=1)


def test_documents_have_the_vectors_of_sentence_transformers(encoder: Encoder, reference: Any) -> None:
    assert cosines(encoder.encode_documents(TEXTS), reference.encode_document(TEXTS)).min() > 0.9999


def test_questions_have_those_of_the_adapted_model(encoder: Encoder, reference: Any, adapted: Any) -> None:
    found = encoder.encode_queries(TEXTS)
    assert cosines(found, adapted.encode_query(TEXTS)).min() > 0.9999
    assert cosines(found, reference.encode_query(TEXTS)).max() < 0.999


def test_queries_and_passages_carry_the_prompts_of_the_model(encoder: Encoder) -> None:
    assert encoder.prompts == {"query": "query: ", "document": "passage: "}
    query, passage = encoder.encode_queries(["Rabat"])[0], encoder.encode_documents(["Rabat"])[0]
    assert 0.8 < float(query @ passage) < 0.999


def test_vectors_are_float32_of_unit_length(encoder: Encoder) -> None:
    vectors = encoder.encode_documents(TEXTS)
    assert vectors.shape == (len(TEXTS), 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_a_text_has_the_same_vector_in_any_company(encoder: Encoder) -> None:
    alone = encoder.encode_documents([TEXTS[1]])[0]
    among = encoder.encode_documents(TEXTS)[1]
    assert float(alone @ among) > 0.99999


def test_no_texts_give_no_vectors(encoder: Encoder) -> None:
    assert encoder.encode_documents([]).shape == (0, 384)


def test_tokens_are_counted_with_prompt_and_without_truncation(encoder: Encoder, reference: Any) -> None:
    ids = reference.tokenizer("passage: " + TEXTS[1])["input_ids"]
    assert encoder.count_tokens(TEXTS[1]) == len(ids)
    assert encoder.count_tokens(TEXTS[5]) > 512


def test_answering_imports_neither_torch_nor_transformers(seed_settings: Any) -> None:
    program = f"""
import sys
from pathlib import Path
from rag import Answerer, Settings
settings = Settings.load(env_file=None, index=Path({str(seed_settings.index)!r}))
assert Answerer.open(settings).answer("Who signed the CNDP convention and when?").citations
print(sorted({{"torch", "transformers", "sentence_transformers"}} & set(sys.modules)))
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert run.stdout.strip() == "[]", run.stderr
