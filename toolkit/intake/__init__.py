"""Files, folders, tables and addresses -> Articles."""

from toolkit.intake.many import ArticleList, read_articles
from toolkit.intake.single import read_article

__all__ = ["ArticleList", "read_article", "read_articles"]
