"""YAML files that people write: read strictly, and able to say where each value stands.

Beyond YAML's own rules this refuses equal keys, several documents, tags, and texts that would
grow or nest without bound. A value such as 2023-03-16 stays a text.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from mandate_lint.errors import InputError, Say
from mandate_lint.records import field, record

MAX_BYTES = 5_000_000
MAX_NODES = 500_000
MAX_DEPTH = 50
NO_HINT = Say("", "")
Step = str | int
_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool", "null", "seq", "map", "merge")
)


@record
class Document:
    """A file's data, with the places of its values."""

    path: str
    data: Any
    root: Any = field(repr=False, compare=False, default=None)

    def position(self, where: Sequence[Step], key: str | None = None) -> tuple[int, int]:
        """Return line and column of the value at a path into the data, or of a key of it."""
        node = self.root
        for step in where:
            child = _child(node, step)
            if child is None:
                break
            node = child
        for name, _ in _pairs(node):
            if key is not None and name.value == key:
                node = name
        return (node.start_mark.line + 1, node.start_mark.column + 1) if node is not None else (1, 1)

    def error(self, where: Sequence[Step], reason: Say, hint: Say = NO_HINT, key: str | None = None) -> InputError:
        """Return an error that names the place by position and by path."""
        line, column = self.position(where, key)
        shown = json_path([*where, key] if key is not None else where)
        return InputError(
            Say(f"{shown}：{reason.zh}", f"{shown}: {reason.en}"),
            hint,
            path=self.path,
            line=line,
            column=column,
        )


def json_path(where: Sequence[Step]) -> str:
    """Return a path as `$.rules[0].options`."""
    return "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in where)


def read(path: str) -> Document:
    """Read the YAML file at `path`. Raises InputError."""
    return parse(load(path), path)


def load(path: str) -> bytes:
    """Return a file's bytes. Raises InputError where it is absent, no plain file, or too large."""
    try:
        with open(path, "rb", opener=_open_without_waiting) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise InputError(Say("不是普通文件", "is no plain file"), path=path)
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _unreadable(path, error) from None
    if len(content) > MAX_BYTES:
        raise InputError(
            Say("文件超过 5 MB", "file over 5 MB"),
            Say("请拆成几个文件", "split it into several files"),
            path=path,
        )
    return content


def _open_without_waiting(path: str, flags: int) -> int:
    """Open a file; a named pipe without a writer must not stop the run."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _unreadable(path: str, error: OSError) -> InputError:
    reasons = {
        FileNotFoundError: Say("没有这个文件", "no such file"),
        PermissionError: Say("没有读取权限", "no permission to read"),
        IsADirectoryError: Say("是文件夹，不是文件", "is a folder, not a file"),
    }
    fallback = Say(f"读取失败（{error.strerror}）", f"cannot be read ({error.strerror})")
    return InputError(
        reasons.get(type(error), fallback),
        Say("请核对路径和权限", "check the path and your rights"),
        path=path,
    )


def parse(content: bytes, path: str) -> Document:
    """Return the document in `content`; `path` names it in errors. Raises InputError."""
    import yaml

    text = decode(content, path)
    loader_class = _strict_loader()
    try:
        _measure(text, path)
        loader = loader_class(text)
        try:
            root = loader.get_single_node()
            _refuse(root, path)
            return Document(path, None if root is None else loader.construct_document(root), root)
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        raise _syntax_error(error, path, text) from None
    except (ValueError, OverflowError, RecursionError) as error:
        raise InputError(Say(f"有读不懂的值（{error}）", f"a value cannot be read ({error})"), path=path) from None


def decode(content: bytes, path: str) -> str:
    """Return the text of a UTF-8 file. Raises InputError at the first byte that is not UTF-8, and at NUL."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(
            Say("不是 UTF-8 编码", "is not UTF-8"),
            Say("请另存为 UTF-8", "save it as UTF-8"),
            path=path,
            line=line,
        ) from None
    if (at := text.find("\0")) != -1:
        raise InputError(
            Say("含有 NUL 字符，不是文本文件", "has a NUL character, so it is no text file"),
            Say("请用文本编辑器另存为 UTF-8", "save it as UTF-8 from a text editor"),
            path=path, line=text.count("\n", 0, at) + 1,
        )  # fmt: skip
    return text


@lru_cache(maxsize=1)
def _strict_loader() -> Any:
    """Return the loader class: safe, in C where possible, and without dates."""
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    resolvers = {
        first: [pair for pair in pairs if not pair[0].endswith(":timestamp")]
        for first, pairs in base.yaml_implicit_resolvers.items()
    }
    return type("StrictLoader", (base,), {"yaml_implicit_resolvers": resolvers})


def _measure(text: str, path: str) -> None:
    """Refuse a text that nests too deeply or has several documents, before anything is built of it."""
    import yaml

    depth = documents = 0
    for event in yaml.parse(text, Loader=_strict_loader()):
        documents += isinstance(event, yaml.DocumentStartEvent)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise _at(event, path, Say(f"嵌套超过 {MAX_DEPTH} 层", f"nests more than {MAX_DEPTH} deep"))
        if documents > 1:
            raise _at(
                event, path, Say("一个文件只能有一份文档", "a file holds one document"),
                Say("请删去多余的 ---", "remove the second ---"),
            )  # fmt: skip


def _at(node: Any, path: str, reason: Say, hint: Say = NO_HINT) -> InputError:
    mark = node.start_mark
    return InputError(reason, hint, path=path, line=mark.line + 1, column=mark.column + 1)


def _refuse(root: Any, path: str) -> None:
    """Refuse tags, equal keys, and anchors that repeat so much that the data would explode."""
    sizes: dict[int, int] = {}

    def size(node: Any) -> int:
        if id(node) in sizes:
            if not sizes[id(node)]:
                raise _at(node, path, Say("锚点引用了自身", "an anchor refers to itself"))
            return sizes[id(node)]
        sizes[id(node)] = 0
        _refuse_node(node, path)
        total = 1 + sum(map(size, _children(node)))
        if total > MAX_NODES:
            raise _at(
                node, path, Say("引用（*）展开后过大", "aliases (*) make it too large"),
                Say("请不用锚点，直接写出内容", "write the values out instead of repeating anchors"),
            )  # fmt: skip
        sizes[id(node)] = total
        return total

    if root is not None:
        size(root)


def _refuse_node(node: Any, path: str) -> None:
    if node.tag not in _PLAIN_TAGS:
        raise _at(
            node,
            path,
            Say(f"不能用标签 {node.tag}", f"tag {node.tag} is not allowed"),
            Say("请删去标签", "remove the tag"),
        )
    seen: set[str] = set()
    for name, _ in _pairs(node):
        if not isinstance(name.value, str) or (name.tag != "tag:yaml.org,2002:str" and not name.tag.endswith(":merge")):
            raise _at(
                name, path, Say(f"键“{_shown(name)}”不是文字", f"the key {_shown(name)!r} is not a text"),
                Say("请加引号", "put it in quotation marks"),
            )  # fmt: skip
        if name.value in seen:
            raise _at(
                name, path, Say(f"键“{name.value}”出现两次", f"the key {name.value!r} stands twice"),
                Say("请合并或删去一处", "merge the two or remove one"),
            )  # fmt: skip
        seen.add(name.value)


def _shown(node: Any) -> str:
    return node.value if isinstance(node.value, str) else "…"


def _pairs(node: Any) -> Sequence[tuple[Any, Any]]:
    is_mapping = node is not None and node.id == "mapping"
    return node.value if is_mapping else ()


def _children(node: Any) -> Iterator[Any]:
    for name, value in _pairs(node):
        yield name
        yield value
    if node.id == "sequence":
        yield from node.value


def _child(node: Any, step: Step) -> Any:
    if isinstance(step, int):
        is_there = node is not None and node.id == "sequence" and step < len(node.value)
        return node.value[step] if is_there else None
    return next((value for name, value in _pairs(node) if name.value == step), None)


# What the parser says of the commonest slips, in Chinese and in plainer words.
_SLIPS = (
    ("\t", Say("用了制表符缩进", "a tab is used to indent"), Say("请改用空格", "use blanks")),
    ("mapping values are not allowed", Say("此处不能有冒号", "a colon cannot stand here"),
     Say("请核对缩进，或给含冒号的文字加引号", "check the indentation, or quote a text that has a colon")),
    ("cannot start any token", Say("有不能放在开头的字符", "a character that cannot open a value"), Say("请给这段文字加引号", "put the text in quotation marks")),
    ("did not find expected key", Say("缩进或引号有误", "indentation or quotation marks are wrong"), Say("请核对这一行和上一行", "check this line and the one above")),
    ("unexpected end of stream", Say("引号没有配对", "a quotation mark is not closed"), Say("请补上引号", "close it")),
    (
        "did not find expected ','",
        Say("{ } 或 [ ] 里的写法有误", "something is wrong inside { } or [ ]"),
        Say("含 { } [ ] , : 的文字请加引号", "put a text that has { } [ ] , or : in quotation marks"),
    ),
    # What PyYAML 6.0.4 says by itself; older ones leave it to the bound of this module.
    ("exceeded maximum nesting depth", Say(f"嵌套超过 {MAX_DEPTH} 层", f"nests more than {MAX_DEPTH} deep"), Say("", "")),
    ("undefined alias", Say("引用了没有定义的锚点", "an alias of an anchor that is not there"), Say("以 * 开头的文字请加引号", "quote a text that begins with *")),
)  # fmt: skip


def _syntax_error(error: Any, path: str, text: str) -> InputError:
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark and text[mark.index : mark.index + 1] == "\t":
        problem = "\t"
    reason, hint = Say(f"YAML 写法有误（{problem}）", f"not valid YAML ({problem})"), NO_HINT
    for part, slip, advice in _SLIPS:
        if part in problem:
            reason, hint = slip, advice
            break
    line = mark.line + 1 if mark else text.count("\n", 0, getattr(error, "position", 0) or 0) + 1
    return InputError(reason, hint, path=path, line=line, column=mark.column + 1 if mark else None)
