"""When what was missed comes back: the FSRS algorithm, over questions and over misconceptions seen in exercises."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from fsrs import Card, Rating, Scheduler, State

from receptive.quiz.progress import Progress, QuestionProgress, Review

MISCONCEPTION = "misconception/"  # how reviews of exercises' mistakes are named; those of questions are topic/question

# One step of learning: what is right at once comes back after days, what was missed in the same sitting. Without chance
# the same answers give the same dates
_scheduler = Scheduler(learning_steps=(timedelta(minutes=10),), enable_fuzzing=False)


def add_review(progress: Progress, name: str, rating: Rating, now: datetime) -> Progress:
    """The progress after one review of something, which is new if it was never reviewed."""
    kept = progress.reviews.get(name)
    card = _card(kept) if kept else Card(card_id=len(progress.reviews) + 1, due=now)
    card, _ = _scheduler.review_card(card, rating, now)
    return _with(progress, name, card)


def note(progress: Progress, name: str, now: datetime) -> Progress:
    """The progress with something new to review, due at once; unchanged if it is there already."""
    if name in progress.reviews:
        return progress
    return _with(progress, name, Card(card_id=len(progress.reviews) + 1, due=now))


def rating_of(question: QuestionProgress, right: bool) -> Rating:
    """Right at once is good; right after a slip or a hint is hard; wrong, or given up, comes again."""
    if not right:
        return Rating.Again
    slipped = question.hints or any(not one.right for one in question.tries[-3:])
    return Rating.Hard if slipped else Rating.Good


def due(progress: Progress, now: datetime) -> list[str]:
    """Names of what is to be reviewed now, the longest overdue first."""
    names = [name for name, review in progress.reviews.items() if review.due <= now]
    return sorted(names, key=lambda name: (progress.reviews[name].due, name))


def _with(progress: Progress, name: str, card: Card) -> Progress:
    changed = Review(
        card.card_id, card.state.value, card.step, card.stability, card.difficulty, card.due, card.last_review
    )
    return replace(progress, reviews={**progress.reviews, name: changed})


def _card(review: Review) -> Card:
    return Card(
        card_id=review.card_id,
        state=State(review.state),
        step=review.step,
        stability=review.stability,
        difficulty=review.difficulty,
        due=review.due,
        last_review=review.last_review,
    )
