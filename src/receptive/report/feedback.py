"""What one student of a class reads about their marks, as one static page: the parts of the report made at home."""

from __future__ import annotations

from dataclasses import dataclass

from receptive.pages.static_page import PAGE_STYLE, read_texts, static_page
from receptive.report.html import FILES, drawing, moves, readings_of
from receptive.report.page_parts import TopicPart


@dataclass(frozen=True)
class Feedback:
    """One student. `is_draft`: held back, which the page says on top."""

    student: str
    total: str
    topics: tuple[TopicPart, ...]
    comment: str = ""
    is_draft: bool = False


def feedback_html(feedback: Feedback) -> str:
    """The page. It holds no script and nothing from a network, and no other student is on it."""
    return static_page(
        FILES / "feedback.html.j2",
        read_texts([PAGE_STYLE, FILES / "feedback.css"]),
        title=f"Feedback for {feedback.student}",
        feedback=feedback,
        readings=readings_of(feedback.topics),
        moves=moves,
        drawing=drawing,
    )
