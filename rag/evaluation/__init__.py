"""Measures retrieval, answers, citations and abstention on question sets.

>>> from rag.evaluation import evaluate
>>> report = evaluate("tests/qa/dev.jsonl", out="reports/dev")
>>> sorted(report.measures)
['all', 'ar', 'en', 'fr']
"""

from rag.evaluation.compare import Comparison, compare
from rag.evaluation.configuration import Configuration
from rag.evaluation.evaluate import evaluate
from rag.evaluation.report import Report
from rag.evaluation.statistics import Estimate

__all__ = ["Comparison", "Configuration", "Estimate", "Report", "compare", "evaluate"]
