"""Layouts of pages that people copy reports from: one line per block, its kind and outlet, the same text in each."""

from __future__ import annotations

import pytest

from corpus.article import Article
from corpus.tokens import prepare

_REPORT = "県は30日、県立病院の統合計画を発表した。総事業費は約210億円で、2028年度の開院を目指す。"
_MORE = "統合後の病床数は現在の計612床から480床に減る。知事は「持続可能な医療のために避けて通れない」と述べた。"
_BEFORE = "昨夜のニュースを見て、また腹が立ちました。まずはこれ。"
_AFTER = "持続可能って便利な言葉ですよね。病床を132も減らしておいて、よく言えたものです。私の母は救急車で運ばれました。"

#: Lines of the text; in front of the first line of each block what it is: kind, or kind and outlet.
LAYOUTS = {
    "the paper below the date, and again at the end": f"""
commentary: {_BEFORE}

headline 東海道日報: 県立2病院、28年度に統合へ
byline 東海道日報: 6/30(木) 18:02配信
byline 東海道日報: 東海道日報

report 東海道日報: {_REPORT}

{_MORE}

other 東海道日報: 最終更新:6/30(木) 18:02
byline 東海道日報: 東海道日報

commentary: {_AFTER}""",
    "a closing mark that names the paper": f"""
commentary: {_BEFORE}

other: （引用ここから）
report 東海道日報: {_REPORT}
{_MORE}
other: （引用ここまで：東海道日報 6月30日）

commentary: {_AFTER}""",
    "a clock, then a station": f"""
commentary: まずみなと放送のニュースサイトの記事がこちら。
headline みなと放送: 県立2病院、28年度に統合へ
byline みなと放送: 8月2日(火) 6:45　みなと放送
report みなと放送: {_REPORT}

commentary: {_AFTER}""",
    "an announcement whose subject is the paper": f"""
commentary: 古いスクラップを整理していたら、出てきました。
東亜通信は2011年5月9日、次のように伝えていました。

report 東亜通信: {_REPORT}

commentary: {_AFTER}""",
    "a quotation whose last line names its source": f"""
commentary: {_BEFORE}

report 北都新聞: > {_REPORT}
> — 北都新聞「県立病院、統合へ」2021年5月18日

commentary: {_AFTER}""",
    "quoted twice": f"""
commentary: 中川です。

other: 山根さん wrote:
commentary: > 県立病院の件、記事を貼ります。皆さんはどう思われますか。
report 瀬戸内タイムス: > > {_REPORT}
> > 開院は2028年度になる。
byline 瀬戸内タイムス: > > （瀬戸内タイムス 3月14日）

commentary: {_AFTER}""",
    "remarks behind an arrow": f"""
headline: けさの気になる記事（10月3日）
commentary: 涼しくなりましたね。今朝は2本です。

headline 東海道日報: 【1】県立病院、統合へ
byline 東海道日報: 東海道日報、10月3日付
report 東海道日報: {_REPORT}
commentary: → 210億円。建て替えの話はどこへ行ったのでしょう。

headline 西岸日報: 【2】病床を大幅に削減
byline 西岸日報: 西岸日報、10月2日付
report 西岸日報: {_MORE}
commentary: → {_AFTER}""",
    "a thread": f"""
headline: 【悲報】県立病院、統合へ

byline: 1 ：名無しさん：2022/11/03(木) 19:20:11.34 ID:aB3dE5fG0
report: {_REPORT}
byline: 2 ：名無しさん：2022/11/03(木) 19:21:45.02 ID:kLm9nOpQ1
commentary: またかよ
byline: 3 ：名無しさん：2022/11/03(木) 19:22:10.55 ID:rStUvWx20
other: >>1
commentary: 金ないのに建て替えるとかふざけてる""",
    "a card of a short message": f"""
commentary: {_BEFORE}

byline 東海道日報: 東海道日報 @tokaido_news
headline 東海道日報: 県立2病院、28年度に統合へ　総事業費210億円
byline 東海道日報: 午後6:02 · 2022年6月30日

commentary: {_AFTER}""",
    "an address under the headline": f"""
commentary: {_BEFORE}

headline: 県立2病院、28年度に統合へ
other: https://www.example-shimbun.jp/articles/20220630-001.html

report: {_REPORT}
{_MORE}

commentary: {_AFTER}""",
    "a second report": f"""
commentary: {_BEFORE}

headline 奥州日報: 県立2病院、28年度に統合へ
byline 奥州日報: （奥州日報　2023年6月11日）
report 奥州日報: {_REPORT}

commentary: {_AFTER}

続いて、こちら。

headline 河内新報: 病床を大幅に削減
byline 河内新報: （河内新報　2023年6月12日）
report 河内新報: {_MORE}

commentary: 開いた口がふさがりません。皆さんはどう思いますか。""",
    "a section above the headline": f"""
other: 社会
headline: 県立2病院、統合へ　県が来年度から
byline: 2022年6月30日 20時14分
report: {_REPORT}
{_MORE}""",
    "who wrote it below the headline": f"""
headline: 県立病院のことを考えた
byline: 高田さくら
byline: 2024年2月18日 21:07

commentary: {_AFTER}""",
    "a headline in brackets": f"""
headline: 【県立2病院、28年度に統合へ】
report: {_REPORT}
{_MORE}""",
    "the address of a press release": """
byline: 令和5年5月12日
byline: 報道関係者各位
byline: 会 社 名　株式会社ミナト精機
headline: 新工場の建設に関するお知らせ

report: 株式会社ミナト精機は12日、新工場を県北部に建設すると発表した。投資額は42億円となる。""",
    "a second paper of the same day": f"""
headline: 二紙を読み比べる
commentary: {_BEFORE}

byline 東海道日報: ■東海道日報（6月30日付・社会面）
report 東海道日報: {_REPORT}

byline 備讃タイムス: ■備讃タイムス（同日、1面左肩）
report 備讃タイムス: {_MORE}

commentary: {_AFTER}""",
    "other articles under a colon": f"""
headline: 県立2病院、統合へ
report: {_REPORT}
other: 関連記事：病床の削減に住民の反対
report: {_MORE}""",
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_layout(name: str) -> None:
    lines, wanted = [], []
    for line in LAYOUTS[name].strip("\n").split("\n"):
        label, colon, text = line.partition(": ")
        kind, _, outlet = label.partition(" ")
        if colon and kind in ("headline", "byline", "report", "commentary", "other") and not outlet.count("「"):
            wanted.append((kind, outlet or None, text[:12]))
            line = text
        lines.append(line)
    text = "\n".join(lines)
    blocks = prepare(Article(id="x", source="-", text=text)).blocks
    assert [(block.kind, block.outlet, text[block.start : block.end][:12]) for block in blocks] == [
        (kind, outlet, begins[: len(begins)]) for kind, outlet, begins in wanted
    ]


def test_below_one_line_quoted_with_its_paper_its_reader_goes_on() -> None:
    own = "政府は6000万人を目指すとか。正気の沙汰じゃない。\nバスに乗れない年寄りの身にもなってほしい。"
    cited = "「10月の訪日外国人客数は前年同月比31.6％増の331万2千人」"
    text = f"先月の訪日客は331万人だそうです。\n{cited}（東海道日報11月20日）\n{own}"
    outlets = {text[block.start : block.end]: block.outlet for block in prepare(Article("x", "-", text)).blocks}
    assert (outlets[cited], outlets[own]) == ("東海道日報", None)


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("（2022年6月30日）県立2病院、28年度に統合へ", ["（2022年6月30日）", "県立2病院、28年度に統合へ"]),
        ("県立2病院、28年度に統合へ（令和4年6月30日）", ["県立2病院、28年度に統合へ", "（令和4年6月30日）"]),
        ("県立2病院、28年度に統合へ（上）", ["県立2病院、28年度に統合へ（上）"]),
    ],
)
def test_a_date_beside_a_headline_is_a_byline(line: str, parts: list[str]) -> None:
    text = f"{line}\n{_REPORT}"
    *head, body = prepare(Article(id="x", source="-", text=text)).blocks
    assert [text[block.start : block.end] for block in head] == parts
    assert {block.kind for block in head} <= {"headline", "byline"}
    assert text[body.start : body.end] == _REPORT


#: Lines with which people lead on to a report, and what they set it off by.
_LEADS = (
    "東海道日報の記事から。",
    "6月30日の東海道日報。",
    "東海道日報（6月30日付）より",
    "東海道日報はこう書いている。",
    "以下、東海道日報から引用。",
    "東海道日報の記事：",
    "東海道日報さんの記事です。",
    "6月30日の東海道日報を読んだ。",
    "【東海道日報 6月30日】",
    "東海道日報 6月30日",
    "出典 東海道日報",
    "ソース：東海道日報",
    "[東海道日報]",
    "けさの東海道日報によると",
    "まずは東海道日報の報道から",
    "続いては東海道日報。",
    "30日付東海道日報朝刊1面",
    "東海道日報のニュースです↓",
    "東海道日報、6月30日。",
    "東海道日報夕刊。",
    "東海道日報Web版より",
    "もう一つ、東海道日報。",
)
_FRAMES = {
    "an empty line": "\n{}\n",
    "rules": "---\n{}\n---\n",
    "rules apart": "\n――――――――――\n\n{}\n\n――――――――――\n",
    "double rules": "\n======\n{}\n======\n",
    "marks": "\n（引用ここから）\n{}\n（引用ここまで）\n",
    "brackets": "\n《{}》\n",
}


@pytest.mark.parametrize("frame", _FRAMES)
@pytest.mark.parametrize("lead", _LEADS)
def test_what_leads_on_names_the_paper_and_charges_it_with_nothing_else(lead: str, frame: str) -> None:
    for before, headline in ((_BEFORE, ""), ("県立病院の話を少し書いておく。", "県立2病院、28年度に統合へ\n")):
        inside = _FRAMES[frame].format(f"{'' if frame == 'brackets' else headline}{_REPORT}\n{_MORE}")
        text = f"病院のこと\n\n{before}\n\n{lead}\n{inside}\n{_AFTER}\n"
        blocks = prepare(Article(id="x", source="x", text=text)).article.blocks
        outlets = {
            words: next(block.outlet for block in blocks if block.start <= text.index(words) < block.end)
            for words in (before, _REPORT, _MORE, _AFTER)
        }
        assert outlets == {before: None, _REPORT: "東海道日報", _MORE: "東海道日報", _AFTER: None}


#: Lines with which people say behind a report whose it was.
_TAILS = (
    "（東海道日報 6月30日）",
    "（東海道日報）",
    "ソース：東海道日報",
    "ソースは東海道日報。",
    "引用元 東海道日報",
    "— 東海道日報",
    "（東海道日報より引用）",
    "以上、東海道日報より。",
    "東海道日報 6月30日",
    "東海道日報　2022/6/30 18:02",
    "[東海道日報 2022/06/30]",
    "～東海道日報6月30日付～",
    "※東海道日報6月30日朝刊",
    "東海道日報の記事でした。",
    "（30日付東海道日報朝刊）",
    "《東海道日報6月30日》",
    "【東海道日報】",
    "以上。東海道日報の30日の記事。",
)
_SET_OFF = {
    "nothing": "{}\n",
    "an empty line": "{}\n\n",
    "rules": "---\n{}\n---\n",
    "rules and an empty line": "---\n{}\n---\n\n",
    "signs of a reply": "> {}\n",
    "brackets": "「{}」\n",
}


@pytest.mark.parametrize("set_off", _SET_OFF)
@pytest.mark.parametrize("tail", _TAILS)
def test_what_names_the_paper_behind_its_report_charges_it_with_nothing_else(tail: str, set_off: str) -> None:
    more = _MORE.replace("「", "『").replace("」", "』")
    for headline in ("", "県立2病院、28年度に統合へ\n"):
        inside = f"{'' if set_off == 'brackets' else headline}{_REPORT}{more}"
        inside = inside.replace("\n", "\n> ") if set_off == "signs of a reply" else inside
        text = f"病院のこと\n\n{_BEFORE}\n\n{_SET_OFF[set_off].format(inside)}{tail}\n\n{_AFTER}\n"
        blocks = prepare(Article(id="x", source="x", text=text)).article.blocks
        outlets = {
            words: next(block.outlet for block in blocks if block.start <= text.index(words) < block.end)
            for words in (_BEFORE, _REPORT, _AFTER)
        }
        assert outlets == {_BEFORE: None, _REPORT: "東海道日報", _AFTER: None}


#: How two papers are pasted into one post: name, day, headline and text set into each.
_STYLES = (
    "{0}（{1}）\n{2}\n{3}\n",
    "{0}　{1}\n\n{2}\n{3}\n",
    "{2}\n{3}\n（{0} {1}）\n",
    "「{3}」（{0}{1}）\n",
    "---\n{0} {1}\n{2}\n{3}\n---\n",
    "---\n{2}\n{3}\n---\n（{0} {1}）\n",
    "{0} {1}\n---\n{2}\n{3}\n---\n",
    "{0}から。\n> {2}\n> {3}\n",
    "> {2}\n> {3}\n（{0} {1}）\n",
    "【{0} {1}】{2}\n{3}\n",
    "{2}（{0} {1}）\n{3}\n",
)
_OTHER = (
    "県立2病院の統合を巡り、県議会の厚生委員会は1日、計画の見直しを求める意見書を可決した。賛成は7人、反対は4人だった。"
)
_BETWEEN, _LAST = "よく言えたものですよね。私はあきれました。", "議会が少しは仕事をしたようで、ほっとしました。"


@pytest.mark.parametrize("second", _STYLES)
@pytest.mark.parametrize("first", _STYLES)
def test_two_papers_in_one_post_keep_apart(first: str, second: str) -> None:
    one = first.format("東海道日報", "6月30日", "県立2病院、28年度に統合へ", _REPORT)
    two = second.format("みなと新聞", "7月2日", "病院統合、見直し求め意見書　県議会委", _OTHER)
    text = f"病院のこと\n\n{_BEFORE}\n\n{one}\n{_BETWEEN}\n\n{two}\n{_LAST}\n"
    blocks = prepare(Article(id="x", source="x", text=text)).article.blocks
    outlets = [
        next(block.outlet for block in blocks if block.start <= text.index(words) < block.end)
        for words in (_BEFORE, _REPORT, _BETWEEN, _OTHER, _LAST)
    ]
    assert outlets == [None, "東海道日報", None, "みなと新聞", None]


@pytest.mark.parametrize("name", ["しんぶん赤旗", "プレジデントオンライン", "NHK", "ロイター", "東洋経済オンライン"])
def test_outlets_of_every_form_are_known_in_a_sentence_and_beside_a_day(name: str) -> None:
    for lead in (f"{name}によると、こうだ。", f"6月30日の{name}を読んだ。", f"{name}6月30日"):
        text = f"病院のこと\n\n{_BEFORE}\n\n{lead}\n\n{_REPORT}\n{_MORE}\n\n{_AFTER}\n"
        blocks = prepare(Article(id="x", source="x", text=text)).article.blocks
        assert next(block.outlet for block in blocks if block.start <= text.index(_REPORT) < block.end) == name


#: What whoever pastes a report throws in.
_THROWN_IN = (
    "（ここ重要！）",
    "＜えっ？＞",
    "←ここ！",
    "ふざけるな。",
    "何それ。",
    "はあ？",
    "（私の母もここに通っています）",
    "※※※ えっ、480床？ ※※※",
    "【補足】612床は2020年の数字だと思います。",
    "（笑）",
)
_CREDITED = (
    "東海道日報（6月30日）\n県立2病院、28年度に統合へ\n\n{}\n",
    "東海道日報の記事から。\n\n{}\n",
    "県立2病院、28年度に統合へ\n{}\n（東海道日報 6月30日）\n",
    "---\n東海道日報 6月30日\n{}\n---\n",
    "（東海道日報より引用）\n（引用ここから）\n{}\n（引用ここまで）\n",
)


@pytest.mark.parametrize("credited", _CREDITED)
@pytest.mark.parametrize("word", _THROWN_IN)
def test_what_is_thrown_into_a_report_is_not_its_papers(word: str, credited: str) -> None:
    more = "統合後の病床数は現在の計612床から480床に減る。県議会は9月定例会で関連議案を審議する。"
    for gap in ("\n", "\n\n"):
        text = f"病院のこと\n\n{_BEFORE}\n\n{credited.format(gap.join((_REPORT, word, more)))}\n{_AFTER}\n"
        blocks = prepare(Article(id="x", source="x", text=text)).article.blocks
        outlets = [
            next(block.outlet for block in blocks if block.start <= text.index(words) < block.end)
            for words in (_REPORT, word, more, _AFTER)
        ]
        assert outlets == ["東海道日報", None, "東海道日報", None]


def test_items_of_a_digest_may_begin_with_paper_headline_and_day() -> None:
    text = (
        f"けさの気になる記事\n\n東海道日報「県立2病院、28年度に統合へ」（6月30日）\n{_REPORT}\n→持続可能って便利ですね。\n\n"
        f"みなと新聞「病院統合、見直し求め意見書」（7月2日）\n{_OTHER}\n→少しは仕事をしたようです。\n"
    )
    blocks = prepare(Article(id="x", source="x", text=text)).article.blocks
    told = [(block.kind, block.outlet) for block in blocks if block.kind in ("report", "commentary")]
    assert told == [("report", "東海道日報"), ("commentary", None), ("report", "みなと新聞"), ("commentary", None)]


@pytest.mark.parametrize(
    "post",
    [
        "{0} ：名無しさん：2022/06/30(木) 19:2{0}:11.34 ID:aB3dE5fG{0}",
        "{0}. 匿名　2022/06/30(木) 19:2{0}:05　[通報]",
        "[{0}] 名無し 2022-06-30 19:2{0}",
        "No.{0} ゲスト 2022-06-30 19:2{0}",
    ],
)
@pytest.mark.parametrize(
    "pasted",
    [
        "{0}\n（東海道日報 6月30日）",
        "東海道日報 6月30日\n{0}",
        "{0}\n\nソース：東海道日報",
        "{0}\nhttps://example.jp/1.html（東海道日報）",
    ],
)
def test_replies_in_a_thread_are_not_its_first_posts_papers(post: str, pasted: str) -> None:
    replies = ("またかよ", "金ないのに建て替えるとかふざけてる", "知事は辞めろ")
    posts = [post.format(1) + "\n" + pasted.format(f"県立2病院、28年度に統合へ\n{_REPORT}\n{_MORE}")]
    posts += [post.format(number) + "\n" + reply for number, reply in enumerate(replies, 2)]
    text = "【悲報】県立病院、統合へ\n\n" + "\n\n".join(posts) + "\n"
    blocks = prepare(Article(id="x", source="x", text=text)).article.blocks
    outlets = [
        next(block.outlet for block in blocks if block.start <= text.index(words) < block.end)
        for words in (_REPORT, _MORE, *replies)
    ]
    assert outlets == ["東海道日報", "東海道日報", None, None, None]


@pytest.mark.parametrize("day", ["六月三十日", "令和8年6月30日", "昨日", "先月30日付", "6月30日朝刊"])
def test_a_day_in_any_form_stands_behind_a_credited_paper(day: str) -> None:
    text = f"病院のこと\n2026年7月3日\n\n{_BEFORE}\n\n「{_REPORT}」（東海道日報{day}）\n\n{_AFTER}\n"
    blocks = prepare(Article(id="x", source="x", text=text)).article.blocks
    assert next(block.outlet for block in blocks if block.start <= text.index(_REPORT) < block.end) == "東海道日報"
