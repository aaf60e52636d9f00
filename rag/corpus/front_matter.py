"""The YAML at the head of a Markdown document, read in bounded time and depth."""

from typing import Any

from rag.errors import DocumentError

_LONGEST = 64_000  # characters; the longest of the project's own has 4,000
_DEEPEST = 20  # the fields that are known are three deep; the parser in C has no limit and ends the process
_MOST_FIELDS = 1000  # of one mapping with those that it merges (`<<`), of which ten lines can make billions


def split_front_matter(text: str) -> tuple[dict[Any, Any], str]:
    """The metadata and what follows; no metadata where there is none.

    Raises:
        DocumentError: it is not valid YAML, or has more than anybody would write.
    """
    import yaml
    from frontmatter.default_handlers import YAMLHandler

    above = len(text) - len(text.lstrip())
    line = text[:above].count("\n") + 1
    text = text.strip()
    handler = YAMLHandler()
    if not handler.detect(text):
        return {}, text
    try:
        head, content = handler.split(text)
    except ValueError:  # it has no end
        return {}, text
    if len(head) > _LONGEST:
        raise DocumentError(f"its front matter has {len(head):,} characters, more than {_LONGEST:,}: shorten it")
    try:
        metadata = _load(head)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + line}" if mark else ""
        raise DocumentError(f"its front matter is not valid YAML{where}") from error
    except DocumentError:
        raise
    except Exception as error:  # a day that no calendar has, a number of too many digits, a field that merges itself
        raise DocumentError(f"its front matter has a value that cannot be: {error}") from error
    if metadata is None:
        return {}, content.strip()
    # Text between two rules at the head of a document is no front matter.
    return (metadata, content.strip()) if isinstance(metadata, dict) else ({}, text)


def _load(head: str) -> Any:
    import yaml
    from frontmatter.default_handlers import SafeLoader

    depth = 0
    for event in yaml.parse(head, Loader=SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise DocumentError(f"its front matter is nested more than {_DEEPEST} deep: write it flatter")
    loader = SafeLoader(head)
    flatten = loader.flatten_mapping

    def flatten_few(node: yaml.MappingNode) -> None:
        flatten(node)
        if len(node.value) > _MOST_FIELDS:
            raise ValueError(f"a mapping of more than {_MOST_FIELDS:,} fields")

    loader.flatten_mapping = flatten_few
    try:
        return loader.get_single_data()
    finally:
        loader.dispose()
