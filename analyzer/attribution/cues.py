"""The words that attribute: によると, と述べた, との見方を示した; their tables and the one scan that finds them."""

from __future__ import annotations

from msgspec import Struct

from analyzer.attribution.tails import TABLES
from analyzer.attribution.words import words
from corpus.cache import kept_rows
from corpus.patterns import table_pattern
from corpus.vocabulary import alternation, read_table

__all__ = ["TOLD_ON", "Verb", "anchor_re", "attitude_of", "late_verb_re", "next_verb_re", "nouns", "verbs"]


class Verb(Struct, frozen=True):
    """How a verb takes what is said, and what must stand before it."""

    attitude: str
    guard: str  # "", "predicate", "saying", "writing", "view", "strict"


@kept_rows(Verb)
def verbs() -> dict[str, Verb]:
    """Return the verbs of saying and thinking that follow と."""
    rows = read_table(TABLES / "attribution_cues.tsv", key="verb", required=("attitude", "source", "example"))
    return {row["verb"]: Verb(row["attitude"], row["guard"]) for row in rows}


class Noun(Struct, frozen=True):
    """How a noun takes what is said, and whether という links it as との does."""

    attitude: str
    link: str  # "", "any"

    @property
    def is_loose(self) -> bool:
        return self.link == "any"


@kept_rows(Noun)
def nouns() -> dict[str, Noun]:
    """Return the nouns that follow との and という (見方, 声)."""
    rows = read_table(TABLES / "attribution_nouns.tsv", key="noun", required=("attitude", "source", "example"))
    return {row["noun"]: Noun(row["attitude"], row["link"]) for row in rows}


def attitude_of(cue: str) -> str:
    """Return how the cue's verb or noun takes what is said: neutral, assessing, demand, admit, forecast, hearsay.

    >>> attitude_of("と批判する"), attitude_of("との見方を示した"), attitude_of("によると")
    ('assessing', 'assessing', 'neutral')
    """
    attitudes: dict[str, str] = {verb: entry.attitude for verb, entry in verbs().items() if len(verb) > 1}
    attitudes |= {noun: entry.attitude for noun, entry in nouns().items()}
    found = [word for word in attitudes if word in cue]
    return attitudes[max(found, key=len)] if found else "neutral"


#: How a sentence goes on behind とのことだ: とのことだったけれど、今はない.
TOLD_ON = r"(?:けれ?ど|が|ので)、"


@table_pattern
def anchor_re() -> str:
    """Return one scan for all cues. Every alternative begins with a letter, so that the scan can skip to those."""
    verb_forms, noun_forms, facts = alternation(verbs()), alternation(nouns()), words("fact_verb")
    return rf"""(?x)
        に(?P<by>よると|よれば|よりますと|よりますれば|[寄依拠]れば|[依拠]ると|言わせ(?:ると|れば))
      | が(?<=[」』]が)(?P<habit>{words("habit")})
      | が(?P<says>[言い]うには)(?=[、「])
      | い(?P<words>わく)(?=[、「]) | 曰(?P<written>く)(?=[、「])
      | の(?:(?P<found>{words("inquiry")}(?:で|から)は?も?、?(?:[0-9]+日、?)?(?:分か|わか|判明|明らかにな))
          |(?P<told>{words("basis")}では、?)
          |(?P<only>一点張り)
          |(?P<of>(?<=[」』]の){words("act")})(?=[がも]{words("spread")}))
      | っ(?<=[」』]っ)て(?P<casual>)
      | っ(?<=[、。]っ)て(?P<chatted>[^、。「」はがも\n]{{1,16}})[はがも](?=言[わいうっ]|話[しす]|いう|いっ)
      | だ(?<=[」』]だ)(?P<passed>って[さねよ]?)(?=[。、!?\n]|$)
      | と(?<!こと)(?:ころで(?P<as_told>は)、
          |の(?P<news>こと(?:だ(?:った)?|です|でした|である)?)(?=[。\n]|$|(?<!と){TOLD_ON})
          |(?P<rated>され(?:て(?:いる|いた|おり|きた)|る))
          |(?:の|いう|いった|する)(?:[一-龥ぁ-ん]{{1,6}}[いな]|{words("act")}の|緊急|公式|異例の|連名の)?(?P<noun>{noun_forms})(?=[をがもはに、。だでから])
          |いうのが(?P<view>[^、。「」『』()はがを\n]{{1,24}}の{words("view")})(?=だ|である|。|$)
          |(?:の|する|いう)(?P<held>[^、。「」『』()はがをにとのも\n]{{1,20}}+の(?:話|{noun_forms}))(?=[をがもに])
          |(?<![」』ど]と)(?:[0-9]{{1,2}}日、?)?(?P<teller_of>(?:「[^「」\n]{{1,16}}」)?[^、。「」『』()はがをにと]{{1,20}}(?:\([^()]{{1,12}}\))?)[がは](?:[0-9]{{1,2}}日付?(?:に|の朝刊で|の電子版で|で|、)?)?(?={verb_forms})
          |(?<![」』ど]と)、(?P<late>(?:[^、。「」はがと\n0-9][^、。「」はがと\n]{{1,15}}+、){{0,3}}[^、。「」はがと]{{2,30}}+)(?=[がは])
          |(?:は|も|、|だけ)?(?P<verb>{verb_forms})
          |(?:(?<=[」』)]と)|(?<=[」』]などと))(?P<quote>)
          |(?P<far>{words("adverb")}(?={verb_forms})
            |[^、。「」はがをと\n]{{0,6}}(?:団|材|紙|見|合|会|話|廷|判|誌|グ|べ|査|署|局|警|員|者)(?:に(?:対し)?|で)(?={verb_forms})
            |、?(?:[0-9]{{1,2}}月)?[0-9]{{1,2}}日(?:\([^()]{{1,10}}\))?(?:、|に|(?:に|の)[^、。「」はがをと\n]{{1,16}}[でに])?(?:[一-龥]{{2}}・)?(?={verb_forms})
            |、?(?:[0-9]{{1,2}}日付?(?:の|に|、)?)?[^、。「」はがをと\n]{{0,10}}[誌紙](?:「[^「」\n]{{1,24}}」)?(?:電子版)?[にで](?=発表し|報告し)))
      | な(?<=[」』)]な)ど(?:の|といった|という)(?P<such>{noun_forms})(?=[をがもはに、。だでから])
      | を(?:[0-9]{{1,2}}日(?:に|、)?|(?:正式|公式)に|改めて|初めて|重ねて|{words("occasion")}(?:で|に)|記者団に)?(?P<fact>{facts})
      | も(?:[0-9]{{1,2}}日(?:に|、)?|(?:正式|公式)に)?(?P<fact_too>{facts})
      | が(?P<teller>(?:(?:[0-9]{{1,2}}|同|翌|この)日(?:夜|朝|夕|未明|午前|午後)?、?)?(?:[^、。「」はがと]{{0,10}}で)?(?:明らかにした|{words("tells")})。)
      | 」(?P<paired>、)(?=[^、。「」]{{1,30}}[はがも]、?「)
      | 」(?P<bracket>\([^()「」。]{{2,24}}\))(?:(?<=談\))|(?=\s|。|$|「|、「))
      | よ(?<=たよ)うに、(?P<as_said>)(?=「)
      | 聞(?:(?<=から聞)|(?<=と聞))い(?P<heard>た|て)
      | そう(?P<so>{words("so_verb")})
        """


@table_pattern
def next_verb_re() -> str:
    """Return the pattern of what stands between a holder that was read and its verb: 協会が|19日、発表した"""
    verb_forms = alternation(
        verb for verb, entry in verbs().items() if entry.guard not in ("strict", "view") and verb != "いう"
    )
    return rf"、?[^。「」]{{0,24}}?(?P<verb>{verb_forms})"


@table_pattern
def late_verb_re() -> str:
    """Return the pattern of what stands between 「…」と and its verb: a holder (、組合員は) or an adverbial (記者団に)."""
    verb_forms = alternation(
        verb for verb, entry in verbs().items() if entry.guard not in ("strict", "view") and verb != "いう"
    )
    return rf"、?(?:(?:[^、。「」をはがも]{{1,20}}、)?(?P<holder>[^、。「」を]{{1,40}}?)(?=[はがも]))?[^。「」]{{0,24}}?(?P<verb>{verb_forms})"
