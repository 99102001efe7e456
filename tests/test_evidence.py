"""Evidence: reported sentences of other speakers that bear on a claim."""

from __future__ import annotations

from itertools import pairwise

from msgspec.structs import replace

from analyzer.desk.evidence import Bearing, Claim, claim_record, find_evidence
from analyzer.mention import Attribution
from analyzer.pipeline import Analyzer
from corpus.article import Article, article_id
from tests.marked import marked

POST = """
{c}カードは⟦300万枚|3000000|枚|count|交付⟧も交付されたのだから、遅れなど騒ぎすぎだ。
{c}富士見市の図書館は⟦@2023年|2023|2023-01-01|2023-12-31⟧に閉めるべきだった。
カードの交付は⟦227万枚|2270000|枚|count|交付⟧にとどまったと私も書いた。
マイナンバーカードの交付は申請の⟦2割|0.2|割|ratio⟧の⟦227万枚|2270000|枚|count|交付⟧にとどまった。
駅前では雨が降った。
{q}機構は「交付は順調だ」と説明し、⟦227万枚|2270000|枚|count|交付⟧という数字を強調した。
"""


def claims() -> list[Claim]:
    # Lines 4–6 are a pasted report of an outlet; the rest is the author's own.
    analysis = marked(POST, source="post.txt", groups={0: (None, None), 3: ("産経新聞", "2016-04-05")})
    other = marked(
        "カードの交付枚数は⟦227万枚|2270000|枚|count|交付⟧だった。\n富士見市では雨が降った。",
        source="news.txt",
        outlet="東都新聞",
    )
    return find_evidence([analysis, other])


def test_a_claim_finds_the_reports_of_others_first() -> None:
    first = claims()[0]
    assert [each.passage.outlet for each in first.bearings] and first.bearings[0].passage.outlet is not None
    assert all(each.passage.voice != first.passage.voice for each in first.bearings)
    assert "other figure" in first.bearings[0].relations
    assert ("300万枚", "227万枚") in first.bearings[0].figures


def test_a_quote_finds_the_same_figure_elsewhere() -> None:
    quote = claims()[-1]
    assert quote.passage.verdict.label == "quote"
    top = quote.bearings[0]
    assert "same figure" in top.relations and top.passage.source == "news.txt"


def test_articles_on_other_subjects_bear_on_nothing() -> None:
    claim = "⟦@5日|2024-02-05|2024-02-05|2024-02-05⟧、裁判の弁護人は「被告は逮捕後も無実を訴えている」と述べた。"
    trial = "南浜の詐欺事件で逮捕された被告に、裁判所は罰金を言い渡した。"
    analyses = [marked("{q}" + claim, source="a.txt"), marked(trial, source="b.txt", outlet="西海日報")]
    assert [each.bearings for each in find_evidence(analyses)] == [()]


def test_nothing_found_is_said() -> None:
    library = claims()[1]
    record = claim_record(library)
    assert record["evidence"] == [] and record["note"]


def test_record_has_the_agreed_names() -> None:
    record = claim_record(claims()[0])
    assert list(record["claim"])[:5] == ["source", "start", "end", "text", "label"]
    names = ["source", "start", "end", "text", "label", "outlet", "published", "score", "relations", "shared"]
    assert list(record["evidence"][0]) == names


def test_no_article_no_claim() -> None:
    assert find_evidence([]) == []


CUP = "東浜スタジアムで南浜ユナイテッドが北浜クラブを下し、東浜カップの優勝を決めた。\n監督の里見氏は選手を抱きしめた。"
PRAISE = "{q}里見監督は「選手が東浜カップの優勝を決めた。誇りに思う」と南浜ユナイテッドをたたえた。"


def bearings_of(claim: str, report: str, *, claimed: str | None, reported: str | None) -> list[str]:
    """Return what is found for ``claim`` in a report, each published on its day."""
    analyses = [
        marked(claim, source="claim.txt", published=claimed),
        marked(report, source="report.txt", outlet="東都新聞", published=reported),
    ]
    return [each.passage.text for found in find_evidence(analyses) for each in found.bearings]


def test_next_years_cup_is_told_in_the_same_words() -> None:
    assert bearings_of(PRAISE, CUP, claimed="2016-08-20", reported="2016-08-19")
    assert bearings_of(PRAISE, CUP, claimed="2016-08-20", reported="2012-08-19") == []
    assert bearings_of(PRAISE, CUP, claimed="2016-08-20", reported=None), "a text without a day may be of any"


def test_an_old_report_bears_on_a_claim_that_names_its_day() -> None:
    when = "⟦@2012年8月|2012-08|2012-08-01|2012-08-31⟧"
    report = CUP.replace("東浜スタジアム", when + "、東浜スタジアム", 1)
    claim = PRAISE.replace("選手が", f"{when}に選手が")
    assert bearings_of(claim, report, claimed="2016-08-20", reported="2012-08-19")


def test_what_an_author_repeats_bears_out_nobody() -> None:
    report = "元教授には⟦253万円|2530000|円|money|金額⟧が渡り、東浜大学の研究費はタクシー代に消えた。"
    quote = "{q}東浜大学は「元教授に⟦253万円|2530000|円|money|金額⟧の研究費が渡り、タクシー代に消えた」と主張した。"
    post = marked(report, source="post.txt", groups={0: (None, None)})
    news = marked(quote, source="news.txt", outlet="東都新聞")
    assert [each.bearings for each in find_evidence([post, news]) if each.passage.source == "news.txt"] == [()]


THINGS = [
    "夜店",
    "柿",
    "猫",
    "試合",
    "電車",
    "味噌",
    "花火",
    "机",
    "海",
    "自転車",
    "映画",
    "靴",
    "林檎",
    "市場",
    "時計",
    "楽器",
]
CHATTER = "".join(f"\n{{c}}{one}より{other}が好きだ。{other}の話は楽しい。" for one, other in pairwise(THINGS))


def test_a_post_of_many_matters_is_near_what_one_sentence_is_about() -> None:
    post = "{c}南浜区の加藤さんの家族は年金を⟦2000万円|20000000|円|money|年金⟧もだまし取っていた。" + CHATTER
    report = "南浜区の加藤さんの年金を家族がだまし取った疑いで、警察は捜査している。\n"
    report += "年金は⟦915万円|9150000|円|money|年金⟧をだまし取ったとされる。"
    analyses = [
        marked(post, source="post.txt", groups={0: (None, None)}),
        marked(report, source="report.txt", outlet="東都新聞"),
    ]
    found = find_evidence(analyses)[0].bearings
    assert any(("2000万円", "915万円") in each.figures for each in found)


def test_a_claim_goes_on_with_the_matter_of_the_sentence_before() -> None:
    post = "{c}南浜区の加藤さんの件で家族は年金を⟦2000万円|20000000|円|money|年金⟧もだまし取っていた。"
    post += "\n{c}奨励金も合わせて⟦11万6000円|116000|円|money|奨励金⟧だ。"
    report = "南浜区の加藤さんの年金を家族がだまし取った疑いで、警察は捜査している。\n"
    report += "奨励金は⟦11万6000円|116000|円|money|奨励金⟧が払われた。"
    news = marked(report, source="report.txt", outlet="東都新聞")

    def answered(text: str) -> list[str]:
        claims = find_evidence([marked(text + CHATTER, source="post.txt", groups={0: (None, None)}), news])
        return [each.passage.text[:3] for each in claims if each.bearings]

    assert answered(post) == ["南浜区", "奨励金"]
    assert answered(post.split("\n")[1]) == []


def test_who_says_it_is_nothing_to_check() -> None:
    text = "{q}⟦#浜の湯観光|浜の湯観光|o1⟧の堀田社長は「申し訳ない。原因の究明に協力する」と話した。"
    told = marked(text, source="a.txt")
    start = told.article.text.index("「") + 1
    frame = Attribution(0, (start + 17, start + 20), None, (start, start + 16), "direct")
    unsaid = replace(told.sentences[0], checkable=False)
    told = replace(told, sentences=(unsaid,), attributions=(frame,))
    assert find_evidence([told]) == []
    named = replace(told, attributions=())
    assert len(find_evidence([named])) == 1, "a body in what is said can be asked"


def test_another_number_of_the_same_is_found_without_a_word_in_common() -> None:
    fire = "川上町の処理場で火災があった。\n作業員の男性⟦3人|3|人|count|けが⟧がけがをした。"
    post = "川上町の処理場で火災がありましたね。\n{c}怪我した方が⟦5人|5|人|count|けが⟧も出たそうです。"
    analyses = [
        marked(post, source="post.txt", groups={0: (None, None)}),
        marked(fire, source="fire.txt", outlet="東都新聞", published="2022-05-10"),
    ]
    (claim,) = [each for each in find_evidence(analyses) if "5人" in each.passage.text]
    assert ("5人", "3人") in claim.bearings[0].figures and "other figure" in claim.bearings[0].relations


def test_a_time_alone_claims_nothing() -> None:
    column = "{c}⟦@年の瀬|2024-12|2024-12-20|2024-12-31⟧。\n{c}⟦@年の瀬|2024-12|2024-12-20|2024-12-31⟧に売り上げが落ちるはずがない。"
    assert [claim.passage.text for claim in find_evidence([marked(column, source="a.txt")])] == [
        "年の瀬に売り上げが落ちるはずがない。"
    ]


def test_two_shares_of_different_things_are_no_two_numbers_of_one() -> None:
    post = """
{c}内閣の支持率は⟦16.4%|0.164|%|ratio|支持率⟧で最低ですよ。
{r}下院選の投票率は⟦66.6%|0.666|%|ratio|投票率⟧だった。
"""
    analysis = marked(post, source="a.txt", groups={0: (None, None), 1: ("西海日報", None)})
    assert not [each for found in find_evidence([analysis]) for each in found.bearings]


def _found(*texts: str) -> dict[str, list[Bearing]]:
    """Return what is found for each claim of articles read by the whole program, by the claim's text."""
    analyzer = Analyzer()
    articles = [Article(article_id(text), f"{n}.txt", text) for n, text in enumerate(texts)]
    claims = find_evidence([analyzer.analyze(article) for article in articles])
    return {claim.passage.text: list(claim.bearings) for claim in claims}


FRAUD = """三笠精機が148億円水増し　社長、引責辞任へ
日東新聞　2024年5月15日朝刊

三笠精機は14日、売上高を約3年にわたり総額148億円水増ししていたとする報告書を公表した。架空取引は27件で、子会社の元役員ら5人が実態のない機械の売買を繰り返していた。
2024年3月期の連結決算は、純損益が18億円の赤字となった。証券取引等監視委員会が調べている。
"""
ANGER = """また粉飾かよ、三笠精機

今朝の日東新聞にこうあった。

＞三笠精機は14日、売上高を約3年にわたり総額148億円水増ししていたとする報告書を公表した。架空取引は27件で、子会社の元役員ら5人が実態のない機械の売買を繰り返していた。

3年で300億円ですよ、300億円。関わった連中も5人どころじゃなくて、50人はいるに決まっている。
監視委員会はさっさと刑事告発すべきだ。
"""


def test_an_angry_post_is_set_against_the_report_that_it_pastes() -> None:
    found = _found(FRAUD, ANGER)
    sum_of_years = next(bearings for text, bearings in found.items() if "300億円" in text)
    # Neither the 18億円 of another sentence nor the 年 and 円 that every sum has.
    assert sum_of_years and all("148億円" in bearing.passage.text for bearing in sum_of_years)
    people = next(bearings for text, bearings in found.items() if "50人" in text)
    assert [bearing.figures for bearing in people] == [(("5人", "5人"),)]
    watch = next(bearings for text, bearings in found.items() if "告発" in text)
    assert [bearing.names for bearing in watch] == [("証券取引等監視委員会",)]


def test_a_part_is_no_other_figure_of_the_whole() -> None:
    poll = "内閣支持率38%　東西新聞世論調査\n東西新聞　2025年2月17日\n\n東西新聞社が実施した全国世論調査で、内閣支持率は38%となった。不支持率は45%だった。政党支持率は民政党が29%。消費税の引き下げについては「賛成」が57%だった。\n"
    post = "支持率が3割を切った！\n\n東西新聞の世論調査で内閣支持率がついに28%になった。不支持は6割だ。国民の7割が消費税の引き下げに賛成しているのに、政府は耳を貸さない。民政党はもう終わりだ。\n"
    found = _found(poll, post)
    pairs = {pair for bearings in found.values() for bearing in bearings for pair in bearing.figures}
    assert {("28%", "38%"), ("6割", "45%"), ("7割", "57%")} <= pairs
    assert not pairs & {("28%", "45%"), ("28%", "29%"), ("6割", "38%"), ("3割を切っ", "29%"), ("7割", "45%")}


def test_the_hour_is_set_against_the_hour() -> None:
    wire = "豪雨で白根川氾濫　2人死亡\n【東邦通信】2023年7月11日 12時05分\n\n長井沢町で白根川の堤防が決壊した。町は午前3時に全域の4200世帯、1万1300人に避難指示を出した。住宅の浸水は620棟に上る。\n"
    paper = "長井沢町で堤防決壊、2人死亡\n奥羽日報　2023年7月11日夕刊\n\n長井沢町の白根川の堤防が決壊した。町は1万1300人に避難を指示。床上浸水は410棟。\n"
    post = "行政は何をしていたのか\n\n長井沢町の水害、ひどすぎる。避難指示が出たのは堤防が切れた後の朝5時だったというではないか。\n"
    found = _found(wire, paper, post)
    late = next(bearings for text, bearings in found.items() if "朝5時" in text)
    assert "午前3時" in late[0].passage.text


def test_a_posts_bare_sum_is_that_of_the_report_it_pastes_whatever_the_bound() -> None:
    lines = """
{c}基金の話をします。
町は必要な費用を年間⟦約6800万円|68000000|円|money|費用⟧と見込む。
{c}⟦6800万円|68000000|円|money⟧ですよ。
{c}⟦@毎年|P1Y||⟧ですよ。
"""
    groups = {0: (None, None), 1: ("東都新聞", "2025-06-20"), 2: (None, None)}
    (claim,) = find_evidence([marked(lines, source="post.txt", groups=groups)])  # 毎年ですよ is only a date
    assert claim.passage.text == "6800万円ですよ。"
    assert [each.figures for each in claim.bearings] == [(("6800万円", "約6800万円"),)]
