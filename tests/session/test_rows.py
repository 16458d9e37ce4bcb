"""What keys do, as rows: a text with everything written into it, the keys, the text after."""

from __future__ import annotations

import pytest

from tests.session.notation import desk, show

MOVING = [
    ("┃One two.", "l", "O┃ne two."),
    ("O┃ne two.", "h", "┃One two."),
    ("┃One two.", "<right><left><right>", "O┃ne two."),
    ("a┃e\u0301o", "ll", "ae\u0301┃o"),
    ("┃One two three.", "ww", "One two ┃three."),
    ("One two ┃three.", "bb", "┃One two three."),
    ("One t┃wo.", "<c-left><c-right>", "One two┃."),
    ("┃One is. Two is.", ")", "One is. ┃Two is."),
    ("One is. T┃wo is.", "((", "┃One is. Two is."),
    ("┃One.\n\nTwo.\n\nThree.", "}}", "One.\n\nTwo.\n\n┃Three."),
    ("One.\n\nTwo.\n\nT┃hree.", "{{", "One.\n\n┃Two.\n\nThree."),
    ("#Head\n\n┃One.", "gg", "#┃Head\n\nOne."),
    ("┃One.\n\nTwo.", "G", "One.\n\nTwo┃."),
    ("┃One.\n\nTwo.", "jj", "One.\n\n┃Two."),
    ("One.\n\nTwo t┃wo.", "kj", "One.\n\nTwo t┃wo."),
    ("|one\ntwo t┃wo\nx\nthree", "jk", "|one\ntwo t┃wo\nx\nthree"),
    ("|one\ntwo t┃wo\nx\nthree", "jj", "|one\ntwo two\nx\nthre┃e"),
    ("|one\ntwo t┃wo", "<home>", "|one\n┃two two"),
    ("|one\nt┃wo two", "ge", "|one\ntwo tw┃o"),
    ("|one\nt┃wo two", "gh<end>", "|one\ntwo tw┃o"),
    ("┃One {person:two} {place:three}.", ">", "One {person:┃two} {place:three}."),
    ("┃One {person:two} {place:three}.", ">>>", "One {person:two} {place:┃three}."),
    ("One {person:two} {place:three}┃.", "<lt><lt>", "One {person:┃two} {place:three}."),
    ("{claim:┃One is.} Two is. Three is.", "gu", "{claim:One is.} ┃Two is. Three is."),
    ("┃One is. Two is. Three is.", "00<c-home>gu", "{0:One is.} {0:Two is.} ┃Three is."),
    ("{claim:One is.} ┃Two is.", "gu", "{claim:One is.} ┃Two is."),
    ("┃{person:One} is. {person:Two} is.", "gu", "{person:One} is. {person:┃Two} is."),
]

EXTENDING = [
    ("┃One two three.", "v", "⟦┃O⟧ne two three."),
    ("┃One two three.", "vl", "⟦O┃n⟧e two three."),
    ("┃One two three.", "vw", "⟦On┃e⟧ two three."),
    ("┃One two three.", "vww", "⟦One tw┃o⟧ three."),
    ("┃One two three.", "vwwwb", "⟦One tw┃o⟧ three."),
    ("┃One two three.", "vwb", "⟦┃O⟧ne two three."),
    ("One two t┃hree.", "vb", "One two ⟦┃th⟧ree."),
    ("One two t┃hree.", "vbbw", "One two ⟦┃th⟧ree."),
    ("┃One is. Two is.", "v)", "⟦One is┃.⟧ Two is."),
    ("┃One is. Two is.", "v))(", "⟦One is┃.⟧ Two is."),
    ("┃One.\n\nTwo.\n\nThree.", "v}}", "⟦One.\n\nTwo┃.⟧\n\nThree."),
    ("One.\n\nTwo.\n\n┃Three.", "v{", "One.\n\n⟦┃Two.\n\nT⟧hree."),
    ("One two ┃three.", "vvh", "One two┃ three."),
    ("One ┃two three.", "vw;b", "⟦┃One two⟧ three."),
    ("One ┃two three.", "vw;b;w", "⟦One two thre┃e⟧."),
    ("One ┃two three.", "vG", "One ⟦two three┃.⟧"),
    ("One ┃two three.", "vgg", "⟦┃One t⟧wo three."),
    ("One ┃two three.", "vw<esc>", "One tw┃o three."),
    ("One ┃two three.", "<s-right><s-right><s-left>", "One ⟦t┃w⟧o three."),
    ("|one\nt┃wo\nthree", "<s-down>", "|one\nt⟦wo\nt┃h⟧ree"),
    ("|one\nt┃wo\nthree", "<s-up><s-up>", "|o⟦┃ne\ntw⟧o\nthree"),
    ("One ⟦tw┃o⟧ three.", "l", "One two┃ three."),
    ("┃One {person:two}.", "v>", "⟦One {person:┃t⟧wo}."),
]

SELECTING = [
    ("One is. T┃wo is. Three is.", "s", "One is. ⟦Two is┃.⟧ Three is."),
    ("O┃ne is. Two is. Three is.", "ss", "⟦One is. Two is┃.⟧ Three is."),
    ("One is. ┃Two is.\n\nThree is.", "ss", "One is. ⟦Two is.\n\nThree is┃.⟧"),
    ("One t┃wo three.", "+", "One ⟦tw┃o⟧ three."),
    ("日本┃語です。", "+", "⟦日本┃語⟧です。"),
    ("日┃コーヒー。", "+", "日⟦コーヒ┃ー⟧。"),
    ("One two. A ┃b c.", "++", "One two. ⟦A b c┃.⟧"),
    ("One two. A ┃b c.", "+++", "⟦One two. A b c┃.⟧"),
    ("One.\n\n┃Two.", "++++", "⟦One.\n\nTwo┃.⟧"),
    ("┃One two. A b c.", "+++--", "⟦On┃e⟧ two. A b c."),
    ("One two. A b ┃c.", "+++--", "One two. A b ⟦┃c⟧."),
    ("┃One two.", "-", "┃One two."),
    ("One ⟦tw┃o⟧ three four.", "]", "One ⟦two thre┃e⟧ four."),
    ("One ⟦two thre┃e⟧ four.", "[", "One ⟦tw┃o⟧ three four."),
    ("One ⟦two thre┃e⟧ four.", ";[", "⟦┃One two three⟧ four."),
    ("One ⟦two thre┃e⟧ four.", ";]", "One two ⟦┃three⟧ four."),
    ("One ┃two three.", "]", "One ⟦tw┃o⟧ three."),
    ("One ⟦tw┃o⟧ three.", "<esc>", "One tw┃o three."),
]

TAGGING = [
    ("One is. T┃wo is.", "c", "One is. {claim:T┃wo is.}"),
    ("Then Ada Be┃ll left.", "p", "Then {person:Ada Be┃ll} left."),
    ("He said: “It w┃ent.” Fine.", "'", "He said: {quote:“It w┃ent.”} Fine."),
    ("┃He said: “It went.” Fine.", '"', "┃He said: {quote:“It went.”} Fine."),
    ("┃He paid 40 euros on May 14.", "mt", "┃He paid {amount:40 euros} on {time:May 14}."),
    ("One ┃two three.", "vwo", "One {organisation:tw┃o} three."),
    ("One⟦ two┃ ⟧three.", "a", "One {place:tw┃o} three."),
    ("One ⟦two thre┃e⟧.", ";p", "One {person:┃two three}."),
    ("One ┃two.", "cc", "One ┃two."),
    ("One ⟦tw┃o⟧.", "pvbp", "One ┃two."),
    ("{claim:┃One two.}", "c", "┃One two."),
    ("{claim:┃One two.}", "+p", "{claim:{person:On┃e} two.}"),
    ("One ⟦tw┃o⟧ three.", "p<c-home>vw.", "{person:On┃e} {person:two} three."),
    ("┃One is. Two is.", "c).", "{claim:One is.} {claim:┃Two is.}"),
    ("┃One is.", ".", "┃One is."),
    ("One ⟦tw┃o⟧ three four.", "'wwvw&", "One {quote:two} three {quote+:fou┃r}."),
    ("One ⟦tw┃o⟧ three four.", "'bbv&", "{quote:┃O}ne {quote+:two} three four."),
    ("One ⟦tw┃o⟧ three.", "'s&", "⟦One {quote:two} three┃.⟧"),
    ("One ⟦tw┃o⟧ three.", "'&", "One {quote:tw┃o} three."),
    ("⟦One┃ ⟧two.", "&", "⟦One┃ ⟧two."),
    ("One⟦┃ ⟧two.", "p", "One⟦┃ ⟧two."),
    ("┃One is. Two is.", "0", "{0:One is.} ┃Two is."),
    ("┃One is. Two is.", "0(0", "{0:One is.} ┃Two is."),
    ("┃One is. Two is.", "000", "{0:One is.} {0:Two is┃.}"),
    ("{claim:{person:O┃ne} two.}", "x", "{claim:O┃ne two.}"),
    ("{claim:{person:O┃ne} two.}", "xx", "O┃ne two."),
    ("One ┃two.", "x", "One ┃two."),
    ("One ┃two.", "c=v", "{claim=verified:One ┃two.}"),
    ("One ┃two.", "c=v=d", "{claim=disputed:One ┃two.}"),
    ("{claim:{person:O┃ne} two.}", "=f", "{claim=false:{person:O┃ne} two.}"),
    ("One ┃two.", "=v", "One ┃two."),
]

EDITING = [
    ("{claim:One ┃two.}", "e", "{claim:⟦One two┃.⟧}"),
    ("{claim:One ┃two.}", "<enter>", "{claim:One ┃two.}"),
    ("{claim:{person:O┃ne} two.}", "e", "{claim:{person:⟦On┃e⟧} two.}"),
    ("{claim:{person:O┃ne} two.}", "ee", "{claim:{person:⟦One} two┃.⟧}"),
    ("{person:O┃ne} two three.", "e]<enter>", "{person:One tw┃o} three."),
    ("{person:O┃ne} two three.", "e]<esc>", "{person:One} tw┃o three."),
    ("{person:O┃ne} two three.", "e]q", "{person:One} tw┃o three."),
    ("One {person:t┃wo} three.", "e;[<enter>", "{person:┃One two} three."),
    ("{person:One t┃wo} three.", "e[<enter>", "{person:On┃e} two three."),
    ("{person:O┃ne} two.", "es<enter>", "{person:One two┃.}"),
    ("{person:O┃ne} two.", "ep", "{person:⟦On┃e⟧} two."),
    ("{person:O┃ne} two.", "eo", "{organisation:⟦On┃e⟧} two."),
    ("{person:O┃ne} two.", "eo]<enter>", "{organisation:One tw┃o}."),
    ("One t┃wo.", "c=vec<esc>", "{claim=verified:One two┃.}"),
    ("One t┃wo.", "c=vep<esc>", "{claim=verified:┃One two.}"),
    ("{claim:{person:O┃ne} two.}", "e=v", "{claim:{person:⟦On┃e⟧} two.}"),
    ("{claim:{person:O┃ne} two.}", "ee=v<esc>", "{claim:{person:┃One} two.}"),
    ("{claim:{person:O┃ne} two.}", "e[x", "{claim:┃One two.}"),
    ("{claim:{person:O┃ne} two.}", "eex", "{person:One} two┃."),
    ("{person:O┃ne} two three.", "e]]x", "One two thre┃e."),
    ("{person:O┃ne} two three.", "evl", "{person:One}┃ two three."),
    ("{person:O┃ne} two three.", "evlc", "{claim:{person:One}┃ two three.}"),
    ("{person:O┃ne} two. Three.", "e0c", "{0:{person:One} two.} {claim:┃Three.}"),
    ("One ⟦tw┃o⟧ three four.", "'wwvw&e[<enter>", "One {quote:two} three {quote+:┃f}our."),
    ("One ⟦tw┃o⟧ three four.", "'wwvw&ebb<enter>", "One {quote:two} {quote+:┃three f}our."),
    ("⟦On┃e⟧ two three four.", "'wwvw&ggewww;www<enter>", "One two {quote:three} {quote+:┃four}."),
    ("One ⟦tw┃o⟧ three four.", "'wwvw&ebbb<enter>", "One {quote:⟦┃two} three {quote+:f⟧our}."),
    ("{person:O┃ne} two.", "en<esc>", "{person:⟦On┃e⟧} two."),
    ("O┃ne two.", "e", "O┃ne two."),
]

UNDOING = [
    ("One ┃two.", "cu", "┃One two."),
    ("One ┃two.", "cuU", "{claim:┃One two.}"),
    ("One ┃two.", "cpuu", "┃One two."),
    ("One ┃two.", "c+puuUU", "{claim:One {person:┃two}.}"),
    ("One ┃two.", "c+puuUUu", "{claim:One ┃two.}"),
    ("One ┃two.", "cuu", "┃One two."),
    ("One ┃two.", "cu+pU", "{person:On┃e} two."),
    ("One ┃two.", "c=vu", "{claim:┃One two.}"),
    ("One ┃two.", "c=v=duUu", "{claim=verified:┃One two.}"),
    ("{person:O┃ne} two.", "e]<enter>u", "{person:┃One} two."),
    ("{person:O┃ne} two.", "eou", "{person:┃One} two."),
    ("{person:O┃ne} two.", "xu", "{person:┃One} two."),
    ("┃One is. Two is.", "0u", "One is. ┃Two is."),
    ("One ⟦tw┃o⟧ three four.", "'wwvw&u", "One {quote:┃two} three four."),
    ("One ┃two.", "u", "One ┃two."),
    ("One ┃two.", "U", "One ┃two."),
]

FINDING = [
    ("┃One two, two.", "/two<enter>", "One ┃two, two."),
    ("┃One two, two.", "/two<enter>n", "One two, ┃two."),
    ("┃One two, two.", "/two<enter>nn", "One ┃two, two."),
    ("┃One two, two.", "/two<enter>N", "One two, ┃two."),
    ("┃aaa", "/a<enter>n", "aa┃a"),
    ("One ┃two, two.", "/two<esc>", "One ┃two, two."),
    ("One ⟦two,┃ ⟧two.", "/two<esc>", "One ⟦two,┃ ⟧two."),
    ("┃One two, two.", "/twx<bs>o<enter>", "One ┃two, two."),
    ("┃One two.", "/zz<enter>", "┃One two."),
    ("┃One two.", "/<enter>", "┃One two."),
    ("┃One two.", "/re:t.o<enter>", "One ┃two."),
    ("┃One two.", "/re:(<enter>", "┃One two."),
    ("┃One two three.", "v/three<enter>", "⟦One two ┃t⟧hree."),
    ("┃One two.", "n", "┃One two."),
]

FOLDING = [
    ("┃One.\n\n~Ad.\n\n~Buy.\n\nTwo.", "jj", "One.\n\n~┃Ad.\n\n~Buy.\n\nTwo."),
    ("┃One.\n\n~Ad.\n\n~Buy.\n\nTwo.", "jjjj", "One.\n\n~Ad.\n\n~Buy.\n\n┃Two."),
    ("┃One.\n\n~Ad. Now.\n\n~Buy.\n\nTwo.", ")l", "One.\n\n~Ad. Now.\n\n~Buy.\n┃\nTwo."),
    ("┃One.\n\n~Ad. Now.\n\n~Buy.\n\nTwo.", "))", "One.\n\n~Ad. Now.\n\n~Buy.\n\n┃Two."),
    ("┃One.\n\n~Ad now.\n\n~Buy.\n\nTwo.", "}w", "One.\n\n~Ad now.\n\n~Buy.\n\n┃Two."),
    ("One.\n\n~Ad.\n\n~Buy.\n\n┃Two.", "b", "One.\n\n~┃Ad.\n\n~Buy.\n\nTwo."),
    ("One.\n\n~Ad.\n\n~Buy.\n\n┃Two.", "bb", "┃One.\n\n~Ad.\n\n~Buy.\n\nTwo."),
    ("One.\n\n~┃Ad now.\n\nTwo.", "cs", "One.\n\n~┃Ad now.\n\nTwo."),
    ("One.\n\n~┃Ad now.\n\nTwo.", "0", "One.\n\n~Ad now.\n\n┃Two."),
    ("┃One.\n\n~Ad now.\n\nTwo.", "z}w", "One.\n\n~Ad ┃now.\n\nTwo."),
    ("One.\n\n~Ad ┃now.\n\nTwo.", "zz", "One.\n\n~┃Ad now.\n\nTwo."),
    ("One.\n\nT┃wo.\n\nThree.", "gz", "One.\n\n~┃Two.\n\nThree."),
    ("One.\n\n⟦Two.\n\nT┃h⟧ree.", "gz", "One.\n\n~┃Two.\n\n~Three."),
    ("One.\n\nT┃wo.\n\nThree.", "gzu", "One.\n\n┃Two.\n\nThree."),
    ("One.\n\nT┃wo.\n\nThree.", "gzgz", "One.\n\n┃Two.\n\nThree."),
    ("One.\n\nT┃wo.\n\nThree.", "gzuU", "One.\n\n~┃Two.\n\nThree."),
    ("┃One.\n\n~Ad.\n\n~Buy.", "jjgz", "One.\n\n┃Ad.\n\nBuy."),
    ("┃One.\n\nTwo.", "cgzu", "{claim:┃One.}\n\nTwo."),
]

ROWS = [*MOVING, *EXTENDING, *SELECTING, *TAGGING, *EDITING, *UNDOING, *FINDING, *FOLDING]


@pytest.mark.parametrize(("before", "keys", "after"), ROWS)
def test_row(before: str, keys: str, after: str) -> None:
    made = desk(before)
    made.press(keys)
    assert show(made.reader) == after


def test_a_tag_beside_another_one_says_how_to_retag_instead() -> None:
    made = desk("{person:A┃da} left.")
    made.press("o")
    said = "organisation beside person on the same words; u undoes it; u e o retags instead"
    assert made.said == said
    made.press("ueo<enter>")
    assert show(made.reader).replace("┃", "") == "{organisation:Ada} left."
