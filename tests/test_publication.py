"""When a text was published, and how that is known."""

from __future__ import annotations

import gzip
import json
from datetime import date

import pytest
from msgspec.structs import replace

from analyzer.dates import DateReading, extract
from corpus.article import Article, Block
from corpus.tokens import prepare
from tests.casefile import SHARED

TODAY = date(2026, 11, 22)


def reading(text: str, **fields: str) -> DateReading:
    return extract(prepare(Article(id="x", source="-", text=text, **fields)), today=TODAY)  # type: ignore[arg-type]


HEADERS = [
    ("産経新聞 2016年4月5日(火)7時55分配信", "2016-04-05T07:55", "header"),
    ("産経新聞　２０１６年４月５日（火）　７時５５分配信", "2016-04-05T07:55", "header"),
    ("毎日新聞 2018/02/20", "2018-02-20", "header"),
    ("朝日新聞 平成25年6月5日(水)付", "2013-06-05", "header"),
    ("2024年5月14日 15:42", "2024-05-14T15:42", "header"),
    ("2019年6月11日 朝刊", "2019-06-11", "header"),
    ("読売新聞 2016.4.5", "2016-04-05", "header"),
    ("産経新聞 H28.4.5", "2016-04-05", "header"),
]


@pytest.mark.parametrize(("line", "published", "known_from"), HEADERS, ids=[line for line, *_ in HEADERS])
def test_a_header_dates_the_text_below_it(line: str, published: str, known_from: str) -> None:
    result = reading(f"{line}\n市は庁舎を建て替えると発表した。費用は38億円になる。\n")
    assert (result.published, result.published_from) == (published, known_from)


def _pasted(header: str, body: str, published: str | None = None) -> DateReading:
    text = f"{header}\n{body}\n"
    cut = len(header) + 1
    blocks = (
        Block(0, len(header), "byline", outlet="産経新聞", group=1),
        Block(cut, len(text) - 1, "report", outlet="産経新聞", group=1),
    )
    return extract(prepare(Article(id="x", source="-", text=text, published=published, blocks=blocks)), today=TODAY)


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("毎朝新聞の4日の記事です。", "2018-10-04"),
        ("毎朝新聞の28日付の記事によると、こういうことだそうです。", "2018-09-28"),
        ("毎朝新聞は10月4日、次のように伝えていました。", "2018-10-04"),
        ("10月4日付の毎朝新聞は、次のように伝えていました。", "2018-10-04"),
        ("毎朝新聞が昨日流した記事を載せます。", "2018-10-05"),
        ("まず、おとといの毎朝新聞の記事から。", "2018-10-04"),
        ("毎朝新聞（2018年10月2日）はこう書いています。", "2018-10-02"),
        ("毎朝新聞は、次のように伝えていました。", None),
        ("火曜日の毎朝新聞にはこうあります。", "2018-10-02"),
        ("おととい紹介した毎朝新聞に、けさ続報が出ていました。", "2018-10-06"),
        ("土曜日の毎朝新聞にはこうあります。", "2018-09-29"),  # the author writes on a Saturday
    ],
)
def test_the_authors_announcement_dates_the_report_below_it(line: str, published: str | None) -> None:
    report = "県は3日、高校の統合を1年延期すると発表した。対象は3校で、約1200人が通う。地元の反対が強かった。"
    text = f"ひどい話です。私は怒っています。\n{line}\n\n{report}\n\n最初から分かっていたことですよね。"
    doc = prepare(Article(id="x", source="-", text=text, published="2018-10-06"))
    pasted = next(index for index, block in enumerate(doc.blocks) if block.kind == "report")
    assert doc.blocks[pasted].outlet == "毎朝新聞"
    assert extract(doc, today=TODAY).block_published[pasted] == published


def test_a_report_may_be_dated_by_the_one_above_it() -> None:
    text = (
        "ため池の話です。\n\n●毎朝新聞（2020年11月25日）\n県は25日、ため池の点検結果を公表した。204か所で補修が要る。\n\n"
        "●夕陽新聞（同）\n県内のため池204か所に決壊の恐れがあることが25日、分かった。\n\n"
        "●翌日の同紙\n県は26日、国に半額の補助を求めた。\n\n数字は同じでも、ずいぶん違いますね。私にはそう思えます。\n"
    )
    doc = prepare(Article(id="x", source="-", text=text, published="2020-11-30"))
    days = extract(doc, today=TODAY).block_published
    told = {block.outlet: day for block, day in zip(doc.blocks, days, strict=True) if block.kind == "byline"}
    assert told == {"毎朝新聞": "2020-11-25", "夕陽新聞": "2020-11-26"}
    assert "2020-11-25" in [day for block, day in zip(doc.blocks, days, strict=True) if block.outlet == "夕陽新聞"]


def test_a_title_line_dates_the_issue_and_the_report_pasted_below() -> None:
    text = (
        "◆◇ みちのく経済メール　第312号　2014年9月17日(水)発行 ◇◆\n\n"
        "今週は県内の求人が気になりました。\n\n"
        "■12日付の岩手日報から\n\n求人倍率1.12倍に\n"
        "県内の7月の有効求人倍率は1.12倍だった。\n岩手労働局が12日、発表した。\n\n"
        "来春には食品工場が開業します。楽しみですね。\n"
    )
    result = reading(text)
    assert (result.published, result.published_from) == ("2014-09-17", "header")
    assert "2014-09-12" in result.block_published


def test_a_day_in_brackets_behind_a_headline_dates_its_report() -> None:
    text = "離島の取引、昨年31件（2/7 17:02）\n国交省は7日、31件だったと発表した。\n"
    cut = text.index("\n")
    blocks = (
        Block(0, cut, "headline", outlet="時事通信", group=1),
        Block(cut + 1, len(text) - 1, "report", outlet="時事通信", group=1),
    )
    article = Article(id="x", source="-", text=text, published="2025-02-11", blocks=blocks)
    result = extract(prepare(article), today=TODAY)
    assert result.block_published == ("2025-02-07T17:02", "2025-02-07T17:02")


def test_a_weekday_finds_the_year_that_the_body_speaks_of() -> None:
    result = _pasted(
        "産経新聞 4月5日(火)7時55分配信", "平成27年度までに227万枚しか発行できなかったことが4日、分かった。"
    )
    assert (result.published, result.published_from) == ("2016-04-05T07:55", "weekday")
    assert result.block_published == ("2016-04-05T07:55", "2016-04-05T07:55")
    assert [m.value for m in result.mentions] == ["2016-04-05T07:55", "FY2015", "2016-04-04"]


def test_a_weekday_alone_takes_the_latest_year_that_is_not_to_come() -> None:
    result = _pasted("産経新聞 4月5日(火)7時55分配信", "市は4日、計画を発表した。")
    assert (result.published, result.published_from) == ("2022-04-05T07:55", "weekday")


def test_a_pasted_report_is_not_younger_than_the_article() -> None:
    result = _pasted("共同通信 3月15日 17時40分", "庁は15日、制度を4月1日に始めると発表した。", "2024-03-17")
    assert result.block_published == ("2024-03-15T17:40", "2024-03-15T17:40")
    assert [m.value for m in result.mentions][1:] == ["2024-03-15", "2024-04-01"]


def test_what_is_given_is_kept() -> None:
    result = reading("2016年4月5日 朝刊\n市は4日、発表した。\n", published="2017-01-02", published_from="option")
    assert (result.published, result.published_from) == ("2017-01-02", "option")


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("市は2019年6月11日、庁舎を建て替えると発表した。12日に説明会を開いた。", "2019-06-12"),
        ("市が発表した。総務省によると、件数は減った。\n朝日新聞、2011年4月18日。\n", "2011-04-18"),
        (
            "機構は28日、賠償を求める方針を固めた。27年度は227万枚しか交付できなかった。平成26年に受注した。今年8月1日までに申請があった。",
            "2016-08-28",
        ),
    ],
)
def test_the_text_itself_may_tell(text: str, published: str) -> None:
    result = reading(text)
    assert result.published == published
    assert result.published_from in ("content", "header")


@pytest.mark.parametrize(
    "text",
    [
        "機構は29日、賠償を求める方針を固めた。設計は2014年、5社が請け負った。今年1月以降、障害が多発した。",
        "1977年8月7日、山が噴火した。校庭に灰が積もった。惜しいのは、2000年噴火への言及が薄いことだ。",
        "探査機は2020年3月に打ち上げられた。昨年6月には装置が止まった。団体は18日、撮影に成功したと発表した。",
        "1916年11月3日に全線が開業し、1954年3月31日に廃止された。",
        "省は2026年度に統合する。費用は38億円だ。",
        "市は4日、発表した。",
    ],
)
def test_background_is_no_date_of_publication(text: str) -> None:
    result = reading(text)
    assert (result.published, result.published_from) == (None, None)


@pytest.mark.parametrize("line", ["2024・12・14", "（2024.12.14）", "２０２４・１２・１４"])
def test_a_date_alone_on_the_last_line_dates_the_text(line: str) -> None:
    found = reading(f"1945年に戦争は終わった。町は焼けた。\n市長は4日に辞めた。\n{line}\n")
    assert found.published == "2024-12-14"
    assert [m.value for m in found.mentions] == ["1945", "2024-12-04", "2024-12-14"]


def test_the_last_line_tells_the_month_of_bare_days_though_no_year() -> None:
    found = reading("軍は20日に進み、4日、撤退した。\n（11月13日午前）\n")
    assert [m.value for m in found.mentions] == ["XXXX-10-20", "XXXX-11-04", "XXXX-11-13TMO"]


def test_groups_have_their_own_day() -> None:
    text = "産経新聞 2016年4月5日配信\n市は4日、発表した。\n\n毎日新聞 2016年6月8日\n市は7日、撤回した。\n"
    first, second = text.index("市は4日"), text.index("市は7日")
    header = text.index("毎日新聞")
    blocks = (
        Block(0, first - 1, "byline", group=1),
        Block(first, first + 9, "report", group=1),
        Block(header, second - 1, "byline", group=2),
        Block(second, len(text) - 1, "report", group=2),
    )
    result = extract(prepare(Article(id="x", source="-", text=text, blocks=blocks)), today=TODAY)
    assert [m.value for m in result.mentions] == ["2016-04-05", "2016-04-04", "2016-06-08", "2016-06-07"]
    assert result.block_published == ("2016-04-05", "2016-04-05", "2016-06-08", "2016-06-08")


@pytest.mark.parametrize(
    ("heading", "published"),
    [
        ("九月十九日（水）朝刊チェック", "2012-09-19"),
        ("九月の朝刊チェック", None),
        ("昨年9月19日（水）朝刊チェック", None),
    ],
)
def test_heading_of_a_digest_dates_the_issues_below_it(heading: str, published: str | None) -> None:
    text = f"{heading}\n【朝日】（2面）監視船12隻が接近\n海上保安庁によると、監視船12隻が接続水域に入った。\n【産経】（1面）出航は未確認\n政府は情報収集を続けている。"
    doc = prepare(Article(id="x", source="-", text=text, published="2012-09-20"))
    days = extract(doc, today=TODAY).block_published
    assert {day for day, block in zip(days, doc.blocks, strict=True) if block.group} == {published}


def test_days_after_that_count_from_the_report_pasted_above() -> None:
    text = (
        "ひどい話です。\n\n毎朝新聞 2016年4月5日配信\n市は4日、橋の点検を怠ったと発表した。\n対象は27カ所に上る。\n\n"
        "呆れました。で、その3日後の記事がこれ。\n\n東西日報 2016年4月8日\n市は7日、担当者を処分した。\n\n私は許しません。"
    )
    doc = prepare(Article(id="x", source="-", text=text))
    found = {text[m.start : m.end]: m.value for m in extract(doc, today=TODAY).mentions}
    assert found["その3日後"] == "2016-04-08"


@pytest.mark.skipif(not (SHARED / "articles").exists(), reason="real articles are not part of the project")
def test_real_posts() -> None:
    (sankei,) = (SHARED / "articles").glob("000*.txt")
    result = reading(sankei.read_text(encoding="utf-8"))
    assert (result.published, result.published_from) == ("2016-04-05T07:55", "weekday")
    assert "2016-04-05T07:55" in result.block_published
    (post,) = (SHARED / "articles").glob("002*.txt")
    assert {day for day in reading(post.read_text(encoding="utf-8")).block_published if day} == {"2016-08-28"}


WIKINEWS = SHARED / "articles" / "wikinews" / "articles.jsonl.gz"


@pytest.mark.skipif(not WIKINEWS.exists(), reason="real articles are not part of the project")
def test_real_articles_have_dates_inside_their_text() -> None:
    with gzip.open(WIKINEWS, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for number, line in enumerate(lines) if number % 60 == 0]
    for text in texts:
        for mention in reading(text).mentions:
            assert 0 <= mention.start < mention.end <= len(text)
            assert mention.first is None or mention.last is None or mention.first <= mention.last


def _days_of_reports(text: str) -> list[str | None]:
    doc = prepare(Article(id="x", source="-", text=text))
    found = dict(zip((block.group for block in doc.blocks), extract(doc, today=TODAY).block_published, strict=True))
    return [day for group, day in sorted(found.items()) if group]


@pytest.mark.parametrize(
    ("address", "published"),
    [
        ("https://www.yomiuri.co.jp/politics/20251111-OYT1T50234/", "2025-11-11"),
        ("https://mainichi.jp/articles/20240611/k00/00m/040/123000c", "2024-06-11"),
        ("https://www.jiji.com/jc/article?k=2024061100123&g=pol", "2024-06-11"),
        ("https://www.asahi.com/articles/ASS3V5X2LS3VUTIL00K.html", None),
        ("https://www.yomiuri.co.jp/politics/20991111-OYT1T50234/", None),
    ],
)
def test_the_day_of_an_address_dates_the_report_below_it(address: str, published: str | None) -> None:
    report = "政府は11日、給付金を配る方針を固めた。総額は1兆円を超える。"
    text = f"また配るんですか。\n\n給付金7万円、年内開始へ\n{address}\n{report}\n\n私には信じられません。"
    assert _days_of_reports(text) == [published]


def test_a_header_without_a_year_lies_nearest_to_those_beside_it() -> None:
    first = "水道のこと\n\n河北新報 2021年12月30日\n県は29日、議案を県議会に提出した。\n"
    second = "県議会は5日、議案を可決した。\n\n私は恥じます。私の水道です。"
    assert _days_of_reports(f"{first}\n私は驚きました。\n\n河北新報 1月6日\n{second}") == ["2021-12-30", "2022-01-06"]
    assert _days_of_reports(f"{first}同1月6日\n{second}") == ["2021-12-30", "2022-01-06"]


@pytest.mark.parametrize(
    ("text", "published"),
    [
        # The day in an agency's dateline, or right behind it, dates its report; so does a foreign paper's own.
        (
            "朝から雨でした。\n［ロンドン　3日　時事］ - 外為市場では、ユーロが上昇した。出来高は膨らんだ。",
            "2023-11-03",
        ),
        (
            "朝から雨でした。\n\n（共同）： 3日の米債券相場は反発。利回りは下がった。\n\nほとほと嫌になりました。",
            "2023-11-03",
        ),
        (
            'ルモンドを訳してみました。\n\n"左派が第一党となった。投票率は66％だった。"\n（Le Monde, 8 juillet 2023）',
            "2023-07-08",
        ),
        (
            "投資日記です。\n\n米労働省は3日、統計を発表した。数は15万人増えた。\n毎日新聞 2023年11月4日 0:41",
            "2023-11-04T00:41",
        ),
    ],
)
def test_a_dispatch_is_dated_by_its_own_line(text: str, published: str) -> None:
    from corpus.blocks import split_blocks
    from corpus.text import fold

    article = Article(id="x", source="-", text=text, published="2023-11-04T09:12", published_from="record")
    blocks = split_blocks(article, fold(text))
    result = extract(prepare(replace(article, blocks=blocks)), today=TODAY)
    assert published in result.block_published


def test_the_date_above_a_dated_header_is_the_posts() -> None:
    text = "為替で大やけど\n2023/11/04 9:12　カテゴリー：日記\n2023年11月3日 0:41　［毎日新聞デジタル］\n米労働省は3日、雇用統計を発表した。"
    result = reading(text)
    assert result.published == "2023-11-04T09:12"


def test_what_a_day_is_measured_against_leaves_an_undated_story_where_it_was() -> None:
    result = reading("台風は8月28日午後4時、北上した。特別警報は2022年9月の台風14号以来。29日までに上陸する。\n")
    assert [mention.value for mention in result.mentions][-1] == "XXXX-08-29"


def test_how_long_a_show_is_open_dates_no_notice() -> None:
    text = "お知らせ　博物館　特別展「海を渡った陶磁」\n\n会期　2023年10月4日（水）～12月14日（木）\n休館日　毎週月曜日（ただし10月9日は開館）\n"
    result = reading(text)
    assert result.published is None
    assert [mention.value for mention in result.mentions] == ["2023-10-04/2023-12-14", "P1W", "2023-10-09"]


def test_minutes_are_of_the_day_that_their_title_names_beside_the_month() -> None:
    result = reading(
        "市議会　令和5年6月定例会会議録（第3号）　6月16日（金曜日）\n\n○議長　本日は一般質問を行います。\n"
    )
    assert (result.published, result.mentions[-1].value) == ("2023-06-16", "2023-06-16")


def test_items_of_an_undated_column_take_the_month_that_closes_its_title() -> None:
    text = "【事件・事故】5月30日\n\n▽県警は30日未明、男を逮捕した。酒の臭いがした。男は黙っている。\n▽署は29日、別の男を逮捕した。\n"
    assert [mention.value for mention in reading(text).mentions][-1] == "XXXX-05-29"


def test_what_a_month_counted_is_released_in_another() -> None:
    values = [
        mention.value
        for mention in reading("4月の物価、上昇\n\n省が23日発表した4月の物価は前年同月に比べて上がった。\n").mentions
    ]
    assert values == ["XXXX-04", "XXXX-XX-23", "XXXX-04", "XXXX-04"]


def test_a_posts_day_stands_beside_who_posted_it_and_how_many_liked_it() -> None:
    text = (
        "民生委員を三年やってみて\n\nゆうがお　2022年12月5日 23:14　スキ 38\n\n先週の木曜日、委嘱状を受け取りました。"
    )
    assert str(reading(text).published) == "2022-12-05T23:14"


def test_the_next_time_of_an_undated_text_is_of_no_year_told_before() -> None:
    result = reading("協議は2019年11月に決裂して以来、5年半ぶり。次回は7月中旬、開かれる見通しだ。\n")
    assert [mention.value for mention in result.mentions] == ["2019-11", "P5Y6M", "XXXX-07"]


def test_a_month_since_when_nothing_is_done_lends_no_day_its_month() -> None:
    result = reading("委員長は「首相は8月から何も進めていない」と批判。幹部は「12日の採決は譲らない」と話した。\n")
    assert [mention.value for mention in result.mentions] == ["XXXX-08", "XXXX-XX-12"]


def test_a_month_of_last_year_or_of_a_law_lends_no_later_day_its_month() -> None:
    text = "10日朝、熊が目撃された。昨年10月の4件を上回る。10日午前、男性が通報した。9月に施行された改正法に基づく。市長は11日、語った。\n"
    values = [mention.value for mention in reading(text).mentions]
    assert values == ["XXXX-XX-10TMO", "XXXX-10", "XXXX-XX-10TMO", "XXXX-09", "XXXX-XX-11"]


def test_a_report_of_the_month_of_an_issue_is_of_its_year() -> None:
    text = (
        "会員の皆様へ（第12回）　2020年5月\n\n4月は厳しい月でした。\n5月2日の東海日報はこう伝えています。\n\n"
        "「個人の買い越しは3月に1兆円を超えた。新しい口座は58万件に達した。」\n\n慎重でありたいと考えます。\n"
    )
    assert "2020-05-02" in reading(text).block_published
