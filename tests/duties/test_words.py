"""The tokenizer's own dictionary, and what importing jieba must not do."""

from __future__ import annotations

import subprocess
import sys

from mandate_lint import words


def test_terms_of_the_trade_are_words() -> None:
    assert "".join(words.cut("指导科技成果转移转化")) == "指导科技成果转移转化"
    assert "殡葬" in words.cut("推进殡葬改革")


def test_a_rare_word_tells_more_than_a_common_one() -> None:
    assert words.weight("殡葬") > words.weight("工作")
    assert words.weight("没有这个词") == words.UNSEEN


def test_jieba_reads_no_cache_and_says_nothing() -> None:
    code = (
        "import sys, tempfile; tempfile.gettempdir = lambda: sys.exit('asked for the temporary folder');"
        "from mandate_lint import words; words.cut('推进殡葬改革');"
        "assert not {'pkg_resources', 'marshal_cache'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
