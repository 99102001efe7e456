"""Line breaks that only wrap are told from those that end something."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article
from corpus.tokens import prepare
from corpus.wrapping import soft_breaks

#: ⏎ is a break that only wraps. The texts are of our own making.
WRAPPED = {
    "columns": "本日の理事会で、来月からの会費を月額５００円引き上げる⏎\nことを決めました。値上げは8年ぶりで、会報の印刷費と郵⏎\n送費が上がったためです。12月までにご意見をいただけれ⏎\nば、次の理事会で紹介します。\n\n今後の予定は次の通りです。",
    "letters": "町役場は3日、築48年の庁舎を2029年度までに建⏎\nて替えると発表した。事業費は約42億円で、半分を国⏎\nの補助でまかなう。12月議会に設計費3800万円を⏎\n盛り込んだ補正予算案を提出する。",
    "kinsoku": "初霜の降りた朝、祖母は庭の柿をひとつだけ残して全部もい⏎\nでしまった。鳥にやるのだと言う。来年もよく実るように、⏎\n木に礼をするのだとも言った。けれどもその柿を食べたのは⏎\n鳥ではなく、隣の猫であった。",
    "paragraphs": "　港の倉庫で見つかった帳簿は、明治三十年代のものとみら⏎\nれる。県立文書館が調べたところ、米の値段や船の名が墨で⏎\n書かれていた。\n　同館は「当時の物流を伝える」と話し、来春の展示を目指⏎\nしている。",
    "pasted by who breaks no lines": "持続可能って便利な言葉ですよね。病床を百三十二も減らしておいて、よく言えたものです。私の母は救急車で隣の市まで運ばれました。そのことは一行も書かれていません。\n\n県は三十日、県立病院の統合計画を発表した。総事業費は⏎\n約二百十億円で、二〇二八年度の開院を目指す。統合後の⏎\n病床数は現在の計六百十二床から四百八十床に減る。知事⏎\nは「持続可能な医療のために避けて通れない」と述べた。\n住民団体は三十一日に抗議文を出す。\n\n持続可能って便利な言葉ですよね。病床を百三十二も減らしておいて、よく言えたものです。私の母は救急車で隣の市まで運ばれました。そのことは一行も書かれていません。\n持続可能って便利な言葉ですよね。病床を百三十二も減らしておいて、よく言えたものです。私の母は救急車で隣の市まで運ばれました。そのことは一行も書かれていません。\n持続可能って便利な言葉ですよね。病床を百三十二も減らしておいて、よく言えたものです。私の母は救急車で隣の市まで運ばれました。そのことは一行も書かれていません。",
    "a Latin word": "新しい検索機能では、利用者が入力した質問の意図を読み取⏎\nり、社内の文書から答えを組み立てる。土台には公開された⏎\ntransformerが使われ、学習には延べ2週間かかったとい⏎\nう。費用は明らかにしていない。",
}
NOT_WRAPPED = {
    "headlines": "首相、衆院解散を表明 来月投開票へ\n円相場、一時150円台に下落\n北部で震度5弱 津波の心配なし\n大関が休場 右膝の負傷で\n新型列車、来春から運行開始へ",
    "a list": "参加したのは次の団体です。\n・港湾労働者の会と、その家族の会のみなさん\n・海をきれいにする会と、子どもクラブの有志\n・山と川を守る市民の会、それに町内会の人\n・古い町並みを残す会の、会員の方々です",
    "verse": "海は今日も鳴っている\nだれもいない砂のうえに\n貝がらがひとつ\n雨に打たれている",
    "short lines of a blog": "今日は朝から雨\n洗濯物が乾かないので、\n仕方なく部屋に干しました\nでもまあ、たまには\nこんな日もいいですね",
    "headlines with their papers in marks": "＜港湾日日新聞 7/31＞　荷待ちの平均、1時間半に短縮\n運送協会は30日、荷待ちの時間を調べた。\n＜倉庫日報 7/29＞　冷蔵倉庫の空きが過去最少になる\n庫腹占有率は103%に達した。\n＜北都新報 7/28＞　トラックの台数が三年続けて減る\n国の統計で分かった。",
    "one paragraph a line": "市は12日、庁舎の耐震工事費を38億円と発表した。\n工事は来春に始まる。\n完成は2年後の見通しだ。\n市議会で審議される。",
}


@pytest.mark.parametrize("name", WRAPPED)
def test_wrapped(name: str) -> None:
    marked = WRAPPED[name]
    text = marked.replace("⏎", "")
    found = soft_breaks(text)
    assert "".join("⏎" * (place in found) + letter for place, letter in enumerate(text)) == marked


@pytest.mark.parametrize("name", NOT_WRAPPED)
def test_not_wrapped(name: str) -> None:
    assert soft_breaks(NOT_WRAPPED[name]) == frozenset()


@pytest.mark.parametrize("name", WRAPPED)
def test_sentences_run_over_soft_breaks(name: str) -> None:
    text = WRAPPED[name].replace("⏎", "")
    doc = prepare(Article(id="x", source="-", text=text))
    assert all(text[sentence.start : sentence.end].endswith(("。", "です。")) for sentence in doc.sentences)
    assert all(block.kind in ("report", "commentary") for block in doc.blocks)


def test_one_torn_line_behind_a_mark_is_enough() -> None:
    text = "こう書いています。\n\n> 6党の実務者は4日、上乗せされている税率（1リットルあたり25円）を\n> 12月31日に廃止することで合意した。\n> 廃止へ前進\n\n大違いです。"
    assert [text[at - 1] for at in soft_breaks(text)] == ["を"]


def test_lines_wrapped_before_they_were_quoted_are_one_sentence() -> None:
    marked = (
        "皆さま\n知人から届いた記事です。\n\n>> 朝日新聞　2026年10月12日\n>> 総務省は12日、地方議会のオンライン出席を⏎\n"
        ">> 認める地方自治法改正案の骨子をまとめた。災⏎\n>> 害や育児などの場合に限る。\n\n私は賛成です。来週の会合でお話しします。"
    )
    text = marked.replace("⏎", "")
    found = soft_breaks(text)
    assert "".join("⏎" * (place in found) + letter for place, letter in enumerate(text)) == marked
    ends = [text[sentence.start : sentence.end][-5:] for sentence in prepare(Article("x", "-", text)).sentences]
    assert ends[-4:-2] == ["まとめた。", "合に限る。"]


def test_a_name_torn_in_a_bracket_goes_on_without_kana() -> None:
    lines = [
        "生活応援の記事が新聞に掲載されましたので、了解を得て",
        "全文を転載いたします。令和五年十二月八日（伊予タイ",
        "ムズ掲載）",
        "",
        "物価高の影響で寄せられる食品が減っている。市内の団体",
        "では十一月末までの寄付が前年より二割少なかった。一方",
        "で利用する世帯は延べ千百八十と二倍に増えた。",
    ]
    text = "\n".join(lines)
    assert text.index("ムズ") - 1 in soft_breaks(text)


@given(st.text(alphabet="市は発表した。、「」 \n12ａa", max_size=300))
def test_only_line_breaks_are_soft(text: str) -> None:
    assert all(text[place] == "\n" for place in soft_breaks(text))


@pytest.mark.parametrize(
    "text",
    [
        "あ\n" * 50_000,
        ("い" * 20 + "\n") * 20_000,
        "\n" * 100_000,
        (" " * 500 + "\n") * 500,
        "> " * 50_000,
        "> あ\n" * 30_000,
    ],
)
def test_hostile_input_is_linear(text: str) -> None:
    began = time.process_time()
    soft_breaks(text)
    assert time.process_time() - began < 10e-6 * len(text) + 0.3
