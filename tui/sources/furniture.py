"""The words of a web page that are not its story: notices, headers of link lists, comments."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

Furniture: TypeAlias = Literal["notice", "ending", "comments"]
"""A notice is one line (an advertisement, "Share", a copyright); an ending heads a list of
other stories; after a comments header nothing belongs to the story."""

_NOTICE = r"""
  (?:advertisement|advertising|ad|sponsored(?:\ content)?|promoted|anzeige|werbung|publicidad
  |anuncio|publicité|広告|\[?PR\]?|إعلان|विज्ञापन|โฆษณา)$
| related(?:\ (?:stor(?:y|ies)|articles?|coverage|topics?|reading))?\ ?:
| (?:view|open)\ (?:image|picture|gallery)\ in\ full\ ?screen$
| (?:read\ (?:more|next|also)|also\ read|see\ also|in\ pictures|watch|listen|read)\ ?[:|]
| read\ (?:more|the\ full)\b | listen\ to\ this | \d+\ min(?:ute)?s?\ read$
| (?:reading\ time|temps\ de\ lecture|tiempo\ de\ lectura|lesezeit)\b | image$ | loading
| share(?:\ (?:this|on|via|the)\b.*)?$ | share\ on\b | save(?:\ for\ later)?$ | (?:print|email)$
| (?:facebook|twitter|linkedin|whatsapp|instagram|mailto)$ | copy\ link$ | bookmark$
| sign\ (?:up|in)\b | log\ (?:in|out)$ | register$ | subscribe\b | (?:my\ )?account$
| enter\ your\ e-?mail | follow\ us\b | click\ here\b | skip\ to\b | back\ to\ top$
| terms(?:\ (?:of|and|&)\b|$) | privacy(?:\ policy|\ notice|\ statement)?$ | cookies?(?:$|\ )
| (?:contact|about)\ us$ | help$ | advertise\b | careers$ | newsletters?$ | get\ the\ newsletter
| we\ use\ cookies | download\ (?:our|the)\ app | support\ (?:our|independent)\ journalism
| this\ (?:site|website)\ uses\ cookies | accept\ (?:all|cookies) | already\ a\ subscriber
| (?:lea|lee)\ también | te\ puede\ interesar | compartir$ | suscr[ií]b | iniciar\ sesión$
| política\ de\ | aviso\ legal$ | contacto$
| (?:à\ )?lire\ aussi | partager$ | s[’']abonner | abonnez-vous | se\ connecter$
| mentions\ légales | politique\ de\ confidentialité
| lesen\ sie\ auch | teilen$ | anmelden$ | abonnieren$ | impressum$ | datenschutz\w*$
| ©|\(c\)\ \d{4}|copyright\b | 無断転載 | اقرأ\ أيض | शेयर\ करें
"""
_ANYWHERE = r"""
  all\ rights\ reserved | ©\ ?\d{4} | todos\ los\ derechos\ reservados | tous\ droits\ réservés
| alle\ rechte\ vorbehalten | wszelkie\ prawa\ zastrzeżone | alla\ rättigheter\ förbehållna
"""
_ENDING = r"""
  more\ (?:(?:from|on|in|about)\ (?-i:[A-Z])|(?:stories|news|headlines|like\ this)\b)
| (?:most|top)\ (?:read|popular|viewed|shared|commented|stories)\b
| related(?:\ (?:stories|articles|content|topics|news|coverage|posts))$
| you\ (?:may|might)\ (?:also\ )?(?:like|be\ interested|enjoy)
| recommended(?:\ (?:for\ you|reading|stories))?$ | trending(?:\ now)?$ | popular(?:\ now)?$
| (?:read|up|what\ to\ read|watch)\ next$ | latest(?:\ (?:news|stories|headlines))?$
| editor(?:[’']?s|s[’'])?\ (?:picks?|choice)$ | in\ other\ news$ | from\ our\ partners
| (?:from\ )?around\ the\ web$ | don[’']t\ miss$ | also\ in\ the\ news$ | elsewhere\ on\b
| lo\ más\ (?:leído|visto) | más\ (?:noticias|leídas) | noticias\ relacionadas
| también\ te\ puede\ interesar | (?:articles\ )?les\ plus\ lus | sur\ le\ même\ (?:sujet|thème)
| articles\ liés | meistgelesen | mehr\ zum\ thema | das\ könnte\ sie | weitere\ (?:artikel|themen)
| 関連記事 | おすすめ | アクセスランキング | الأكثر\ قراءة | ज़्यादा\ पढ़ी
"""
_COMMENTS = r"""
  (?:\d+\ |all\ |reader\ )?comments?(?:\ ?\(\d+\))?$ | (?:leave|post|add)\ a\ (?:comment|reply)\b
| join\ the\ (?:conversation|discussion) | view\ (?:all\ )?comments
| \d*\ ?comentarios$ | \d*\ ?commentaires$ | \d*\ ?kommentare$ | コメント$
"""
_FLAGS = re.VERBOSE | re.IGNORECASE
_KINDS: tuple[tuple[Furniture, int, re.Pattern[str]], ...] = (
    ("comments", 60, re.compile(rf"\W*(?:{_COMMENTS})", _FLAGS)),
    ("ending", 60, re.compile(rf"\W*(?:{_ENDING})", _FLAGS)),
    ("notice", 200, re.compile(rf"(?:\W*(?:{_NOTICE})|.*(?:{_ANYWHERE}))", _FLAGS)),
)


def furniture(line: str) -> Furniture | None:
    """What part of a page's furniture `line` is; None for what may belong to the story."""
    line = line.rstrip(" :.!→›»")
    for kind, longest, pattern in _KINDS:
        if len(line) <= longest and pattern.match(line):
            return kind
    return None
