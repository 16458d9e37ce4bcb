"""An article as the store keeps it, and as it is shown again from there."""

from __future__ import annotations

from tui.annotations.edits import Op, Storing, plain
from tui.annotations.model import ArticleRecord
from tui.annotations.records import Records
from tui.text.article import Article, recast


def article_of(op: Op) -> object:
    """The id of the article that an operation is about."""
    return op.id if op.table == "articles" else (op.after or op.before or {}).get("article")


def storing(record: ArticleRecord) -> Storing:
    """The operation that stores an article."""
    return Storing("articles", record.id, None, None, record)


def sourced(record: ArticleRecord, article: Article) -> Op | None:
    """The operation that notes where an article stood this time; None where that is known."""
    import msgspec

    if not article.source or article.source in (record.source, *record.sources):
        return None
    more = msgspec.structs.replace(record, sources=(*record.sources, article.source))
    return Op("articles", record.id, plain(record), plain(more))


def noting_draft(record: ArticleRecord, earlier: str, *, stored: bool) -> tuple[Op, ...]:
    """The operations that note the id of the `earlier` draft whose annotations an article takes
    over, and store the article where it is not `stored`; none where that is known.
    """
    import msgspec

    drafted = msgspec.structs.replace(record, revises=earlier)
    if not stored:
        return (storing(drafted),)
    return () if drafted == record else (Op("articles", record.id, plain(record), plain(drafted)),)


def article_record(article: Article, added: str, *, as_read: bool = False) -> ArticleRecord:
    """The article as the store keeps it; without its blocks where it was only taken `as_read`."""
    import msgspec

    fields = msgspec.structs.asdict(article) | ({"blocks": ()} if as_read else {})
    return ArticleRecord(id=article.id, added=added, **fields)


def revised(article: Article, records: Records) -> Article:
    """The article with the blocks that the store has for it; itself if they are the same."""
    stored = records.article
    if stored is None or not stored.blocks or stored.blocks == article.blocks:
        return article
    return article.shaped(stored.blocks)


def recasting(article: Article, records: Records) -> Article:
    """The article with its blocks as a person has them; itself if nothing was said of them."""
    if not records.recasts:
        return article
    return article.shaped(recast(article.blocks, (one.block for one in records.recasts.values())))
