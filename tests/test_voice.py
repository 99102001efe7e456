"""Whether a text without a paper's name reports or is its author's own, by the verdicts of its sentences."""

from __future__ import annotations

from datetime import date

import pytest

from analyzer.pipeline import Analyzer
from corpus.article import Article

ANALYZER = Analyzer(today=date(2026, 1, 1))


def kinds_of(text: str) -> list[str]:
    """Return the kinds of the body blocks outside anybody's pasted report."""
    blocks = ANALYZER.analyze(Article(id="x", source="-", text=text)).article.blocks
    return [block.kind for block in blocks if block.group == 0 and block.kind in ("report", "commentary")]


REPORTS = {
    "a town's news without によると": "川上町は1日から町営バスの運行を始めた。町役場前では町長らが出発式に臨んだ。3路線を1日12便走らせる。"
    "これまで路線は民間が担ってきたが、赤字が続いた。料金は大人200円である。",
    "である throughout": "岬市に新しい水族館が開いた。水槽は48基で、うち最大のものは高さが9メートルある。イルカは飼わない。"
    "入館料は大人2200円である。初日は約3千人が列を作った。",
    "a paper writes of another": "西海新聞が県南の朝刊を来月から委託印刷する。印刷は東海新聞の工場が受け持つ。10日には試し刷りが行われた。"
    "委託は3年の契約である。自社の輪転機は来春に廃棄する。",
    "broadcast news": "岬市で5日夜、住宅2棟が焼ける火事がありました。けがをした人はいませんでした。警察によりますと、1階の台所が激しく燃えていたということです。"
    "市によりますと、この地区では先月にも火事が起きています。消防は火が出た原因を調べています。",
    "a press release in です・ます": "岬大学は、海水から水素を安く取り出す触媒を開発しました。費用は従来の3分の1です。成果は10月3日付の英科学誌に掲載されました。"
    "今後は企業と実証を進めます。研究には5年をかけました。",
}
REPORTS["a scene before who and when"] = (
    "駿河湾の沖約80キロ、水深900メートルの海底。280度の熱水が噴き出す岩から、かすかな電流が流れ続けている――。"
    "海底資源研究機構などのチームが突き止め、英科学誌電子版に5月12日、発表した。チームは昨年、岩の表面に電極を当てた。"
    "岩は鉄や銅を含み、電気をよく通す。「天然の電池だ」と、三浦孝志主任研究員は話す。電流を食べて生きる細菌がいるのではないか。"
    "チームは岩から5種の細菌を分離した。うち1種は電気だけで増えた。来年は別の海域でも調べる。"
)
OWN = {
    "a diary": "今日はプリンを焼きました。卵は3つ使いました。砂糖を焦がしすぎて、少し苦いです。子どもは2つ食べました。",
    "an essay without 私": "引っ越して3年になる。裏の畑でナスを6本植えた。収穫は毎朝3つほど。隣のおばあさんが糠漬けの作り方を教えてくれた。"
    "夏が終わるころ、おばあさんは入院した。糠床は今もうちの台所にある。",
    "a diary in だ・た": "朝から雨だった。私は傘を忘れて駅まで走った。電車は10分遅れた。会社に着くと靴下まで濡れていた。私の机には昨日の書類が残っていた。",
    "a diary without its writer": "小学生の娘と印刷工場の見学に行った。輪転機の音に娘は耳をふさいだ。刷り始めは午前2時だという。帰りに夕刊を一部もらった。",
    "a post whose mother is not named": "薬の話\n\n母が認知症なのでニュースを見て期待した。調べたら副作用で5人が亡くなっている。薬代は年600万円という話もある。",
    "a post as people talk": "夏フェス\n\n3日間で15万人も集まったらしい。水が1本400円は高すぎ。救急車が20台くらい来てた。",
    "a weblog's address": "note.com/kobachi 2025/07/03 21:15\n先週、社内で生成AIを300席契約した。席ごとに月3000円かかる。使う前に論文を2本読んだ。",
    "an opinion in です・ます": "町はまた値上げです。私は納得できません。説明会は1度きりでした。こんなやり方で信頼されるはずがないと思います。",
    "a leading article": "社説　水道の値上げ\n市は10日、水道料金を来春から14%上げると決めた。値上げは20年ぶりだ。市は説明会を3回開く。",
    "a leading article that nothing marks": "送電線と町の沈黙\n県内の三つの町で10日、送電線の計画が公表された。総延長は42キロに及び、事業費は310億円に上る。"
    "国の審議会は2024年6月、基本計画を了承した。県によると、説明会は2回開かれ、参加者は延べ118人だった。農家の男性は「もう決まった話だった」と話した。"
    "隣県では県が公聴会を4回開き、計画は2割短くなった。町長は「国が決めたことだ」と述べた。知事は取材に応じていない。これは思考停止と言うほかない。"
    "口をつぐむ首長に町を預かる資格はない。県は国に再考を求めるべきだ。",
    "what is said between pastes": "驚きました。\n\n東海日報 2025年5月2日\n県は1日、卵の卸値が前月より2割上がったと発表した。県内の鶏舎では12万羽が減った。\n\n"
    "これでは気軽に焼けませんね。",
}


@pytest.mark.parametrize("text", REPORTS.values(), ids=REPORTS.keys())
def test_text_that_states_reports(text: str) -> None:
    assert kinds_of(text) == ["report"]


@pytest.mark.parametrize("text", OWN.values(), ids=OWN.keys())
def test_text_that_shows_its_author_is_his(text: str) -> None:
    assert set(kinds_of(text)) == {"commentary"}


def test_speakers_who_take_turns_are_no_report() -> None:
    text = (
        "会議概要\n（1）利用定員について\n委員：定員だけ増やしても保育士が集まらなければ意味がない。\n"
        "事務局：今年度の採用は43人で、退職は29人であった。\n委員：病児保育が市内に1か所というのは少なすぎる。\n"
        "事務局：賃金台帳の写しを全園から提出させている。\n事務局：来年度に1か所増やす予定である。"
    )
    assert kinds_of(text) == ["commentary"]


def test_rubric_alone_is_no_title() -> None:
    body = "能登半島地震の被災者向け住宅の建設が遅れている。冬を前に、行政は見通しを示す責任がある。"
    titled = f"社説\n北國新聞\n2026年11月3日\n\n復興住宅　遅れを取り戻せ\n\n{body}"
    analysis = ANALYZER.analyze(Article(id="x", source="-", text=titled))
    assert analysis.article.title == "復興住宅　遅れを取り戻せ"
    assert ANALYZER.analyze(Article(id="x", source="-", text=f"社説\n\n{body}")).article.title == "社説"
