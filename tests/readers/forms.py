"""One draft in every form: builders of .docx, .ofd, .html and, through LibreOffice, .doc and .pdf."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from html import escape
from pathlib import Path

from mandate_lint.numerals import to_int
from mandate_lint.readers import office

PLANTED = Path(__file__).with_name("planted.txt")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NUMBER = re.compile(r"(第([一二三四五六七八九十]+)条 ?)|（([一二三四五六七八九十]+)）")
_LEVELS = (("chineseCountingThousand", "第%1条", "space"), ("chineseCounting", "（%2）", "nothing"))


def planted() -> list[str]:
    """Return the paragraphs of the draft with planted defects."""
    return PLANTED.read_text("utf-8").split("\n")[:-1]


def package(parts: dict[str, str | bytes]) -> bytes:
    """Return a zip of the given parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def docx(body: str, numbering: str = "", styles: str = "", **more: str) -> bytes:
    """Return a .docx around the XML of a body."""
    kinds = {"numbering": numbering, "styles": styles, **more}
    used = {kind: xml for kind, xml in kinds.items() if xml}
    relations = "".join(
        f'<Relationship Id="r{i}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"'
        f' Target="{kind}.xml"/>'
        for i, kind in enumerate(used)
    )
    types = "".join(
        f'<Override PartName="/word/{kind}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        f'wordprocessingml.{kind}+xml"/>'
        for kind in used
    )
    return package({
        "[Content_Types].xml": '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        f'wordprocessingml.document.main+xml"/>{types}</Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
        ' Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships">{relations}</Relationships>',
        "word/document.xml": f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{W}">'
        f"<w:body>{body}</w:body></w:document>",
        **{f"word/{kind}.xml": wrapped(kind, xml) for kind, xml in used.items()},
    })  # fmt: skip


def wrapped(kind: str, xml: str) -> str:
    """Return a part of the package with its root element."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{kind} xmlns:w="{W}">{xml}</w:{kind}>'


def runs(text: str, cut: int) -> str:
    """Return runs of `cut` characters each, every other one bold."""
    parts = [text[at : at + cut] for at in range(0, len(text), cut)]
    looks = ("", '<w:rPr><w:rFonts w:hint="eastAsia"/><w:b/></w:rPr>')
    return "".join(
        f'<w:r>{looks[i % 2]}<w:t xml:space="preserve">{escape(part)}</w:t></w:r>' for i, part in enumerate(parts)
    )


def paragraph(text: str, num: tuple[int, int] | None = None, cut: int = 3, style: str = "") -> str:
    """Return a paragraph; `num` is list and level of its automatic number."""
    number = f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>' if num else ""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties = f"<w:pPr>{named}{number}</w:pPr>" if number or named else ""
    return f"<w:p>{properties}{runs(text, cut)}</w:p>"


def level(index: int, style: str, text: str, suffix: str = "tab", start: int = 1, more: str = "") -> str:
    """Return the definition of one level of a list."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
    )


def automatic(lines: Sequence[str], cut: int = 3) -> bytes:
    """Return the lines as .docx whose 第X条 and （X） are automatic numbers; gaps are list restarts."""
    levels = "".join(level(i, *each) for i, each in enumerate(_LEVELS))
    body, nums, counts = [], ['<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'], {}
    num = 1
    for line in lines:
        found = _NUMBER.match(line)
        if not found:
            body.append(paragraph(line, cut=cut))
            continue
        at = 0 if found[2] else 1
        value = to_int(found[2] or found[3]) or 0
        if at == 0:
            num = 1
        elif value != counts.get(at, 0) + 1:
            num = len(nums) + 1
            nums.append(
                f'<w:num w:numId="{num}"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="{at}">'
                f'<w:startOverride w:val="{value}"/></w:lvlOverride></w:num>'
            )
        counts = {key: counts[key] for key in counts if key < at} | {at: value}
        body.append(paragraph(line[found.end() :], (num, at), cut))
    return docx("".join(body), f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{"".join(nums)}')


def typed(lines: Sequence[str], cut: int = 3) -> bytes:
    """Return the lines as .docx with their numbers typed."""
    return docx("".join(paragraph(line, cut=cut) for line in lines))


def webpage(lines: Sequence[str], charset: str = "utf-8") -> bytes:
    """Return the lines as a government page: navigation, index table, scripts and a footer around them."""
    text = "\n".join(f'<p style="text-indent:2em">　　{escape(line)}</p>' for line in lines[1:])
    return f"""<!DOCTYPE html><html><head><meta charset="{charset}"><title>{lines[0]}_青泽市人民政府</title>
<script>var a = "负责";</script><style>p {{color: red}}</style></head><body>
<div class="header"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/x">政务公开</a></li><li><a href="/y">办事服务</a></li></ul></div>
<div class="breadcrumb">当前位置：<a href="/">首页</a> &gt; <a href="/z">机构职能</a></div>
<div class="wrap"><table class="xxgk"><tr><td>索 引 号：</td><td>0000/2019-00001</td><td>发布机构：</td><td>青泽市人民政府</td></tr>
<tr><td>成文日期：</td><td>2019年3月12日</td><td>主题分类：</td><td>机构职能</td></tr></table>
<h1>{escape(lines[0])}</h1><div class="share">分享到：<a href="#">微信</a></div>
<div id="zoom" class="TRS_Editor">{text}</div><div class="tools"><a href="#">打印</a> <a href="#">关闭</a> <a href="#">收藏</a></div></div>
<div class="footer">主办：青泽市人民政府办公室　备案号：00000000</div><script>document.write("职责")</script>
</body></html>""".encode("gb18030" if charset == "gb2312" else charset)


def ofd(lines: Sequence[str], columns: int = 28, page_lines: int = 24) -> bytes:
    """Return the lines as an OFD file: printed lines with their places, running head and page numbers."""
    printed = [row for line in lines for row in _wrapped(line, columns)]
    sheets = [printed[at : at + page_lines] for at in range(0, len(printed), page_lines)]
    parts: dict[str, str | bytes] = {
        "OFD.xml": '<?xml version="1.0" encoding="UTF-8"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" Version="1.1"'
        ' DocType="OFD"><ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>',
        "Doc_0/Document.xml": '<?xml version="1.0" encoding="UTF-8"?><ofd:Document xmlns:ofd="http://www.ofdspec.org/2016">'
        "<ofd:CommonData/><ofd:Pages>"
        + "".join(f'<ofd:Page ID="{i + 1}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(len(sheets)))
        + "</ofd:Pages></ofd:Document>",
    }
    for number, sheet in enumerate(sheets):
        rows = [(30.0, 15.0, "青泽市人民政府公报"), *((30.0 + x, 30.0 + 9.0 * y, t) for y, (x, t) in enumerate(sheet)),
                (100.0, 285.0, f"— {number + 1} —")]  # fmt: skip
        objects = "".join(_text_object(i + 10, *row) for i, row in enumerate(rows))
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = (
            '<?xml version="1.0" encoding="UTF-8"?><ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Content>'
            f'<ofd:Layer ID="{number + 1000}">{objects}</ofd:Layer></ofd:Content></ofd:Page>'
        )
    return package(parts)


def _wrapped(line: str, columns: int) -> list[tuple[float, str]]:
    """Return the printed lines of a paragraph with a first-line indent of two characters, in mm."""
    first, rest = line[: columns - 2], line[columns - 2 :]
    return [(11.2, first)] + [(0.0, rest[at : at + columns]) for at in range(0, len(rest), columns)]


def _text_object(number: int, x: float, y: float, text: str) -> str:
    step = f' DeltaX="g {len(text) - 1} 5.6"' if len(text) > 1 else ""
    return (
        f'<ofd:TextObject ID="{number}" Boundary="{x} {y} {5.6 * len(text)} 5.6" Font="1" Size="5.6">'
        f'<ofd:TextCode X="0" Y="4.9"{step}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def converted(data: bytes, target: str) -> bytes:
    """Return a .docx in another format of LibreOffice: `doc:MS Word 97`, `pdf:writer_pdf_Export`."""
    return office.converted(data, "draft.docx", ".docx", target)
