"""The tokenizer's own dictionary, and what importing jieba must not do."""

from __future__ import annotations

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from mandate_lint import words

WORDS = st.sampled_from("科技 成果转化 科 技 工作 管理 监督管理 孵化器 市 人民政府 殡葬 婚俗 R&D 5G 2024 ， 、 （一） 的 鬯 a".split())


@given(st.lists(WORDS, max_size=12).map("".join))
def test_the_cut_is_that_of_jieba(text: str) -> None:
    assert list(words.cut(text)) == list(words._tokenizer().cut(text, HMM=False))


def test_readers_see_words_whole_that_the_table_lacks() -> None:
    assert "婚俗" in words.cut_for_readers("推进婚俗改革")


def test_the_check_needs_no_jieba() -> None:
    code = "import sys; from mandate_lint import words; words.cut('推进殡葬改革'); assert 'jieba' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_terms_of_the_trade_are_words() -> None:
    assert "".join(words.cut("指导科技成果转移转化")) == "指导科技成果转移转化"
    assert "殡葬" in words.cut("推进殡葬改革")


def test_a_rare_word_tells_more_than_a_common_one() -> None:
    assert words.weight("殡葬") > words.weight("工作")
    assert words.weight("没有这个词") == words.UNSEEN


def test_jieba_reads_no_cache_and_says_nothing() -> None:
    code = (
        "import sys, tempfile; tempfile.gettempdir = lambda: sys.exit('asked for the temporary folder');"
        "from mandate_lint import words; words.cut_for_readers('推进殡葬改革');"
        "assert not {'pkg_resources', 'marshal_cache'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
